import path from 'node:path';
import { UserError } from '@assay/evidence';
import { git, isWorldError, type World } from '@assay/host';
import { policyTables, ruleIds } from '@assay/pipeline';
import { firstPolicy, parsePolicy } from '@assay/policy';
import { baselineReleases, cargo, isExactRelease, locateWorkspace, parseIdentity, rustc } from '@assay/rust';
import { callerWorkflow } from './caller-workflow.js';

export interface InitOptions {
  manifestPath: string;
  standard: string;
  level: string;
  baseline?: string;
}

/** A file that `assay init` would write. */
export interface PlannedFile {
  /** Absolute, or relative to the workspace root. */
  file: string;
  content: string;
  /** What is there already in its place, and keeps it from being written. */
  present?: string | undefined;
}

/** The first policy, the pin and the caller workflow for this workspace, from what is found in it. */
export async function plannedFiles(world: World, options: InitOptions): Promise<PlannedFile[]> {
  await requireWorkspaceRoot(world);
  const [release, name, repository] = await Promise.all([
    releaseInUse(world),
    projectName(world),
    repositoryRoot(world),
  ]);
  const { standard, level, baseline = release } = options;
  const policy = firstPolicy({ name, standard, level, baseline });
  // What would not be accepted is not written: init never overwrites, so a mistake would have to be mended by hand.
  parsePolicy(policy, { path: 'assay.toml', tables: policyTables, rules: ruleIds, baselines: baselineReleases() });
  const folder = path.relative(repository, world.root).split(path.sep).join('/') || '.';
  return [
    { file: 'assay.toml', content: policy },
    {
      file: 'rust-toolchain.toml',
      content: `[toolchain]\nchannel = "${release}"\n`,
      present: await firstPresent(world, ['rust-toolchain', 'rust-toolchain.toml']),
    },
    { file: path.join(repository, '.github', 'workflows', 'assay.yml'), content: callerWorkflow(folder) },
  ];
}

/** The policy belongs to the workspace as a whole; what a member's folder held would never be read. */
async function requireWorkspaceRoot(world: World): Promise<void> {
  const found = await locateWorkspace(world);
  if (found === undefined || found === world.root) return;
  throw new UserError(`this is a member of the workspace in ${path.relative(world.root, found)}`, {
    remedy: 'run assay init there',
  });
}

/** The release of the compiler in use. A pin must be an exact release, so a nightly or beta cannot become one. */
async function releaseInUse(world: World): Promise<string> {
  const { status, stdout, stderr } = await world.tools.run(rustc, rustc.identity.args);
  const release = status === 0 ? parseIdentity(stdout)?.version : undefined;
  if (release === undefined) {
    throw new UserError(`rustc -vV does not say which release it is: ${stderr.trim().split('\n')[0] ?? ''}`, {
      remedy: 'install an exact release, for example with rustup toolchain install',
    });
  }
  if (!isExactRelease(release)) {
    throw new UserError(`the compiler in use is ${release}, which is not a release`, {
      remedy: 'choose one with rustup default, for example rustup default 1.95.0, and run assay init again',
    });
  }
  return release;
}

/** The root package's name, else the folder's. */
async function projectName(world: World): Promise<string> {
  const result = await world.tools.run(cargo, ['metadata', '--no-deps', '--offline', '--format-version', '1']);
  if (result.status !== 0) {
    throw new UserError(`cargo cannot read the workspace:\n${result.stderr.trim()}`, {
      remedy: 'repair it and run assay init again',
    });
  }
  const { packages } = JSON.parse(result.stdout) as { packages: { name: string; manifest_path: string }[] };
  const root = packages.find(({ manifest_path }) => path.dirname(manifest_path) === world.root);
  return root?.name ?? path.basename(world.root);
}

/** GitHub reads workflows at the root of the repository only. Without git that is taken to be the workspace. */
async function repositoryRoot(world: World): Promise<string> {
  try {
    const { status, stdout } = await world.tools.run(git, ['rev-parse', '--show-toplevel']);
    return status === 0 ? stdout.trimEnd() : world.root;
  } catch (error) {
    if (isWorldError(error, 'tool-missing')) return world.root;
    throw error;
  }
}

async function firstPresent(world: World, names: readonly string[]): Promise<string | undefined> {
  const kinds = await Promise.all(names.map((name) => world.files.kind(name)));
  const found = names.find((_, index) => kinds[index] !== undefined);
  return found === undefined ? undefined : path.join(world.root, found);
}
