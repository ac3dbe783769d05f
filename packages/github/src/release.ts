import { quote, UserError } from '@assay/evidence';
import * as z from 'zod';
import type { GitHub } from './api.js';
import { Digest } from './digest.js';
import { repositoryPath } from './repository.js';

/** A file that is attached to a release. */
export const Asset = z.object({
  id: z.int().positive(),
  name: z.string(),
  /** `uploaded` when it is whole. */
  state: z.string(),
  size: z.int().nonnegative(),
  /** Absent of what was uploaded before GitHub kept digests. */
  digest: Digest.nullish(),
});
export type Asset = z.infer<typeof Asset>;

const ReleaseAnswer = z.object({
  tag_name: z.string(),
  html_url: z.string(),
  published_at: z.iso.datetime({ offset: true }).nullish(),
  /** Its assets cannot be changed any more; absent on older servers. */
  immutable: z.boolean().nullish(),
  assets: z.array(Asset),
});

/** A release, and the commit of its tag. */
export type Release = z.infer<typeof ReleaseAnswer> & { commit: string };

const Commit = z.object({ sha: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/) });

/** The release of a tag, with the commit that the tag stands at now. Drafts are not found. Throws UserError. */
export async function releaseAt(github: GitHub, repository: string, tag: string): Promise<Release> {
  if (tag === '' || !tag.isWellFormed()) {
    throw new UserError(`${quote(tag)} is not the name of a tag`, { remedy: 'name the tag of the release: v1.2.0' });
  }
  const base = repositoryPath(repository);
  const asked = (what: string) =>
    ({ what: `${what} ${quote(tag)} of ${repository}`, right: 'contents: read' }) as const;
  const release = await github.json(
    `${base}/releases/tags/${encodeURIComponent(tag)}`,
    ReleaseAnswer,
    asked('the release'),
  );
  if (release.tag_name !== tag) {
    throw new UserError(
      `the server was asked for the release ${quote(tag)}, and answers of ${quote(release.tag_name)}`,
      {
        remedy: 'see that GITHUB_API_URL is the address of a GitHub API',
      },
    );
  }
  const path = `${base}/commits/${encodeURIComponent(`tags/${tag}`)}`;
  const { sha } = await github.json(path, Commit, asked('the commit of the tag'));
  return { ...release, commit: sha };
}

/** The bytes of an asset. Throws UserError. */
export function downloadAsset(
  github: GitHub,
  repository: string,
  { id, name }: Pick<Asset, 'id' | 'name'>,
  maxBytes: number,
): Promise<Uint8Array> {
  const options = { accept: 'application/octet-stream', maxBytes };
  const what = `the asset ${quote(name)} of ${repository}`;
  return github.download(`${repositoryPath(repository)}/releases/assets/${id}`, options, {
    ...{ what, right: 'contents: read' },
  });
}
