import path from 'node:path';
import { byCodeUnit, type Gap, UserError } from '@assay/evidence';
import { isWorldError, portablePath, portableText, type ToolResult, type World } from '@assay/host';
import { type ExactFile, readLlvmJson } from '@assay/records';
import { cargo, type MemberWithTargets, plainWords, readCargoFailure, readMessages } from '@assay/rust';
import type { RunFact } from '../facts.js';
import type { CoverageSettings, Run } from '../settings.js';
import type { LlvmTools } from './llvm-tools.js';
import { type Built, builtOf } from './messages.js';
import { choosing, LIST, listPanicking, type PanickingTests } from './panicking-tests.js';
import type { ProcessProfiles } from './per-process.js';
import { readableObjects } from './readable-objects.js';
import { readLibtest, readNextest, type TestOutput } from './test-output.js';

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

/** The records of an export, by the names that the compiler gave the files. */
export interface ExactRecords {
  format: 'llvm-json';
  exact: Map<string, ExactFile>;
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

/** 2 hours: what a large workspace takes to build from scratch on a slow runner. */
const BUILD_TIMEOUT = 2 * 60 * 60_000;

/** Cargo's arguments after `test` or `nextest run`, the same for building and for running. */
function selection({ features, 'default-features': defaults }: Run): string[] {
  const flags =
    typeof features === 'string'
      ? { default: [], all: ['--all-features'], none: ['--no-default-features'] }[features]
      : [...(defaults ? [] : ['--no-default-features']), '--features', features.join(',')];
  return ['--workspace', '--locked', '--tests', ...flags];
}

/** A run's features in words. */
export function featuresInWords({ features, 'default-features': defaults }: Run): string {
  if (typeof features === 'string')
    return { default: 'default features', all: 'all features', none: 'no features' }[features];
  return `${defaults ? 'default features and ' : ''}${features.join(', ')}`;
}

/**
 * Builds the tests with the members instrumented, runs them through Cargo, which sets what its configuration says, and reads what they left.
 * Builds everything else as it is always built, in the same folder. What fails is said by the run's outcome and by gaps. Throws WorldError
 * when interrupted.
 */
export async function measure(world: World, run: Run, index: number, instruments: Instruments): Promise<MeasuredRun> {
  const { settings, wrapper } = instruments;
  const words = featuresInWords(run);
  const command = `cargo ${runWords(settings.runner).join(' ')} ${selection(run).join(' ')}`;
  const folder = path.join(world.scratch, 'coverage', `run-${index + 1}`);
  await world.emptyScratch(`coverage/run-${index + 1}`);
  const env = { ...plainWords, RUST_BACKTRACE: undefined, RUSTC_WORKSPACE_WRAPPER: wrapper };
  const nothing: RunFact = { command, features: words, outcome: 'ended', ...noTests, objects: [] };

  world.progress(`building the tests with ${words}`);
  const buildEnv = { ...env, LLVM_PROFILE_FILE: path.join(folder, 'build', '%p-%m.profraw') };
  const hasDoctests = settings.doctests && instruments.members.some(hasLibrary);
  const building = await build(world, run, hasDoctests, buildEnv);
  if ('gap' in building)
    return { fact: { ...nothing, outcome: 'did not build' }, records: undefined, gaps: [building.gap] };
  const artifacts = builtOf(building.stdout, new Set(instruments.members.map(({ manifest }) => manifest)));
  const built = await readableObjects(world, artifacts, `coverage/run-${index + 1}`);

  world.progress(`running the tests with ${words}`);
  const digesting = Promise.all(
    built.map(async ({ file, name }) => ({ path: name, sha256: await world.files.digest(file) })),
  );
  digesting.catch(() => undefined);
  const ran = await runApart(world, run, instruments, { env, buildEnv, folder, hasDoctests });
  const objects = (await digesting).sort((a, b) => byCodeUnit(a.path, b.path) || byCodeUnit(a.sha256, b.sha256));
  if ('gap' in ran) return { fact: { ...nothing, outcome: ran.outcome, objects }, records: undefined, gaps: [ran.gap] };
  const { unfinished, ...output } = ran.output;
  const fact: RunFact = {
    command,
    features: words,
    outcome: ran.outcome,
    ...output,
    panicking: ran.panicking,
    objects,
  };
  const ended = unfinished === 0 ? [] : [unfinishedGap(unfinished, command)];
  const scratch = `coverage/run-${index + 1}`;
  const read = await readProfiles(world, path.join(folder, TESTS), `${scratch}/${TESTS}`, built, instruments.tools);
  const what = `what the tests reach with ${words}`;
  if ('gap' in read) return { fact, records: undefined, gaps: [...ended, { ...read.gap, what }] };
  const { records, raw } = read;
  const processes = { raw, objects: built, tools: instruments.tools, scratch };
  const measured: MeasuredRun = { fact, records, gaps: ended, ...(settings.runner === 'nextest' ? { processes } : {}) };
  if (ran.panicking === 0) return measured;
  const others = await readProfiles(
    world,
    path.join(folder, PANICKING),
    `${scratch}/${PANICKING}`,
    built,
    instruments.tools,
  );
  return 'gap' in others
    ? { ...measured, gaps: [...ended, { ...others.gap, what }] }
    : { ...measured, panicking: others.records };
}

/** Folders of raw profiles. */
const TESTS = 'tests';
const PANICKING = 'panicking';

type RanApart = (Extract<Ran, { output: TestOutput }> & { panicking: number }) | Extract<Ran, { gap: Gap }>;

/** Runs the tests, those that pass when they panic apart from the others, then the examples. */
async function runApart(
  world: World,
  run: Run,
  { settings, panicking: finding }: Instruments,
  {
    env,
    buildEnv,
    folder,
    hasDoctests,
  }: { env: Environment; buildEnv: Environment; folder: string; hasDoctests: boolean },
): Promise<RanApart> {
  const into = (name: string): Environment => ({ ...env, LLVM_PROFILE_FILE: path.join(folder, name, '%p-%m.profraw') });
  const panicking = await finding;
  const listed =
    panicking.names.size === 0 ? [] : await listPanicking(world, ['test', ...selection(run)], buildEnv, panicking);
  if (listed === undefined) return { outcome: 'ended', gap: unlistedGap(run) };
  const parts =
    listed.length === 0
      ? [{ name: TESTS, words: [] }]
      : [
          { name: TESTS, words: choosing(settings.runner, listed, 'others') },
          { name: PANICKING, words: choosing(settings.runner, listed, 'these') },
        ];
  const ran: Extract<Ran, { output: TestOutput }>[] = [];
  let count = 0;
  for (const { name, words } of parts) {
    const part = await runTests(world, run, settings, words, into(name));
    if ('gap' in part) return part;
    ran.push(part);
    if (name === PANICKING) count += part.output.passed + part.output.failed;
  }
  if (hasDoctests) {
    const part = await runDoctests(world, run, settings, into(panicking.inExamples ? PANICKING : TESTS));
    if ('gap' in part) return part;
    ran.push(part);
    if (panicking.inExamples) count += part.output.passed + part.output.failed;
  }
  const output = sumOf(
    ran.map((part) => part.output),
    parts.length > 1,
  );
  return { outcome: ran.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'passed', output, panicking: count };
}

const noTests = { passed: 0, failed: 0, ignored: 0, filtered: 0, panicking: 0, failures: [] };

function runWords(runner: CoverageSettings['runner']): string[] {
  return runner === 'nextest' ? ['nextest', 'run', '--no-fail-fast'] : ['test', '--no-fail-fast'];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Are there examples in its documentation that rustdoc would run? */
function hasLibrary({ targets }: MemberWithTargets): boolean {
  return targets.some(({ kind }) => kind.includes('lib') || kind.includes('rlib'));
}

type Build = { stdout: string } | { gap: Gap };

/** Builds the tests, and the libraries by themselves where examples in the documentation call them. */
async function build(world: World, run: Run, libraries: boolean, env: Environment): Promise<Build> {
  const tests = await cargoBuild(world, ['test', '--no-run', ...selection(run)], run, env);
  if ('gap' in tests || !libraries) return tests;
  const alone = await cargoBuild(
    world,
    ['build', '--lib', ...selection(run).filter((word) => word !== '--tests')],
    run,
    env,
  );
  return 'gap' in alone ? alone : { stdout: tests.stdout + alone.stdout };
}

async function cargoBuild(world: World, args: readonly string[], run: Run, env: Environment): Promise<Build> {
  const [command = '', ...others] = args;
  const asked = [command, '--message-format=json', ...others];
  const { status, stdout, stderr } = await world.tools.run(cargo, asked, { env, timeout: BUILD_TIMEOUT });
  const { errors, finished } = readMessages(stdout);
  if (status === 0 && finished === true) return { stdout };
  const [error] = errors;
  const why = error === undefined ? readCargoFailure(stderr, world.anchors).message : inWords(error);
  return {
    gap: {
      what: `what the tests reach with ${featuresInWords(run)}`,
      why: `the tests do not build: ${portableText(why, world.anchors)}`,
      remedy: `run cargo ${args.join(' ')} and repair what it names, or correct runs in [coverage]`,
      ...(error?.at === undefined ? {} : { at: placeIn(world, error.at) }),
    },
  };
}

function placeIn({ anchors }: World, { file, line, column }: { file: string; line: number; column: number }) {
  return { path: portablePath(file, anchors), line, column };
}

function inWords({ code, message }: { code: string | null; message: string }): string {
  return `${message}${code === null ? '' : ` (${code})`}`;
}

type Ran = { outcome: 'passed' | 'failed'; output: TestOutput } | { outcome: 'timed out' | 'ended'; gap: Gap };

function runTests(
  world: World,
  run: Run,
  settings: CoverageSettings,
  chosen: readonly string[],
  env: Environment,
): Promise<Ran> {
  return runCargo(world, [...runWords(settings.runner), ...selection(run), ...chosen], run, settings, env);
}

async function runCargo(
  world: World,
  args: readonly string[],
  run: Run,
  { runner, timeout }: Pick<CoverageSettings, 'runner' | 'timeout'>,
  env: Environment,
): Promise<Ran> {
  const what = `what the tests reach with ${featuresInWords(run)}`;
  try {
    const result = await world.tools.run(cargo, args, { env, timeout: timeout * 1000 });
    const output = runner === 'nextest' ? readNextest(result.stderr) : readLibtest(result.stdout);
    if (output === undefined || isRefusal(result, output)) {
      const { message } = readCargoFailure(result.stderr, world.anchors);
      return {
        outcome: 'ended',
        gap: {
          what,
          why: `cargo ${args[0]} ran no test: ${message}`,
          remedy: `run cargo ${args.join(' ')} and see what it says`,
        },
      };
    }
    return { outcome: result.status === 0 ? 'passed' : 'failed', output };
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    const remedy =
      error.kind === 'timed-out'
        ? 'find the test that does not end, or raise timeout in [coverage]'
        : `run cargo ${args.join(' ')} and see what it says`;
    return { outcome: error.kind === 'timed-out' ? 'timed out' : 'ended', gap: { what, why: error.message, remedy } };
  }
}

/**
 * Runs the examples in the documentation, with what they call measured. The programs that rustdoc makes of them are none of the objects: their own
 * code has places in the comments that it stands in, and would be taken for what stands there. So a generic function that only an example instantiates
 * stays missed.
 */
function runDoctests(world: World, run: Run, settings: CoverageSettings, env: Environment): Promise<Ran> {
  // Without the option nothing would link the runtime that writes the profile. Flags from the environment replace those of the configuration.
  const own = ['-C', 'instrument-coverage'];
  const given = world.environment.get('RUSTDOCFLAGS');
  const flags = given === undefined ? ['--config', `build.rustdocflags=${JSON.stringify(own)}`] : [];
  const variables = given === undefined ? {} : { RUSTDOCFLAGS: `${given} ${own.join(' ')}` };
  const words = selection(run).filter((word) => word !== '--tests');
  return runCargo(
    world,
    ['test', '--doc', '--no-fail-fast', ...flags, ...words],
    run,
    { ...settings, runner: 'cargo' },
    { ...env, ...variables },
  );
}

/** Several outputs in one. Where the first two are of tests that were run apart, each filtered out what the other ran. */
function sumOf(outputs: readonly TestOutput[], isApart: boolean): TestOutput {
  const sum = (key: 'passed' | 'failed' | 'ignored' | 'unfinished') =>
    outputs.reduce((total, output) => total + output[key], 0);
  const [first, second, ...others] = outputs;
  const own =
    isApart && first !== undefined && second !== undefined
      ? [Math.max(0, first.filtered - ranIn(second))]
      : [first, second].map((output) => output?.filtered ?? 0);
  return {
    ...{ passed: sum('passed'), failed: sum('failed'), ignored: sum('ignored'), unfinished: sum('unfinished') },
    filtered: [...own, ...others.map(({ filtered }) => filtered)].reduce((total, filtered) => total + filtered, 0),
    failures: outputs.flatMap(({ failures }) => failures),
  };
}

function ranIn({ passed, failed, ignored }: TestOutput): number {
  return passed + failed + ignored;
}

/** Cargo ended badly before it had started any test. */
function isRefusal({ status }: ToolResult, { passed, failed, ignored, filtered, unfinished }: TestOutput): boolean {
  return status !== 0 && passed + failed + ignored + filtered + unfinished === 0;
}

function unlistedGap(run: Run): Gap {
  return {
    what: `what the tests reach with ${featuresInWords(run)}`,
    why: 'some tests pass when they panic, which the compiler counts too far, and a test program does not list its tests, so that they cannot be run apart',
    remedy: `make cargo test ${selection(run).join(' ')} ${LIST.join(' ')} succeed: a test with harness = false has to take --list`,
  };
}

function unfinishedGap(unfinished: number, command: string): Gap {
  return {
    what: 'whether all tests passed',
    why: `${unfinished === 1 ? 'a test program' : `${unfinished} test programs`} ended without a result: a test aborted, or called std::process::exit, and the tests after it never ran`,
    remedy: `run ${command} and find the test that ends the process`,
  };
}

/** Merges raw profiles and reads the records of these objects. A profile that cannot be read is never passed over. */
export async function readProfiles(
  world: World,
  profiles: string,
  scratch: string,
  built: readonly Built[],
  tools: LlvmTools,
): Promise<{ records: ExactRecords; raw: string[] } | { gap: Gap }> {
  const what = 'what the tests reached';
  const names = (await world.files.kind(profiles)) === 'folder' ? await world.files.list(profiles) : [];
  const raw = names.filter((name) => name.endsWith('.profraw')).map((name) => path.join(profiles, name));
  if (raw.length === 0) {
    return {
      gap: {
        what,
        why: 'no test program left a profile',
        remedy: 'see that the tests end by themselves, and do not clear their environment',
      },
    };
  }
  await world.putInScratch(`${scratch}/profiles.txt`, raw.map((file) => `${file}\n`).join(''));
  const list = path.join(world.scratch, scratch, 'profiles.txt');
  const merged = path.join(world.scratch, scratch, 'merged.profdata');
  const merging = await world.tools.run(tools.profdata, ['merge', '-sparse', `--input-files=${list}`, '-o', merged]);
  if (merging.status !== 0) return { gap: toolGap(world, what, 'llvm-profdata', merging) };
  const read = await exportRecords(
    world,
    merged,
    built.map(({ file }) => file),
    tools,
  );
  return 'gap' in read ? read : { records: read.records, raw };
}

/**
 * Reads the records of objects with a merged profile, both absolute; of some sources alone where these are named, as the compiler names them. `checks` are
 * more options of llvm-cov.
 */
export async function exportRecords(
  world: World,
  profile: string,
  objects: readonly string[],
  tools: LlvmTools,
  sources: readonly string[] = [],
  checks: readonly string[] = [],
): Promise<{ records: ExactRecords; stderr: string } | { gap: Gap }> {
  const what = 'what the tests reached';
  const args = ['export', '-skip-functions', '-skip-expansions', ...checks, `-instr-profile=${profile}`];
  const named = sources.length === 0 ? [] : ['-sources', ...sources];
  const exported = await world.tools.run(tools.cov, [
    ...args,
    ...objects.flatMap((file) => ['-object', file]),
    ...named,
  ]);
  if (exported.status !== 0) return { gap: toolGap(world, what, 'llvm-cov', exported) };
  try {
    return {
      records: { format: 'llvm-json', exact: await readLlvmJson(partsOf(exported.stdout), 'the export of llvm-cov') },
      stderr: exported.stderr,
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { gap: { what, why: error.message, remedy: error.remedy } };
  }
}

/** The text as bytes, in one part. */
async function* partsOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function toolGap(world: World, what: string, tool: string, { stderr }: ToolResult): Gap {
  const said = portableText(stderr, world.anchors).trim().split('\n').slice(0, 5).join('\n');
  return {
    what,
    why: `${tool} refused: ${said || 'it gave no reason'}`,
    remedy: 'run the tests again; a profile of a process that was killed, or of another build, is of no use',
  };
}
