import type { Gap } from '@assay/evidence';
import { isWorldError, type ToolResult, type World } from '@assay/host';
import { cargo, readCargoFailure, readLibtest, readNextest, statedFeaturesInWords, type TestOutput } from '@assay/rust';
import type { CoverageSettings, Run } from '../settings.js';
import { runWords, selection, type Variables } from './cargo-words.js';

/** What became of tests that were run, or why nothing is known of it. */
export type Ran = { outcome: 'passed' | 'failed'; output: TestOutput } | { outcome: 'timed out' | 'ended'; gap: Gap };

/** Runs tests by the runner of the settings. `chosen`: words that choose among them. */
export function runTests(
  world: World,
  run: Run,
  settings: CoverageSettings,
  chosen: readonly string[],
  env: Variables,
): Promise<Ran> {
  return runCargo(world, [...runWords(settings.runner), ...selection(run), ...chosen], run, settings, env);
}

async function runCargo(
  world: World,
  args: readonly string[],
  run: Run,
  { runner, timeout }: Pick<CoverageSettings, 'runner' | 'timeout'>,
  env: Variables,
): Promise<Ran> {
  const what = `what the tests reach with ${statedFeaturesInWords(run)}`;
  const remedy = `run cargo ${args.join(' ')} and see what it says`;
  try {
    const result = await world.tools.run(cargo, args, { env, timeout: timeout * 1000 });
    const output = runner === 'nextest' ? readNextest(result.stderr) : readLibtest(result.stdout);
    if (output === undefined || isRefusal(result, output)) {
      const { message } = readCargoFailure(result.stderr, world.anchors);
      return { outcome: 'ended', gap: { what, why: `cargo ${args[0]} ran no test: ${message}`, remedy } };
    }
    return { outcome: result.status === 0 ? 'passed' : 'failed', output };
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    if (error.kind !== 'timed-out') return { outcome: 'ended', gap: { what, why: error.message, remedy } };
    const endless = 'find the test that does not end, or raise timeout in [coverage]';
    return { outcome: 'timed out', gap: { what, why: error.message, remedy: endless } };
  }
}

/**
 * Runs the examples in the documentation, with what they call measured. The programs that rustdoc makes of them are
 * none of the objects: their own code has places in the comments that it stands in, and would be taken for what stands
 * there. So a generic function that only an example instantiates stays missed.
 */
export function runDoctests(world: World, run: Run, settings: CoverageSettings, env: Variables): Promise<Ran> {
  // Without the option nothing would link the runtime that writes the profile. Flags of the environment replace those
  // of the configuration.
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

/** Cargo ended badly before it had started any test. */
function isRefusal({ status }: ToolResult, { passed, failed, ignored, filtered, unfinished }: TestOutput): boolean {
  return status !== 0 && passed + failed + ignored + filtered + unfinished === 0;
}
