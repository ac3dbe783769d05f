import { count, quote, UserError } from '@assay/evidence';
import * as z from 'zod';
import type { GitHub } from './api.js';
import { Digest } from './digest.js';
import { repositoryPath } from './repository.js';
import { asked, type Run, runPath } from './run.js';

/** A file that a run kept. GitHub hands it out as a zip. */
export const Artifact = z.object({
  id: z.int().positive(),
  name: z.string(),
  size_in_bytes: z.int().nonnegative(),
  /** Its content is gone; the entry stays for a while. */
  expired: z.boolean(),
  created_at: z.iso.datetime({ offset: true }).nullable(),
  expires_at: z.iso.datetime({ offset: true }).nullable(),
  /** Of the zip; absent on older servers, and of what older clients uploaded. */
  digest: Digest.nullish(),
  /** Whose it is; null when the run has been deleted. */
  workflow_run: z.object({ id: z.int().optional(), repository_id: z.int().optional() }).nullish(),
});
export type Artifact = z.infer<typeof Artifact>;

const Page = z.object({ total_count: z.int().nonnegative(), artifacts: z.array(Artifact) });

/** GitHub gives at most so many at a time. */
const PER_PAGE = 100;

/** 20,000 artifacts: 256 jobs with 500 each would be more, and no run of this kind has a hundredth of it. */
const MOST_PAGES = 200;

/**
 * All artifacts of a run, of each of its attempts, page by page. No address that the server gives is followed. Throws UserError, also when what
 * comes is not the list that was promised: one that is not whole could hide an artifact of the same name.
 */
export async function artifactsOf(github: GitHub, repository: string, { id }: Pick<Run, 'id'>): Promise<Artifact[]> {
  const { what, right } = asked(repository, String(id));
  const path = `${runPath(repository, String(id))}/artifacts?per_page=${PER_PAGE}`;
  const found = new Map<number, Artifact>();
  for (let page = 1; page <= MOST_PAGES; page++) {
    const list = await github.json(`${path}&page=${page}`, Page, { what: `the artifacts of ${what}`, right });
    for (const artifact of list.artifacts) {
      if (found.has(artifact.id)) throw unsound(what, `it gives artifact ${artifact.id} twice`);
      found.set(artifact.id, artifact);
    }
    if (list.artifacts.length >= PER_PAGE) continue;
    if (list.total_count <= found.size) return [...found.values()];
    throw unsound(what, `it speaks of ${count(list.total_count, 'artifact')} and gives ${found.size}`);
  }
  throw unsound(what, `it has no end after ${MOST_PAGES * PER_PAGE} artifacts`);
}

function unsound(what: string, why: string): UserError {
  return new UserError(`the server's list of the artifacts of ${what} is not whole: ${why}`, {
    remedy:
      'try again; a run that has just ended may still change. If it stays so, download the bundle by hand: assay audit FILE',
  });
}

/**
 * The artifact of this name, and those of earlier attempts that it takes the place of; `undefined` when there is none. A name is unique in an attempt,
 * and each attempt keeps its own, so of several the one that the latest attempt made counts. Throws UserError where that is not clear.
 */
export function namedArtifact(
  artifacts: readonly Artifact[],
  name: string,
  run: Run,
): { artifact: Artifact; passedOver: Artifact[] } | undefined {
  const named = artifacts.filter((artifact) => artifact.name === name);
  const latest = named.filter(({ created_at }) => run.run_attempt > 1 && isAtOrAfter(created_at, run.run_started_at));
  const candidates = latest.length > 0 ? latest : named;
  const [artifact, other] = candidates;
  if (artifact === undefined) return undefined;
  if (other !== undefined) throw clash(name, run, candidates);
  return { artifact, passedOver: named.filter(({ id }) => id !== artifact.id) };
}

function isAtOrAfter(time: string | null, start: string | undefined): boolean {
  return time !== null && start !== undefined && Date.parse(time) >= Date.parse(start);
}

function clash(name: string, { id }: Run, candidates: readonly Artifact[]): UserError {
  const each = candidates.map(describe).join(' and ');
  return new UserError(`run ${id} has ${candidates.length} artifacts called ${quote(name)}: ${each}`, {
    remedy:
      'nothing says which of them is the evidence: run all jobs again, give each call of the workflow an artifact-prefix of its own, or download one by hand: assay audit FILE',
  });
}

function describe({ id, size_in_bytes, created_at }: Artifact): string {
  return `artifact ${id} (${size_in_bytes} bytes, ${created_at ?? 'of unknown date'})`;
}

/** The bytes of an artifact: a zip, or the file itself where it was uploaded as it is. Throws UserError. */
export function downloadArtifact(
  github: GitHub,
  repository: string,
  { id, name }: Pick<Artifact, 'id' | 'name'>,
  maxBytes: number,
): Promise<Uint8Array> {
  const options = { accept: 'application/vnd.github+json', maxBytes };
  const what = `the artifact ${quote(name)} of ${repository}`;
  return github.download(`${repositoryPath(repository)}/actions/artifacts/${id}/zip`, options, {
    ...{ what, right: 'actions: read' },
  });
}
