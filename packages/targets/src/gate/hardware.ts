import path from 'node:path';
import { canonicalJson } from '@assay/evidence';
import { isWorldError, portableText, type ToolSpec, type World } from '@assay/host';
import type { TestFact } from '../facts.js';
import type { Build } from '../settings.js';
import { testsOn } from '../unknowns.js';
import type { BuiltArtifact } from './artifacts.js';
import { type BoardRecord, readBoardRecord } from './board-record.js';
import { endOf, shownCommand, type Way } from './cargo-run.js';
import { steadyLog } from './log.js';
import { type GateRequest, gateFolder } from './request.js';
import { logOf, notBuilt, nothingKnown, type Tried } from './test-fact.js';
import { buildTests, type Selection, selections, testWords } from './test-programs.js';
import { buildName, commandLine } from './words.js';

/** 16 MiB: a record of 100,000 tests. */
const RECORD_LIMIT = 16 * 1024 * 1024;

/** Failures that are named. */
const NAMED = 10;

/**
 * Hands the programs of a build to the project's own command, which runs them on the board and leaves a record. `bins`: the programs of the build
 * that are no tests. What fails is an outcome; throws WorldError when interrupted.
 */
export async function runOnHardware(
  world: World,
  request: GateRequest,
  way: Way,
  build: Build,
  number: number,
  bins: readonly BuiltArtifact[],
): Promise<Tried> {
  const { name, settings } = request;
  const command = settings.command ?? [];
  const [program = '', ...args] = command;
  const fact = nothingKnown({
    ...{ build: buildName(build), degree: 'hardware', outcome: 'no result' },
    command: program === '' ? '' : commandLine({}, program, args),
  });
  const refuse = (why: string, remedy: string): Tried['gaps'] => [{ what: testsOn(name, fact.build), why, remedy }];
  if (program === '') {
    const remedy = 'write command = ["PROGRAM"] in its table: it runs the tests on the board and leaves a record';
    return { fact, gaps: refuse('the policy names no command that runs them on hardware', remedy), products: [] };
  }
  const tests: BuiltArtifact[] = [];
  for (const selection of testPrograms(request)) {
    const built = await buildTests(world, request, way, build, selection);
    if ('read' in built) {
      const asked = shownCommand(way, ['test', '--no-run', ...testWords(way, build, selection)]);
      return notBuilt(name, { ...fact, command: asked }, built.read, built.exit);
    }
    tests.push(...built.programs);
  }
  const folder = path.join(gateFolder(request), 'hardware');
  await world.emptyScratch(folder); // A record of an earlier run must not count.
  const handed = [...bins, ...tests].map(({ path: file, artifact }) => ({
    name: artifact.name,
    path: file,
    sha256: artifact.sha256,
  }));
  await world.putInScratch(path.join(folder, 'artifacts.json'), canonicalJson(handed));
  const at = (file: string) => path.join(world.scratch, folder, file);
  const env = { ASSAY_TARGET: name, ASSAY_ARTIFACTS: at('artifacts.json'), ASSAY_RECORD: at('record.json') };
  const ended = await endOf(world.tools.run(toolOf(world, program), args, { env, timeout: settings.timeout * 1000 }));
  if (!('result' in ended)) {
    const why = portableText(ended.why, world.anchors);
    return { fact: { ...fact, outcome: ended.outcome }, gaps: refuse(why, REMEDY), products: [] };
  }
  const { status } = ended.result;
  const { log, product } = logOf(`tests-${number}.log`, `${steadyLog(fact.command, ended.result, world.anchors)}\n`);
  const built = tests.map(({ artifact }) => artifact.name);
  const digests = new Set(handed.map(({ sha256 }) => sha256));
  const read = readBoardRecord(await recordText(world, env.ASSAY_RECORD), {
    ...{ target: name, board: settings.board, digests },
    tests: new Map(tests.map(({ artifact: { sha256: digest, name: test } }) => [digest, test])),
  });
  if ('why' in read) {
    return { fact: { ...fact, exit: status, log }, gaps: refuse(read.why, REMEDY), products: [product] };
  }
  return {
    fact: { ...fact, exit: status, log, ...resultOf(read.record, status) },
    gaps: [],
    products: [product],
    built,
  };
}

const REMEDY =
  'make the command end, and write the record to the file that ASSAY_RECORD names: docs/targets.md says what it holds';

/** Rust's own harness needs std: without names of test targets it is taken where there is std only. */
function testPrograms(request: GateRequest): Selection[] {
  return request.settings.tests === undefined && request.record.library.value !== 'std' ? [] : selections(request);
}

function toolOf({ root }: World, program: string): ToolSpec {
  const file = /[/\\]/.test(program) ? { program: path.resolve(root, program) } : {};
  return { name: program, ...file, identity: { args: ['--version'], parse: () => undefined } };
}

/** The text of the record; `undefined` where there is none that can be read. */
async function recordText(world: World, file: string): Promise<string | undefined> {
  try {
    return await world.files.readTextIfPresent(file, { maxBytes: RECORD_LIMIT, isBuilt: true });
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return undefined;
  }
}

function resultOf({ board, tests, artifacts }: BoardRecord, status: number): Partial<TestFact> {
  const named = (result: string) => tests.filter((test) => test.result === result);
  const failed = named('failed');
  return {
    outcome: status === 0 && failed.length === 0 ? 'passed' : 'failed',
    ...{ ranOn: board, programs: artifacts },
    ...{ passed: named('passed').length, failed: failed.length, ignored: named('ignored').length },
    failures: failed.map(({ name }) => name).slice(0, NAMED),
  };
}
