import type { Gap } from '@assay/evidence';
import { portableText, type World } from '@assay/host';
import type { TestFact } from '../facts.js';
import type { Build } from '../settings.js';
import { testsOn } from '../unknowns.js';
import { runCargo, shownCommand, type Way } from './cargo-run.js';
import { steadyLog } from './log.js';
import { readRun, type TestsRead } from './outcome.js';
import type { GateRequest } from './request.js';
import type { Runner } from './runner.js';
import { logOf, notBuilt, nothingKnown, type Tried } from './test-fact.js';
import { buildTests, type Selection, selections, testWords } from './test-programs.js';
import { buildName } from './words.js';

/** One run of Cargo: what it came to, and its log where it ended by itself. */
interface Part extends TestsRead {
  exit: number | null;
  log: string | undefined;
}

const unheard = { passed: 0, failed: 0, ignored: 0, filtered: 0, failures: [], spoke: 0, unfinished: 0 };

/** Outcomes, the one that decides over several runs first. */
const worst: readonly TestFact['outcome'][] = ['timed out', 'ended', 'did not build', 'no result', 'failed', 'passed'];

/**
 * Builds the tests of a build and runs them with the runner. `number`: which build it is, from 1. What fails is an outcome; throws WorldError
 * when interrupted.
 */
export async function runOnEmulator(
  world: World,
  request: GateRequest,
  way: Way,
  build: Build,
  number: number,
  { words, ranOn }: Runner,
): Promise<Tried> {
  const chosen = selections(request);
  const args = (selection: Selection) => [...['test', '--no-fail-fast'], ...testWords(way, build, selection), ...words];
  const command = chosen.map((selection) => shownCommand(way, args(selection))).join(' && ');
  const fact = nothingKnown({ build: buildName(build), degree: 'emulator', command, outcome: 'no result' });
  if (chosen.length === 0) return { fact, gaps: [noTestsGap(request, fact)], products: [] };
  const [parts, programs]: [Part[], TestFact['programs']] = [[], []];
  for (const selection of chosen) {
    const built = await buildTests(world, request, way, build, selection);
    if ('read' in built) return notBuilt(request.name, fact, built.read, built.exit);
    programs.push(...built.programs.map(({ artifact }) => ({ name: artifact.name, sha256: artifact.sha256 })));
    parts.push(await runPart(world, request, way, args(selection), built.programs.length));
  }
  const decisive = worst.find((outcome) => parts.some((part) => part.outcome === outcome)) ?? 'no result';
  const content = parts.flatMap(({ log }) => log ?? []).join('\n\n');
  const { log, product } = logOf(`tests-${number}.log`, `${content}\n`);
  return {
    fact: {
      ...{ ...fact, outcome: decisive, ranOn, programs },
      ...{ exit: parts.find(({ exit }) => exit !== 0)?.exit ?? (parts.some(({ exit }) => exit === null) ? null : 0) },
      ...sums(parts),
      log: content === '' ? null : log,
    },
    gaps: parts.flatMap((part) => gapOf(part, fact, request)),
    products: content === '' ? [] : [product],
    built: programs.map(({ name }) => name),
  };
}

function noTestsGap({ name }: GateRequest, { build }: TestFact): Gap {
  return {
    what: testsOn(name, build),
    why: 'the members have none that run there: tests within a procedural macro run on the machine that compiles',
    remedy: 'write a test in the folder tests of a member, or choose the members of the target with members',
  };
}

async function runPart(
  world: World,
  request: GateRequest,
  way: Way,
  args: readonly string[],
  programs: number,
): Promise<Part> {
  const ended = await runCargo(world, request, way, args, request.settings.timeout * 1000);
  if (!('result' in ended)) {
    return { ...ended, why: portableText(ended.why, world.anchors), said: unheard, exit: null, log: undefined };
  }
  const { result } = ended;
  const log = steadyLog(shownCommand(way, args), result, world.anchors);
  return { ...readRun(result, programs, world.anchors), exit: result.status, log };
}

function sums(parts: readonly Part[]): Pick<TestFact, 'passed' | 'failed' | 'ignored' | 'filtered' | 'failures'> {
  const sum = (key: 'passed' | 'failed' | 'ignored' | 'filtered') =>
    parts.reduce((total, { said }) => total + said[key], 0);
  return {
    ...{ passed: sum('passed'), failed: sum('failed'), ignored: sum('ignored'), filtered: sum('filtered') },
    failures: parts.flatMap(({ said }) => said.failures),
  };
}

function gapOf({ outcome, why }: Part, { build, command }: TestFact, { name }: GateRequest): Gap[] {
  if (why === undefined) return [];
  const remedy = {
    'timed out': 'find the test that does not end, or raise timeout in the target’s table in assay.toml',
    'no result':
      'make every test program print a line `test NAME ... ok` or `FAILED` for each test; name them with tests = […]',
  };
  const known =
    outcome === 'timed out' || outcome === 'no result' ? remedy[outcome] : `run ${command} and see what it says`;
  return [{ what: testsOn(name, build), why, remedy: known }];
}
