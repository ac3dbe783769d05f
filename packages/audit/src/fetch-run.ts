import { BUNDLE_LIMIT, unwrapArtifact } from '@assay/bundle';
import { type Problem, quote, quoteSome, SIGNATURE_LIMIT, UserError } from '@assay/evidence';
import {
  type Artifact,
  artifactsOf,
  downloadArtifact,
  type GitHub,
  namedArtifact,
  type Run,
  repositoryCalled,
  runOf,
} from '@assay/github';
import { digestProblems } from './digest.js';
import { BUNDLE_FILE, type Fetched, type RunOrigin, SIGNATURE_FILE } from './origin.js';

/** Which run's bundle is wanted. */
export interface RunRequest {
  /** `OWNER/REPO`. */
  repository: string;
  /** The number of the run. */
  run: string;
  /** First part of the names of its artifacts. */
  prefix: string;
  /** Is a signature demanded? One whose content GitHub has deleted then ends the audit; else a note tells of it. */
  needsSignature: boolean;
}

/** Artifacts that a message names. */
const NAMED = 10;

/** Fetches the bundle of a run that has ended, and its signature where there is one. Throws UserError. */
export async function fetchRun(
  github: GitHub,
  request: RunRequest,
  progress: (activity: string) => void,
): Promise<Fetched<RunOrigin>> {
  progress(`reading run ${request.run} of ${request.repository}`);
  const repository = await repositoryCalled(github, request.repository);
  const run = await runOf(github, request.repository, request.run);
  if (run.status !== 'completed') throw notEnded(run, request);
  const artifacts = await artifactsOf(github, request.repository, run);
  const found = namedArtifact(artifacts, `${request.prefix}-bundle`, run);
  if (found === undefined) throw noBundle(artifacts, request);
  if (found.artifact.expired) throw expired(found.artifact, run);
  const take = async (artifact: Artifact, file: string, limit: number): Promise<Unpacked> => {
    progress(`downloading the artifact ${artifact.name}`);
    return unpack(artifact, await downloadArtifact(github, request.repository, artifact, limit), file, limit);
  };
  const bundle = await take(found.artifact, BUNDLE_FILE, BUNDLE_LIMIT);
  const signed = namedArtifact(artifacts, `${request.prefix}-signature`, run)?.artifact;
  const lost = signed?.expired === true ? expired(signed, run) : undefined;
  if (lost !== undefined && request.needsSignature) throw lost;
  const isKept = signed !== undefined && lost === undefined;
  const signature = isKept ? await take(signed, SIGNATURE_FILE, SIGNATURE_LIMIT) : undefined;
  return {
    origin: { kind: 'run', repository, run, ...found },
    bytes: bundle.bytes,
    signature: signature?.bytes,
    problems: [...bundle.problems, ...(signature?.problems ?? [])],
    notes: lost === undefined ? [] : [lost.message],
  };
}

/** What an artifact holds. */
interface Unpacked {
  /** The file, or what stands in its place. */
  bytes: Uint8Array;
  problems: Problem[];
}

/** Takes the one file out of an artifact as it came, and holds it against what GitHub says of it. */
function unpack({ name, digest }: Artifact, wrapped: Uint8Array, file: string, limit: number): Unpacked {
  const where = `artifact ${name}`;
  const unwrapped = unwrapArtifact(wrapped, file, limit);
  const problems = digestProblems(where, wrapped, digest);
  if ('content' in unwrapped) return { bytes: unwrapped.content, problems };
  return { bytes: wrapped, problems: [...problems, { where, what: unwrapped.fault }] };
}

function expired({ name, expires_at }: Artifact, { id }: Run): UserError {
  const when = expires_at === null ? '' : ` on ${expires_at.slice(0, 10)}`;
  return new UserError(`the artifact ${quote(name)} of run ${id} expired${when}: GitHub has deleted its content`, {
    remedy:
      'use a copy that was kept elsewhere: --release TAG where the bundle is attached to a release, or assay audit FILE. Only a new run makes new evidence',
  });
}

function notEnded({ status }: Run, { run, repository }: RunRequest): UserError {
  return new UserError(`run ${run} of ${repository} has not ended: it is ${quote(status ?? 'in an unknown state')}`, {
    remedy: 'wait until it has ended; until then its evidence may be missing or about to be replaced',
  });
}

function noBundle(artifacts: readonly Artifact[], { run, repository, prefix }: RunRequest): UserError {
  const names = artifacts.map(({ name }) => name);
  const bundles = names.filter((name) => name.endsWith('-bundle'));
  const held =
    names.length === 0
      ? 'it has none at all: they were deleted, or no job left any'
      : `it has ${quoteSome(names, NAMED)}`;
  return new UserError(`run ${run} of ${repository} has no artifact ${quote(`${prefix}-bundle`)}; ${held}`, {
    remedy:
      bundles.length > 0
        ? `name the first part of its names: --artifact-prefix ${quote((bundles[0] ?? '').replace(/-bundle$/, ''))}`
        : 'see that this is the run which qualified the project, and that its evidence job ran',
  });
}
