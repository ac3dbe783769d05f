import path from 'node:path';
import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { statedFeaturesInWords, sumOfOutputs, type TestOutput } from '@assay/rust';
import type { CoverageSettings, Run } from '../settings.js';
import { selection, type Variables } from './cargo-words.js';
import { choosing, LIST, listPanicking, type PanickingTests } from './panicking-tests.js';
import { type Ran, runDoctests, runTests } from './run-tests.js';

/** Folders of raw profiles. */
export const TESTS = 'tests';
export const PANICKING = 'panicking';

/** How the tests are run. */
export interface Way {
  settings: CoverageSettings;
  /** Which tests panic: known when the sources have been read. */
  panicking: Promise<PanickingTests>;
  /** Variables for building, with a place for what is left while the tests are listed. */
  buildEnv: Variables;
  env: Variables;
  /** The folder for {@link TESTS} and {@link PANICKING}, absolute. */
  folder: string;
  hasDoctests: boolean;
}

type Ended = Extract<Ran, { gap: Gap }>;
type Done = Extract<Ran, { output: TestOutput }>;

/** Tests that are run in one go, and the folder for the profiles that they leave. */
interface Part {
  into: typeof TESTS | typeof PANICKING;
  start(env: Variables): Promise<Ran>;
}

/**
 * Runs the tests, those that pass when they panic apart from the others, then the examples in the documentation.
 * `panicking`: how many tests left their profiles in {@link PANICKING}. Throws WorldError when interrupted.
 */
export async function runApart(world: World, run: Run, way: Way): Promise<(Done & { panicking: number }) | Ended> {
  const { settings, buildEnv, env, folder, hasDoctests } = way;
  const panicking = await way.panicking;
  const listed =
    panicking.names.size === 0 ? [] : await listPanicking(world, ['test', ...selection(run)], buildEnv, panicking);
  if (listed === undefined) return { outcome: 'ended', gap: unlistedGap(run) };
  const chosen = (into: Part['into'], words: readonly string[]): Part => ({
    into,
    start: (variables) => runTests(world, run, settings, words, variables),
  });
  const isApart = listed.length > 0;
  const parts = [
    chosen(TESTS, isApart ? choosing(settings.runner, listed, 'others') : []),
    ...(isApart ? [chosen(PANICKING, choosing(settings.runner, listed, 'these'))] : []),
  ];
  if (hasDoctests) {
    const into = panicking.inExamples ? PANICKING : TESTS;
    parts.push({ into, start: (variables) => runDoctests(world, run, settings, variables) });
  }
  const done: (Done & { into: Part['into'] })[] = [];
  for (const { into, start } of parts) {
    const part = await start({ ...env, LLVM_PROFILE_FILE: path.join(folder, into, '%p-%m.profraw') });
    if ('gap' in part) return part;
    done.push({ ...part, into });
  }
  const outputs = done.map(({ output }) => output);
  return {
    outcome: done.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'passed',
    output: sumOfOutputs(outputs, isApart),
    panicking: done
      .filter(({ into }) => into === PANICKING)
      .reduce((count, { output }) => count + output.passed + output.failed, 0),
  };
}

function unlistedGap(run: Run): Gap {
  return {
    what: `what the tests reach with ${statedFeaturesInWords(run)}`,
    why:
      'some tests pass when they panic, which the compiler counts too far, and a test program does not list its tests, ' +
      'so that they cannot be run apart',
    remedy:
      `make cargo test ${selection(run).join(' ')} ${LIST.join(' ')} succeed: ` +
      'a test with harness = false has to take --list',
  };
}
