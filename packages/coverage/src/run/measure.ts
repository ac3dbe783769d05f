import path from 'node:path';
import { byCodeUnit, type Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { type MemberWithTargets, plainWords, statedFeaturesInWords } from '@assay/rust';
import type { RunFact } from '../facts.js';
import type { CoverageSettings, Run } from '../settings.js';
import { buildTests, hasLibrary } from './build-tests.js';
import { runWords, selection } from './cargo-words.js';
import type { LlvmTools } from './llvm-tools.js';
import { type Built, builtOf } from './messages.js';
import type { PanickingTests } from './panicking-tests.js';
import type { ProcessProfiles } from './per-process.js';
import { type ExactRecords, readProfiles } from './read-profiles.js';
import { readableObjects } from './readable-objects.js';
import { PANICKING, runApart, TESTS } from './run-apart.js';

/** Everything that a run of the tests needs to be measured. */
export interface Instruments {
  tools: LlvmTools;
  /** The program that instruments, absolute. */
  wrapper: string;
  members: readonly MemberWithTargets[];
  settings: CoverageSettings;
  /** Known when the sources have been read, which goes on while the tests are built. */
  panicking: Promise<PanickingTests>;
}

/** A run, and what it left. */
export interface MeasuredRun {
  fact: RunFact;
  records: ExactRecords | undefined;
  /** What tests that panic left, where there are any. */
  panicking?: ExactRecords;
  /** What each test left by itself, where the runner gives each a process. */
  processes?: ProcessProfiles;
  gaps: Gap[];
}

/**
 * Builds the tests with the members instrumented, runs them through Cargo, which sets what its configuration says, and
 * reads what they left. Builds everything else as it is always built, in the same folder. What fails is said by the
 * run's outcome and by gaps. Throws WorldError when interrupted.
 */
export async function measure(world: World, run: Run, index: number, instruments: Instruments): Promise<MeasuredRun> {
  const { settings, wrapper, tools, members, panicking } = instruments;
  const features = statedFeaturesInWords(run);
  const command = `cargo ${runWords(settings.runner).join(' ')} ${selection(run).join(' ')}`;
  const scratch = `coverage/run-${index + 1}`;
  const folder = path.join(world.scratch, scratch);
  await world.emptyScratch(scratch);
  const env = { ...plainWords, RUST_BACKTRACE: undefined, RUSTC_WORKSPACE_WRAPPER: wrapper };
  const without = (outcome: RunFact['outcome'], gap: Gap, objects: RunFact['objects'] = []): MeasuredRun => {
    return { fact: { command, features, outcome, ...noTests, objects }, records: undefined, gaps: [gap] };
  };

  world.progress(`building the tests with ${features}`);
  const buildEnv = { ...env, LLVM_PROFILE_FILE: path.join(folder, 'build', '%p-%m.profraw') };
  const hasDoctests = settings.doctests && members.some(hasLibrary);
  const building = await buildTests(world, run, hasDoctests, buildEnv);
  if ('gap' in building) return without('did not build', building.gap);
  const artifacts = builtOf(building.stdout, new Set(members.map(({ manifest }) => manifest)));
  const built = await readableObjects(world, artifacts, scratch);

  world.progress(`running the tests with ${features}`);
  const digesting = digestsOf(world, built);
  // Whoever waits for it is told of what goes wrong.
  digesting.catch(() => undefined);
  const ran = await runApart(world, run, { settings, panicking, buildEnv, env, folder, hasDoctests });
  const objects = await digesting;
  if ('gap' in ran) return without(ran.outcome, ran.gap, objects);
  const { unfinished, ...output } = ran.output;
  const fact: RunFact = { command, features, outcome: ran.outcome, ...output, panicking: ran.panicking, objects };
  const ended = unfinished === 0 ? [] : [unfinishedGap(unfinished, command)];

  const what = `what the tests reach with ${features}`;
  const read = (part: string) => readProfiles(world, { folder, part, scratch, built, tools, what });
  const [tests, others] = [await read(TESTS), ran.panicking === 0 ? undefined : await read(PANICKING)];
  const gaps = [...ended, ...[tests, others].flatMap((each) => (each !== undefined && 'gap' in each ? each.gap : []))];
  if ('gap' in tests) return { fact, records: undefined, gaps };
  const processes = { raw: tests.raw, objects: built, tools, scratch };
  return {
    ...{ fact, gaps, records: tests.records },
    ...(settings.runner === 'nextest' ? { processes } : {}),
    ...(others === undefined || 'gap' in others ? {} : { panicking: others.records }),
  };
}

const noTests = { passed: 0, failed: 0, ignored: 0, filtered: 0, panicking: 0, failures: [] };

/** The digests of what was built, by the names that Cargo has for it. */
async function digestsOf(world: World, built: readonly Built[]): Promise<RunFact['objects']> {
  const digested = await Promise.all(
    built.map(async ({ file, name }) => ({ path: name, sha256: await world.files.digest(file) })),
  );
  return digested.sort((a, b) => byCodeUnit(a.path, b.path) || byCodeUnit(a.sha256, b.sha256));
}

function unfinishedGap(unfinished: number, command: string): Gap {
  const programs = unfinished === 1 ? 'a test program' : `${unfinished} test programs`;
  return {
    what: 'whether all tests passed',
    why:
      `${programs} ended without a result: a test aborted, or called std::process::exit, ` +
      'and the tests after it never ran',
    remedy: `run ${command} and find the test that ends the process`,
  };
}
