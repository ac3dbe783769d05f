import { BUNDLE_LIMIT } from '@assay/bundle';
import { quote, quoteSome, SIGNATURE_LIMIT, signatureFileOf, UserError } from '@assay/evidence';
import { type Asset, downloadAsset, type GitHub, type Release, releaseAt, repositoryCalled } from '@assay/github';
import { digestProblems } from './digest.js';
import { BUNDLE_FILE, type Fetched, type ReleaseOrigin, SIGNATURE_FILE } from './origin.js';

/** Which release's bundle is wanted. */
export interface ReleaseRequest {
  /** `OWNER/REPO`. */
  repository: string;
  /** The release's tag. */
  release: string;
  /** Where a release has several bundles, the first part of this one's name: `PREFIX-bundle.zip`. */
  prefix: string;
}

/** Assets that a message names. */
const NAMED = 10;

/**
 * Fetches the bundle that is attached to a release: the asset `bundle.zip`, or `PREFIX-bundle.zip`; and its signature, the asset of the same name with
 * `.sigstore.json` after it, where there is one. Throws UserError.
 */
export async function fetchRelease(
  github: GitHub,
  request: ReleaseRequest,
  progress: (activity: string) => void,
): Promise<Fetched<ReleaseOrigin>> {
  progress(`reading the release ${request.release} of ${request.repository}`);
  const repository = await repositoryCalled(github, request.repository);
  const release = await releaseAt(github, request.repository, request.release);
  const asset = bundleOf(release, request);
  const download = (each: Asset, limit: number) => {
    progress(`downloading the asset ${each.name}`);
    return downloadAsset(github, request.repository, each, limit);
  };
  const bytes = await download(asset, BUNDLE_LIMIT);
  const signed = release.assets.find(({ name }) => name === signatureFileOf(asset.name));
  const signature = signed === undefined ? undefined : await download(signed, SIGNATURE_LIMIT);
  return {
    origin: { kind: 'release', repository, release, asset },
    ...{ bytes, signature },
    problems: [
      ...digestProblems(`asset ${asset.name}`, bytes, asset.digest),
      ...(signature === undefined ? [] : digestProblems(`asset ${signed?.name}`, signature, signed?.digest)),
    ],
    notes: [],
  };
}

/** The one asset that is the bundle. Throws UserError where there is none, or where two could be. */
function bundleOf(release: Release, { repository, prefix }: ReleaseRequest): Asset {
  const names = [BUNDLE_FILE, `${prefix}-${BUNDLE_FILE}`];
  const [asset, other] = release.assets.filter(({ name }) => names.includes(name));
  const what = `the release ${quote(release.tag_name)} of ${repository}`;
  if (asset === undefined) throw noBundle(release, what, names);
  if (other !== undefined) {
    throw new UserError(
      `${what} has two assets that could be the bundle: ${quote(asset.name)} and ${quote(other.name)}`,
      {
        remedy: 'keep one of them in the release, or download the one that is meant: assay audit FILE',
      },
    );
  }
  if (asset.state === 'uploaded') return asset;
  throw new UserError(
    `the asset ${quote(asset.name)} of ${what} was never uploaded whole: it is ${quote(asset.state)}`,
    {
      remedy: 'attach the bundle to the release again',
    },
  );
}

function noBundle({ assets }: Release, what: string, names: readonly string[]): UserError {
  const present = assets.map(({ name }) => name);
  const held = present.length === 0 ? 'it has none at all' : `it has ${quoteSome(present, NAMED)}`;
  const bundles = assets.filter(({ name }) => name.endsWith(`-${BUNDLE_FILE}`));
  const prefix = bundles[0]?.name.slice(0, -`-${BUNDLE_FILE}`.length);
  return new UserError(`${what} has no asset ${names.map(quote).join(' or ')}; ${held}`, {
    remedy:
      prefix === undefined
        ? `attach the bundle to it: gh release upload TAG ${BUNDLE_FILE} ${SIGNATURE_FILE}`
        : `name the first part of its name: --artifact-prefix ${quote(prefix)}`,
  });
}
