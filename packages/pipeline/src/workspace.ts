import path from 'node:path';
import { PLAN_FILES } from '@assay/bundle';
import { type Check, inParts } from '@assay/check';
import { signatureFileOf, UserError } from '@assay/evidence';
import { asNamed, type Host, isWorldError, portablePath, type World } from '@assay/host';
import { checkNames, POLICY_LIMIT, type Policy, parsePolicy } from '@assay/policy';
import { baselineReleases, lockedNames } from '@assay/rust';
import { checks, vocabularyOf } from './checks.js';
import { ownFiles } from './own-files.js';
import { SIGNED } from './remove-results.js';
import { refuseMember, workspaceRoot } from './workspace-root.js';

/** What to examine. Paths are absolute or relative to the folder that the process runs in. */
export interface Request {
  /** The folder that holds the workspace's Cargo.toml. */
  workspace: string;
  /** The policy. Default: `assay.toml` in the workspace. */
  policy?: string | undefined;
  /** Where evidence goes. Default: `target/assay/evidence` in the workspace. */
  evidenceDir?: string | undefined;
  /** What the command says on top of the policy's settings, by check. */
  commanded?: Readonly<Record<string, object>> | undefined;
  /** The checks that there are to look at a workspace. Default: all of Assay's. */
  checks?: readonly Check[] | undefined;
}

/** A workspace with its policy read, ready to be examined. */
export interface Workspace {
  world: World;
  policy: Policy;
  /** Where the policy was read, absolute. */
  policyFile: string;
  paths: OutputPaths;
  /** The checks that there are to look at it, whether or not its policy asks for them. */
  checks: readonly Check[];
}

/** Where results are written, absolute. */
export interface OutputPaths {
  evidence: string;
  report: string;
  bundle: string;
}

/**
 * Finds the workspace and reads its policy. Throws UserError: no Cargo.toml, no policy, a policy that is not in order or that
 * names packages which the workspace does not have.
 */
export async function openWorkspace(host: Host, request: Request): Promise<Workspace> {
  const root = await workspaceRoot(host, request.workspace);
  if (request.policy === undefined) await refuseMember(host, root);
  const world = host.world(root);
  const policyFile = request.policy === undefined ? path.join(root, 'assay.toml') : path.resolve(request.policy);
  const present = request.checks ?? checks;
  const policy = withCommanded(await readPolicy(world, policyFile, request.policy, present), request.commanded);
  const names = await lockedNames(world);
  // Without a readable lock file the check msrv has more to say than that names are unknown.
  if (names !== undefined) checkNames(policy, names);
  return { world, policy, policyFile, paths: outputPaths(root, request.evidenceDir), checks: present };
}

function withCommanded(policy: Policy, commanded: Request['commanded'] = {}): Policy {
  const settings = new Map(policy.settings);
  for (const [check, words] of Object.entries(commanded)) {
    settings.set(check, { ...(settings.get(check) as object | undefined), ...words });
  }
  return { ...policy, settings };
}

/** Where results go: the report and the bundle stand beside the folder of evidence. */
export function outputPaths(root: string, evidenceDir: string | undefined): OutputPaths {
  const evidence =
    evidenceDir === undefined ? path.join(root, 'target', 'assay', 'evidence') : path.resolve(evidenceDir);
  const folder = path.dirname(evidence);
  return { evidence, report: path.join(folder, 'report', 'index.html'), bundle: path.join(folder, 'bundle.zip') };
}

/** Folders and files below the workspace root that Assay and Cargo write. */
export function leftBehind({ world, policy, paths, checks }: Omit<Workspace, 'policyFile'>): string[] {
  const own = inParts(checks, policy).flatMap((check) => ownFiles(paths, check));
  const plan = PLAN_FILES.map((file) => path.join(path.dirname(paths.evidence), file));
  const bundle = [paths.bundle, signatureFileOf(paths.bundle), path.join(path.dirname(paths.bundle), SIGNED)];
  const written = [paths.evidence, path.dirname(paths.report), ...bundle, ...plan, ...own]
    .map((file) => path.relative(world.root, file).split(path.sep).join('/'))
    .filter((relative) => relative !== '' && !relative.startsWith('..') && !relative.startsWith('target/'));
  return ['target', ...written];
}

/** `named`: the policy as whoever asked named it. */
async function readPolicy(
  world: World,
  file: string,
  named: string | undefined,
  present: readonly Check[],
): Promise<Policy> {
  const shown = portablePath(file, world.anchors);
  const text = await readPolicyText(world, file, named ?? shown);
  // Evidence names the bytes of the policy; a mark that decoding drops would make them others.
  if (Buffer.byteLength(text) !== (await world.files.read(file)).length) {
    throw new UserError('the policy begins with a byte order mark', {
      at: { path: shown, line: 1, column: 1 },
      remedy: 'save it as UTF-8 without one',
    });
  }
  return parsePolicy(text, { path: shown, ...vocabularyOf(present), baselines: baselineReleases() });
}

async function readPolicyText(world: World, file: string, named: string): Promise<string> {
  try {
    return await world.files.readText(file, { maxBytes: POLICY_LIMIT });
  } catch (error) {
    if (isWorldError(error, 'not-found')) {
      throw new UserError(`there is no policy: ${named} does not exist`, {
        remedy: 'run assay init to write a first one, or name it with --policy',
      });
    }
    if (!isWorldError(error)) throw error;
    throw new UserError(asNamed(named, error), { remedy: 'give a readable assay.toml of at most 1 MiB', cause: error });
  }
}
