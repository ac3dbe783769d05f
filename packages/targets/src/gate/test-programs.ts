import type { World } from '@assay/host';
import { readArtifacts } from '@assay/rust';
import type { Build } from '../settings.js';
import { testsOn } from '../unknowns.js';
import { artifactsOf, type BuiltArtifact } from './artifacts.js';
import { BUILD_TIMEOUT, type BuildRead, MESSAGES, readBuild } from './build.js';
import { buildWords, runCargo, shownCommand, type Way } from './cargo-run.js';
import type { GateRequest } from './request.js';
import { buildName } from './words.js';

/** Programs of tests, or why they were not built. */
export type TestPrograms = { programs: BuiltArtifact[] } | { read: BuildRead; exit: number | null };

/**
 * The tests that are run in one go: all, or those of one name. One by one where the policy names them: then each has to say itself what came of
 * it.
 */
export function selections({ settings }: GateRequest): string[][] {
  return settings.tests?.map((name) => ['--test', name]) ?? [['--tests']];
}

/** Cargo's arguments for the tests of a build. Examples in the documentation are not among them: older Cargos run none for another target. */
export function testWords(way: Way, build: Build, selection: readonly string[]): string[] {
  return [...way.words, ...buildWords(build), ...selection];
}

/** Builds programs of tests for the target. Throws WorldError when interrupted. */
export async function buildTests(
  world: World,
  request: GateRequest,
  way: Way,
  build: Build,
  selection: readonly string[],
): Promise<TestPrograms> {
  const args = ['test', '--no-run', ...testWords(way, build, selection)];
  const ended = await runCargo(world, request, way, [...args, MESSAGES], BUILD_TIMEOUT);
  const what = testsOn(request.name, buildName(build));
  const read = readBuild(ended, { world, request, way, what, command: shownCommand(way, args) });
  if (read.outcome !== 'built' || !('result' in ended)) {
    return { read, exit: 'result' in ended ? ended.result.status : null };
  }
  const units = readArtifacts(ended.result.stdout).filter(({ executable }) => executable !== null);
  const { artifacts, gaps } = await artifactsOf(world, request, units);
  if (gaps.length > 0) return { read: { outcome: 'ended', failures: [], gaps }, exit: ended.result.status };
  return { programs: artifacts.filter(({ test }) => test) };
}
