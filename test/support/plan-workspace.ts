import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { PlanDocument } from '@assay/msrv';
import { beforeEach, expect } from 'vitest';
import { assay, type CommandOptions, type CommandRun, copyOf, temporaryFolder } from './command.js';
import type { TestRegistry } from './registry.js';
import { type ToolName, tool } from './tools.js';
import { writeFiles } from './write-files.js';

/** A workspace with a lock file, and where Cargo finds what it depends on. */
export interface PlanWorkspace {
  folder: string;
  env: Record<string, string>;
}

export interface WorkspaceOptions {
  /** Files beside or in the place of those of the crate `app`. */
  files?: Record<string, string>;
  /** The rust-version that the crate `app` declares. By default none. */
  declares?: string;
  /** Requirements of the crate `app`. */
  requires?: Record<string, string>;
  /** What else stands in its Cargo.toml. */
  manifest?: string;
  /** Text of its src/lib.rs. */
  code?: string;
  /** The table `[baseline]` and what follows it. By default 1.85.0 for every member. */
  policy?: string;
  /** Versions that are locked other than the newest ones. */
  locked?: Record<string, string>;
}

/**
 * The crate `app`, or other files, at QM, pinned to 1.95.0, in a folder that goes with the test. Cargo has locked the newest versions that
 * meet the requirements, whatever they declare, and has fetched them.
 */
export function lockedWorkspace(registry: TestRegistry, options: WorkspaceOptions = {}): PlanWorkspace {
  const { files = {}, locked = {} } = options;
  const workspace = { folder: join(temporaryFolder(), 'workspace'), env: registry.env };
  writeFiles(workspace.folder, { ...appFiles(options), ...files });
  cargo(workspace, ['generate-lockfile'], takeNewest);
  for (const [name, version] of Object.entries(locked)) {
    cargo(workspace, ['update', '-p', name, '--precise', version], takeNewest);
  }
  cargo(workspace, ['fetch', '--locked']);
  return workspace;
}

const takeNewest = { CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS: 'allow' };

function appFiles(options: WorkspaceOptions) {
  const { declares, requires = {}, manifest = '', code = '', policy = baseline('1.85.0') } = options;
  const lines = Object.entries(requires).map(([name, requirement]) => `${name} = "${requirement}"\n`);
  const release = declares === undefined ? '' : `rust-version = "${declares}"\n`;
  const head = `[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n${release}`;
  return {
    'Cargo.toml': `${head}\n[dependencies]\n${lines.join('')}\n${manifest}`,
    'rust-toolchain.toml': '[toolchain]\nchannel = "1.95.0"\n',
    'assay.toml': `[project]\nname = "app"\nstandard = "ISO 26262"\nlevel = "QM"\n\n${policy}`,
    'src/lib.rs': code,
  };
}

/** Lets each test of this file be skipped, or fail where CI is set, when one of the compilers that it compares is not there. */
export function requireCompilers(...names: ToolName[]): void {
  beforeEach(({ skip }) => {
    for (const name of ['rustc', ...names] as const) tool(name, skip);
  });
}

/** The table of a policy that gives every member the same baseline. */
export function baseline(rust: string): string {
  return `[baseline]\nrust = "${rust}"\n`;
}

/** Replaces a text that must stand in Cargo.toml once. */
export function editManifest({ folder }: PlanWorkspace, text: string, by: string): void {
  const file = join(folder, 'Cargo.toml');
  const parts = readFileSync(file, 'utf8').split(text);
  if (parts.length !== 2) throw new Error(`${text} stands ${parts.length - 1} times in Cargo.toml, not once`);
  writeFileSync(file, parts.join(by));
}

/** Runs cargo to its end. Throws when it fails. */
export function cargo(
  { folder, env }: PlanWorkspace,
  args: readonly string[],
  more: Record<string, string> = {},
): string {
  return execFileSync('cargo', args, {
    cwd: folder,
    env: { ...process.env, ...env, ...more },
    stdio: 'pipe',
  }).toString();
}

/** What cargo says when it fails; `undefined` when it succeeds. */
export function cargoFailure({ folder, env }: PlanWorkspace, args: readonly string[]): string | undefined {
  const { status, stderr } = spawnSync('cargo', args, { cwd: folder, env: { ...process.env, ...env } });
  return status === 0 ? undefined : stderr.toString();
}

/** The text of Cargo.lock. */
export function lockText({ folder }: PlanWorkspace): string {
  return readFileSync(join(folder, 'Cargo.lock'), 'utf8');
}

/** The packages of Cargo.lock, `name version`, without those named. */
export function lockedIn(workspace: PlanWorkspace): string[] {
  const entries = lockText(workspace).matchAll(/^name = "(.*)"\nversion = "(.*)"\nsource = /gm);
  return [...entries].map(([, name, version]) => `${name} ${version}`);
}

/** A copy of the workspace, and of what stands beside it, without what was built. */
export function copied({ folder, env }: PlanWorkspace): PlanWorkspace {
  return { folder: join(copyOf(dirname(folder)), basename(folder)), env };
}

/** A copy in which `cargo update` has preferred what fits. It goes by what members declare: `declares` is what the crate `app` shall. */
export function chosenByCargo(workspace: PlanWorkspace, declares?: string): PlanWorkspace {
  const copy = copied(workspace);
  if (declares !== undefined) editManifest(copy, '[package]\n', `[package]\nrust-version = "${declares}"\n`);
  cargo(copy, ['update'], { CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS: 'fallback' });
  return copy;
}

export interface PlanRun extends CommandRun {
  plan: PlanDocument;
}

/** Runs `assay msrv plan` and reads the document that it leaves. Throws when it leaves none. */
export async function runPlan(
  { folder, env }: PlanWorkspace,
  args: readonly string[] = [],
  options: Partial<CommandOptions> = {},
): Promise<PlanRun> {
  const file = join(folder, 'target/assay/plan/msrv-plan.json');
  rmSync(file, { force: true });
  const run = await assay(['msrv', 'plan', ...args], { cwd: folder, env, ...options });
  expect(existsSync(file), run.stderr).toBe(true);
  return { ...run, plan: JSON.parse(readFileSync(file, 'utf8')) };
}

/** The changes of a plan: `name from → to`. */
export function changesIn({ changes }: PlanDocument): string[] {
  return changes.map(({ name, from, to }) => `${name} ${from ?? 'new'} → ${to ?? 'none'}`);
}

/** What a plan learnt on the way: `name version`. */
export function learntIn({ learnt }: PlanDocument): string[] {
  return learnt.map(({ name, version }) => `${name} ${version}`);
}

/**
 * Plans, and holds the plan against Cargo: without `--write` the lock file stays as it is, `--write` gives exactly the planned one, every
 * member then compiles on its baseline with `cargo check --locked`, and the commands of the plan lead to it as well. Returns the plan.
 */
export async function planThatHolds(workspace: PlanWorkspace): Promise<PlanDocument> {
  const before = lockText(workspace);
  const copy = copied(workspace);
  const { status, stderr, plan } = await runPlan(workspace);
  expect(plan.gaps, stderr).toEqual([]);
  expect({ status, outcome: plan.outcome }).toEqual({ status: 0, outcome: 'planned' });
  expect(lockText(workspace)).toBe(before);
  const planned = readFileSync(join(workspace.folder, 'target/assay/plan/Cargo.lock'), 'utf8');
  expect(plan.lock?.sha256).toBe(createHash('sha256').update(planned).digest('hex'));

  const written = await runPlan(workspace, ['--write']);
  expect(written.status).toBe(0);
  expect(written.plan).toEqual(plan);
  expect(lockText(workspace)).toBe(planned);
  for (const { name, baseline } of plan.members) expect(checkFailure(workspace, baseline, name)).toBeUndefined();

  for (const command of plan.commands) cargo(copy, command.split(' ').slice(1), takeNewest);
  if (plan.commands.length > 0) expect(lockText(copy), plan.commands.join('\n')).toBe(planned);
  return plan;
}

/** What the Cargo of a release says of a member with the lock file as it is; `undefined` when it compiles. */
export function checkFailure(workspace: PlanWorkspace, rust: string, member = 'app'): string | undefined {
  const args = [`+${rust}`, 'check', '--quiet', '--locked', '-p', member, '--target-dir', `target/${rust}`];
  return cargoFailure(workspace, args);
}
