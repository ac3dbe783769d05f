import { isWorldError, type ToolResult, type World } from '@assay/host';
import { isCustom } from '@assay/readiness';
import { cargo, compareVersions, parseVersion, plainWords, statedFeatureFlags } from '@assay/rust';
import type { Build } from '../settings.js';
import { cargoFolder, type GateRequest } from './request.js';
import { commandLine } from './words.js';

/** How Cargo is started for a target: what is the same for everything that is built for it. */
export interface Way {
  /** Variables that a person would have to set too. */
  variables: Readonly<Record<string, string>>;
  /** `--target` and what it needs, and that the lock file stays as it is. */
  words: readonly string[];
  /** The crates of the standard library that are built from source; `undefined` where it is taken as it is installed. */
  buildStd: readonly string[] | undefined;
}

/** Works out how Cargo is started. Throws WorldError when interrupted. */
export async function findWay(world: World, { key, settings, record }: GateRequest): Promise<Way> {
  const isFile = isCustom(key);
  // No standard library is installed for a target that the compiler does not know.
  const buildStd = settings['build-std'] ?? (isFile ? libraryCrates(record.library.value) : undefined);
  const unstable = [
    ...(buildStd === undefined ? [] : [`-Zbuild-std=${buildStd.join(',')}`]),
    ...(isFile && (await knowsOption(world, 'json-target-spec')) ? ['-Zjson-target-spec'] : []),
  ];
  return {
    variables: unstable.length > 0 || isFile ? { RUSTC_BOOTSTRAP: '1' } : {},
    words: ['--locked', '--target', key, ...unstable],
    buildStd,
  };
}

function libraryCrates(library: GateRequest['record']['library']['value']): string[] {
  return library === 'core' ? ['core'] : library === 'std' ? ['std', 'panic_abort'] : ['core', 'alloc'];
}

async function knowsOption({ tools }: World, option: string): Promise<boolean> {
  const env = { ...plainWords, RUSTC_BOOTSTRAP: '1' };
  const ended = await endOf(tools.run(cargo, ['-Z', 'help'], { env, timeout: 60_000 }));
  return 'result' in ended && ended.result.status === 0 && ended.result.stdout.includes(`-Z ${option} `);
}

/** The words that choose members. `:` is the form that every Cargo reads; a name alone may be that of a dependency too. */
export function memberWords(members: GateRequest['members']): string[] {
  return members.flatMap(({ name, version }) => ['-p', `${name}:${version}`]);
}

/** The words that choose a build: its profile, unless it is what Cargo takes by itself, and its features. */
export function buildWords(build: Build): string[] {
  return [...profileWords(build), ...statedFeatureFlags(build)];
}

/** The words that choose a profile. */
export function profileWords({ profile }: Pick<Build, 'profile'>): string[] {
  return profile === 'dev' ? [] : ['--profile', profile];
}

/** Does this Cargo go on after an error with what does not depend on it? Since 1.74. */
export function keepsGoing({ compiler }: GateRequest): boolean {
  const version = parseVersion(compiler.release);
  return version !== undefined && compareVersions(version, { major: 1, minor: 74, patch: 0 }) >= 0;
}

/** The command as a person would repeat it. */
export function shownCommand({ variables }: Way, args: readonly string[]): string {
  return commandLine(variables, 'cargo', args);
}

/** What a run of a tool came to, or why it did not end by itself. */
export type Ended = { result: ToolResult } | { outcome: 'timed out' | 'ended'; why: string };

/** Runs Cargo in a folder of its own for what is built. Throws WorldError when interrupted. */
export function runCargo(
  world: World,
  request: GateRequest,
  { variables }: Way,
  args: readonly string[],
  timeout: number,
): Promise<Ended> {
  const folder = cargoFolder(world, request);
  const env = {
    ...plainWords,
    ...variables,
    // The same input gives the same bytes: what was compiled before is not taken up in part.
    ...{ CARGO_TARGET_DIR: folder, CARGO_BUILD_BUILD_DIR: folder, CARGO_INCREMENTAL: '0' },
  };
  return endOf(world.tools.run(cargo, args, { env, timeout }));
}

/** How a run of a tool ended. Throws WorldError when interrupted. */
export async function endOf(run: Promise<ToolResult>): Promise<Ended> {
  try {
    return { result: await run };
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return { outcome: error.kind === 'timed-out' ? 'timed out' : 'ended', why: error.message };
  }
}
