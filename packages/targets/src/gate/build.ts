import type { Gap } from '@assay/evidence';
import { portableText, type ToolResult, type World } from '@assay/host';
import {
  buildScriptErrors,
  type CargoArtifact,
  type CompileError,
  type FailureReason,
  readArtifacts,
  readCargoFailure,
  readMessages,
} from '@assay/rust';
import type { BuildFact, Failure } from '../facts.js';
import { isOfToolchain } from '../library/for-target.js';
import type { Build } from '../settings.js';
import { buildOf } from '../unknowns.js';
import { artifactsOf, type BuiltArtifact } from './artifacts.js';
import { buildWords, type Ended, keepsGoing, memberWords, runCargo, shownCommand, type Way } from './cargo-run.js';
import { failuresOf } from './failures.js';
import type { GateRequest } from './request.js';
import { buildName, steadyText } from './words.js';

/** 2 hours: what a large workspace takes from scratch on a slow runner. */
export const BUILD_TIMEOUT = 2 * 60 * 60_000;

/** What makes Cargo tell what it does. */
export const MESSAGES = '--message-format=json';

/** What became of a build. */
export interface Attempt {
  fact: BuildFact;
  artifacts: BuiltArtifact[];
  /** Everything that Cargo built, dependencies and what is for the host included. */
  units: CargoArtifact[];
  gaps: Gap[];
}

/** Builds the members for the target. What fails is an outcome; throws WorldError when interrupted. */
export async function buildFor(world: World, request: GateRequest, way: Way, build: Build): Promise<Attempt> {
  const args = ['build', ...way.words, ...memberWords(request.members), ...buildWords(build)];
  const ended = await runCargo(world, request, way, withMessages(args, request), BUILD_TIMEOUT);
  const what = buildOf(request.name, buildName(build));
  const command = shownCommand(way, args);
  const read = readBuild(ended, { world, request, way, what, command });
  const units = 'result' in ended ? readArtifacts(ended.result.stdout) : [];
  const { artifacts, gaps } = await artifactsOf(world, request, units);
  return {
    fact: {
      ...{ name: buildName(build), command, outcome: read.outcome },
      exit: 'result' in ended ? ended.result.status : null,
      members: request.members.map(({ name }) => name),
      failures: read.failures,
      artifacts: artifacts.map(({ artifact }) => artifact),
    },
    ...{ artifacts, units, gaps: [...read.gaps, ...gaps, ...librarySourceGap(request, way, units)] },
  };
}

/** Cargo's configuration can have the standard library built from source as well: what the record says of the prebuilt one does not hold then. */
function librarySourceGap({ name, key }: GateRequest, { buildStd }: Way, units: readonly CargoArtifact[]): Gap[] {
  if (buildStd !== undefined || !units.some(isOfToolchain)) return [];
  return [
    {
      what: `which standard library what is built for ${name} has`,
      why: 'Cargo built it from source, which the policy does not ask for',
      remedy: `write build-std in [targets.${JSON.stringify(key)}] of assay.toml, or remove it from Cargo’s configuration ([unstable] build-std)`,
    },
  ];
}

/** The command with what makes Cargo tell what it does, and everything that is wrong. */
function withMessages([command = '', ...others]: readonly string[], request: GateRequest): string[] {
  return [command, MESSAGES, ...(keepsGoing(request) ? ['--keep-going'] : []), ...others];
}

/** What a run of Cargo that builds is read with. */
export interface Reading {
  world: World;
  request: GateRequest;
  way: Way;
  /** What is not known when it did not come to an end. */
  what: string;
  command: string;
}

/** What a build came to. */
export interface BuildRead {
  outcome: BuildFact['outcome'];
  failures: Failure[];
  gaps: Gap[];
}

/** What keeps Cargo from building anything and is no fault of what is built, nor of the target. */
const noFault: readonly FailureReason[] = [
  'lock-create',
  'lock-update',
  'lock-file',
  'unreachable',
  'toolchain',
  'ended',
];

/** Reads what a run of `cargo build` or `cargo test --no-run` came to. */
export function readBuild(ended: Ended, reading: Reading): BuildRead {
  if (!('result' in ended)) return unended(ended.outcome, ended.why, reading);
  const { anchors } = reading.world;
  const { status, stdout, stderr } = ended.result;
  const { errors: said, finished } = readMessages(stdout);
  const errors = [...said, ...buildScriptErrors(stderr, anchors)];
  if (status === 0) {
    if (finished === true) return { outcome: 'built', failures: [], gaps: [] };
    return unended('ended', 'Cargo ended well without saying that it had finished', reading);
  }
  const signal = /\(signal: \d+[^)]*\)/.exec(stderr)?.[0];
  if (errors.length === 0 && signal !== undefined) {
    return unended('ended', `a compiler was ended ${signal}`, reading);
  }
  const known = errors.length > 0 ? errors : refusal(ended.result, anchors);
  if ('why' in known) return unended('ended', known.why, reading);
  const lacksStd = reading.request.record.library.value !== null && reading.request.record.library.value !== 'std';
  const failures = failuresOf(known, { buildStd: reading.way.buildStd, lacksStd }, anchors);
  return { outcome: 'failed', failures, gaps: [] };
}

/** Cargo's own refusal as the only failure, or as the reason why nothing is known. */
function refusal({ stderr }: ToolResult, anchors: World['anchors']): CompileError[] | { why: string } {
  const { reason, message, at } = readCargoFailure(stderr, anchors);
  if (noFault.includes(reason)) return { why: steadyText(message, anchors) };
  const place =
    at?.line === undefined || at.column === undefined ? undefined : { file: at.path, line: at.line, column: at.column };
  return [{ package: undefined, by: 'cargo', code: null, message, rendered: null, at: place }];
}

function unended(outcome: 'timed out' | 'ended', why: string, { world, what, command }: Reading): BuildRead {
  const remedy = `run ${command} and repair what it names`;
  return { outcome, failures: [], gaps: [{ what, why: portableText(why, world.anchors), remedy }] };
}
