import { BUNDLE_LIMIT, unwrapArtifact } from '@assay/bundle';
import { quote, quoteSome, SIGNATURE_LIMIT, UserError } from '@assay/evidence';
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
  const found = wanted(artifacts, `${request.prefix}-bundle`, run);
  if (found === undefined) throw noBundle(artifacts, request);
  const download = (artifact: Artifact, limit: number) => {
    progress(`downloading the artifact ${artifact.name}`);
    return downloadArtifact(github, request.repository, artifact, limit);
  };
  const wrapped = await download(found.artifact, BUNDLE_LIMIT);
  const unwrapped = unwrapArtifact(wrapped, BUNDLE_FILE, BUNDLE_LIMIT);
  const signed = wanted(artifacts, `${request.prefix}-signature`, run)?.artifact;
  const signature = signed === undefined ? undefined : signatureIn(signed, await download(signed, SIGNATURE_LIMIT));
  const where = `artifact ${found.artifact.name}`;
  return {
    origin: { kind: 'run', repository, run, ...found },
    bytes: 'content' in unwrapped ? unwrapped.content : wrapped,
    signature,
    problems: [
      ...digestProblems(where, wrapped, found.artifact.digest),
      ...('fault' in unwrapped ? [{ where, what: unwrapped.fault }] : []),
    ],
  };
}

/** The artifact of this name, with its content. Throws UserError for one that has expired. */
function wanted(artifacts: readonly Artifact[], name: string, run: Run): ReturnType<typeof namedArtifact> {
  const found = namedArtifact(artifacts, name, run);
  if (found?.artifact.expired !== true) return found;
  const since = found.artifact.expires_at?.slice(0, 10);
  const when = since === undefined ? '' : ` on ${since}`;
  throw new UserError(`the artifact ${quote(name)} of run ${run.id} expired${when}: GitHub has deleted its content`, {
    remedy:
      'use a copy that was kept elsewhere: --release TAG where the bundle is attached to a release, or assay audit FILE. Only a new run makes new evidence',
  });
}

/** The content of the signature's artifact. Throws UserError where it is not what it should be: a signature that was lost must not look like none. */
function signatureIn(artifact: Artifact, wrapped: Uint8Array): Uint8Array {
  const [problem] = digestProblems(artifact.name, wrapped, artifact.digest);
  const unwrapped = unwrapArtifact(wrapped, SIGNATURE_FILE, SIGNATURE_LIMIT);
  if (problem === undefined && 'content' in unwrapped) return unwrapped.content;
  const fault = problem?.what ?? ('fault' in unwrapped ? unwrapped.fault : '');
  throw new UserError(`the artifact ${quote(artifact.name)} ${fault}`, {
    remedy: 'fetch it again, or download both artifacts by hand and verify them: assay verify FILE',
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
