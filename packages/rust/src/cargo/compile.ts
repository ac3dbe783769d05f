import path from 'node:path';
import { type ToolSpec, type World, WorldError } from '@assay/host';
import { type CargoFailure, readCargoFailure } from '../cargo-failure.js';
import { plainWords } from '../metadata-run.js';
import { buildScriptErrors, manifestOwner } from './cargo-words.js';
import { type FeatureSet, featureFlags, featureSetInWords } from './features.js';
import type { Member } from './members.js';
import { type CompileError, isArtifact, type Messages, readMessages } from './messages.js';

/** What is compiled, and with what. */
export interface CompileRequest {
  /** The Cargo that is started. */
  cargo: ToolSpec;
  /** Goes on after an error with what does not depend on it: Cargo 1.74 or newer. */
  keepGoing: boolean;
  /** The member's name, version, and Cargo.toml (absolute). */
  member: Pick<Member, 'name' | 'version' | 'manifest'>;
  features: FeatureSet;
  /** Target triples; none for what Cargo builds when it is told no target. */
  targets: readonly string[];
  /** Folder for what is built, absolute. The workspace's own is not touched. */
  buildFolder: string;
  /** Further arguments. */
  flags?: readonly string[];
  /** Told now and then how many units are done. */
  onProgress?(done: number): void;
}

/** What came of it. `refused`: Cargo ended before it compiled anything, for a reason that is no package's. */
export type Compilation =
  | { outcome: 'compiled'; compiled: Messages['compiled'] }
  | { outcome: 'failed'; compiled: Messages['compiled']; errors: CompileError[] }
  | { outcome: 'refused'; failure: CargoFailure };

/** Milliseconds. A log without a terminal keeps every line. */
const TELL_EVERY = 5000;

/** 2 hours: what a large workspace takes from scratch on a slow runner. */
const COMPILE_TIMEOUT = 2 * 60 * 60_000;

/**
 * Runs `cargo check --locked` for a member, and says of each error which package it comes from. What a package declares as its
 * `rust-version` is not heeded: whether it compiles is the question. Throws WorldError when Cargo cannot be started or does not end.
 */
export async function compile(world: World, request: CompileRequest): Promise<Compilation> {
  let done = 0;
  let told = world.clock.now();
  const { status, stdout, stderr } = await world.tools.run(request.cargo, compileArgs(request), {
    env: {
      ...plainWords,
      // Cargo 1.91 and newer keep what is intermediate elsewhere when a configuration says so.
      ...{ CARGO_TARGET_DIR: request.buildFolder, CARGO_BUILD_BUILD_DIR: request.buildFolder },
    },
    timeout: COMPILE_TIMEOUT,
    onLine(line) {
      if (!isArtifact(line)) return;
      done += 1;
      if (world.clock.now() - told < TELL_EVERY) return;
      told = world.clock.now();
      request.onProgress?.(done);
    },
  });
  const { compiled, errors, finished } = readMessages(stdout);
  if (status === 0) {
    if (finished === true) return compiled.length === 0 ? nothingBuilt(request) : { outcome: 'compiled', compiled };
    throw new WorldError('killed', 'cargo', 'cargo check ended well without saying that it had finished');
  }
  // Whatever ended a compiler from outside is no fault of what it compiled.
  const signal = /\(signal: \d+[^)]*\)/.exec(stderr)?.[0];
  if (signal !== undefined) {
    return { outcome: 'refused', failure: { reason: 'ended', message: `the compiler was ended ${signal}` } };
  }
  const all = [...errors, ...buildScriptErrors(stderr, world.anchors)];
  if (all.length > 0) return { outcome: 'failed', compiled, errors: all };
  const failure = readCargoFailure(stderr, world.anchors);
  const owner = manifestOwner(stderr);
  if (owner === undefined) return { outcome: 'refused', failure };
  const { message } = failure;
  const refusal = { reason: failure.reason, unselectable: undefined };
  const unplaced = { code: null, message, rendered: null, at: undefined };
  const error: CompileError = { package: owner, by: 'cargo', ...unplaced, refusal };
  return { outcome: 'failed', compiled, errors: [error] };
}

function nothingBuilt({ member, features }: CompileRequest): Compilation {
  const message = `nothing of ${member.name} is built with ${featureSetInWords(features)}`;
  return { outcome: 'refused', failure: { reason: 'nothing-built', message } };
}

function compileArgs({ member, features, targets, keepGoing, flags = [] }: CompileRequest): string[] {
  return [
    ...['check', '--locked', '--ignore-rust-version', '--message-format=json'],
    ...(keepGoing ? ['--keep-going'] : []),
    // Resolver 1 takes features for the package of the folder or manifest, whatever `-p` says.
    ...['--manifest-path', member.manifest],
    // `:` is the form that every Cargo reads; `@` came with 1.67.
    ...['-p', `${member.name}:${member.version}`],
    ...featureFlags(features),
    ...targets.flatMap((target) => ['--target', target]),
    ...flags,
  ];
}

/** The folder that holds what was built with a toolchain, below a folder of Assay's own. */
export function buildFolder(scratch: string, toolchain: string): string {
  return path.join(scratch, toolchain.replace(/[^\w.-]/g, '_'));
}
