import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { readArtifacts } from '@assay/rust';
import type { Build } from '../settings.js';
import { testsOn } from '../unknowns.js';
import { artifactsOf, type BuiltArtifact } from './artifacts.js';
import { BUILD_TIMEOUT, type BuildRead, MESSAGES, readBuild } from './build.js';
import { buildWords, memberWords, runCargo, shownCommand, type Way } from './cargo-run.js';
import type { GateRequest } from './request.js';
import { buildName } from './words.js';

/** Programs of tests, or why they were not built. */
export type TestPrograms = { programs: BuiltArtifact[] } | { read: BuildRead; exit: number | null };

/** Tests that are run in one go: those of the members that the words choose. */
export interface Selection {
  members: GateRequest['members'];
  words: readonly string[];
}

/**
 * The tests that are run: all, or those that the policy names, one by one, so that each has to say itself what came of it. Left out are those
 * within a procedural macro: Cargo builds them for the host and runs them there, whatever the target.
 */
export function selections({ settings, members }: GateRequest): Selection[] {
  if (settings.tests !== undefined) {
    return [...new Set(settings.tests)].map((name) => ({ members, words: ['--test', name] }));
  }
  const others = members.filter((member) => !isMacro(member));
  const besideMacros = members.filter(isMacro).map((member) => {
    const tests = member.targets.filter(({ kind }) => kind.includes('test'));
    return { members: [member], words: tests.flatMap(({ name }) => ['--test', name]) };
  });
  return [
    ...(others.length > 0 ? [{ members: others, words: ['--tests'] }] : []),
    ...besideMacros.filter(({ words }) => words.length > 0),
  ];
}

function isMacro({ targets }: GateRequest['members'][number]): boolean {
  return targets.some(({ kind }) => kind.includes('proc-macro'));
}

/** Cargo's arguments for the tests of a build. Examples in the documentation are not among them: older Cargos run none for another target. */
export function testWords(way: Way, build: Build, { members, words }: Selection): string[] {
  return [...way.words, ...memberWords(members), ...buildWords(build), ...words];
}

/** Builds programs of tests for the target. Throws WorldError when interrupted. */
export async function buildTests(
  world: World,
  request: GateRequest,
  way: Way,
  build: Build,
  selection: Selection,
): Promise<TestPrograms> {
  const args = ['test', '--no-run', ...testWords(way, build, selection)];
  const ended = await runCargo(world, request, way, [...args, MESSAGES], BUILD_TIMEOUT);
  const what = testsOn(request.name, buildName(build));
  const read = readBuild(ended, { world, request, way, what, command: shownCommand(way, args) });
  if (read.outcome !== 'built' || !('result' in ended)) {
    return { read, exit: 'result' in ended ? ended.result.status : null };
  }
  const units = readArtifacts(ended.result.stdout).filter(({ executable }) => executable !== null);
  const { artifacts, gaps: unread } = await artifactsOf(world, request, units);
  const programs = artifacts.filter(({ test }) => test);
  const gaps = [...unread, ...programs.flatMap((program) => unknownProgram(what, program))];
  if (gaps.length > 0) return { read: { outcome: 'ended', failures: [], gaps }, exit: ended.result.status };
  return { programs };
}

/** Its digest would be that of something else than what Cargo runs. */
function unknownProgram(what: string, { artifact }: BuiltArtifact): Gap[] {
  if (artifact.format !== null) return [];
  const why = `the test program ${artifact.name} has a form that Assay does not read`;
  return [{ what, why, remedy: 'see that nothing writes to what Cargo builds, and run the check again' }];
}
