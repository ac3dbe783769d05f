import path from 'node:path';
import type { Product } from '@assay/check';
import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import type { CargoArtifact } from '@assay/rust';
import type { BuildFact, TestFact } from '../facts.js';
import type { Build } from '../settings.js';
import { testsOn } from '../unknowns.js';
import { type Attempt, buildFor } from './build.js';
import { findWay, type Way } from './cargo-run.js';
import { runOnEmulator } from './emulator.js';
import { forgetMembers } from './fresh.js';
import { runOnHardware } from './hardware.js';
import { crateName, leftOutTests } from './left-out.js';
import { otherCompiler } from './other-compiler.js';
import { cargoFolder, type GateRequest } from './request.js';
import { findRunner, type Runner } from './runner.js';
import { nothingKnown, type Tried } from './test-fact.js';
import { buildName } from './words.js';

/** What Cargo built in one of the builds. */
export interface BuiltUnits {
  /** The name of the build. */
  build: string;
  /** What is for the target lies below this folder, absolute; what is for the host does not. */
  folder: string;
  /** Of all packages. The files of a library that are not called after its digest may have been overwritten by a later build; `.rmeta` are not. */
  units: CargoArtifact[];
}

/** What came of a target. */
export interface Attempted {
  builds: BuildFact[];
  tests: TestFact[];
  built: BuiltUnits[];
  /** Logs of the tests: `tests-<number of the build>.log`. */
  products: Product[];
  gaps: Gap[];
}

/**
 * Builds the members for a target as often as the policy says, and runs their tests as far as it says. What fails is an outcome. Throws
 * WorldError when interrupted or where a file cannot be looked at, and UserError for a configuration that Cargo would refuse.
 */
export async function tryTarget(world: World, request: GateRequest): Promise<Attempted> {
  const { settings, name } = request;
  if (request.members.length === 0) return nothingToBuild(request);
  const way = await findWay(world, request);
  const runner = settings.run === 'emulator' ? await findRunner(world, request) : undefined;
  const done: Attempted = { builds: [], tests: [], built: [], products: [], gaps: await otherCompiler(world, name) };
  const unforgotten = await forgetMembers(world, request, way);
  const programs = new Set<string>();
  for (const [index, build] of request.builds.entries()) {
    world.progress(`building for ${name}: ${buildName(build)}`);
    const attempt = await buildFor(world, request, way, build);
    done.builds.push(attempt.fact);
    done.built.push({
      build: attempt.fact.name,
      folder: path.join(cargoFolder(world, request), name),
      units: attempt.units,
    });
    done.gaps.push(...attempt.gaps);
    const tried = await testsOf(world, request, { way, runner, attempt, build, number: index + 1 });
    if (tried === undefined) continue;
    done.tests.push(tried.fact);
    done.products.push(...tried.products);
    done.gaps.push(...tried.gaps);
    for (const program of tried.built ?? []) programs.add(crateName(path.parse(program).name));
  }
  done.gaps.push(...leftOutTests(request, programs));
  // Of what does not build, that is told.
  if (done.builds.some(({ outcome }) => outcome === 'built')) done.gaps.push(...unforgotten);
  return { ...done, gaps: once(done.gaps) };
}

/** Cargo would take every member where none is named. */
function nothingToBuild({ key, name }: GateRequest): Attempted {
  const gap = {
    what: `what builds for ${name}`,
    why: 'no member is built for it',
    remedy: `name members in the table [targets."${key}"] of assay.toml`,
  };
  return { builds: [], tests: [], built: [], products: [], gaps: [gap] };
}

/** Each gap once: what keeps one build's tests from running keeps the others' too. */
function once(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()];
}

interface Step {
  way: Way;
  runner: Runner | { gap: Gap } | undefined;
  attempt: Attempt;
  build: Build;
  number: number;
}

/** The tests of a build; none where the policy asks for none. Members that do not build for the target are not tested either. */
async function testsOf(world: World, request: GateRequest, step: Step): Promise<Tried | undefined> {
  const { settings, name } = request;
  const { way, runner, attempt, build, number } = step;
  if (settings.run === 'none') return undefined;
  if (attempt.fact.outcome !== 'built') {
    const gap = {
      what: testsOn(name, attempt.fact.name),
      why: 'what they test does not build',
      remedy: `run ${attempt.fact.command} and repair what it names`,
    };
    return untried(build, settings.run, 'did not build', attempt.fact.command, gap);
  }
  world.progress(`testing on ${name}: ${buildName(build)}`);
  if (settings.run === 'hardware') {
    const bins = attempt.artifacts.filter(({ artifact }) => artifact.kind === 'bin');
    return runOnHardware(world, request, way, build, number, bins);
  }
  if (runner === undefined || 'gap' in runner) {
    const what = testsOn(name, buildName(build));
    return runner && untried(build, settings.run, 'no result', '', { ...runner.gap, what });
  }
  return runOnEmulator(world, request, way, build, number, runner);
}

function untried(
  build: Build,
  degree: TestFact['degree'],
  outcome: TestFact['outcome'],
  command: string,
  gap: Gap,
): Tried {
  return { fact: nothingKnown({ build: buildName(build), degree, command, outcome }), gaps: [gap], products: [] };
}
