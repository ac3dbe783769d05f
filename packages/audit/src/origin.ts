import type { Problem } from '@assay/bundle';
import { signatureFileOf } from '@assay/evidence';
import type { Artifact, Asset, Release, Repository, Run } from '@assay/github';

/** A run of a workflow, and the artifact of it that holds the bundle. */
export interface RunOrigin {
  kind: 'run';
  /** As it is called now. */
  repository: Repository;
  run: Run;
  artifact: Artifact;
  /** Artifacts of the same name that earlier attempts of the run left. */
  passedOver: readonly Artifact[];
}

/** A release, and the file attached to it that is the bundle. */
export interface ReleaseOrigin {
  kind: 'release';
  repository: Repository;
  release: Release;
  asset: Asset;
}

/** Where a bundle was kept on GitHub. */
export type Origin = RunOrigin | ReleaseOrigin;

/** What came from there. */
export interface Fetched<From extends Origin = Origin> {
  origin: From;
  /** The bundle, or what stands in its place. */
  bytes: Uint8Array;
  /** `bundle.zip.sigstore.json`; `undefined` where none was kept beside the bundle. */
  signature: Uint8Array | undefined;
  /** Why what came is not what GitHub says that it keeps. */
  problems: Problem[];
  /** What did not come, and why, where the audit goes on without it. */
  notes: readonly string[];
}

/** The bundle's file, in its artifact and as an asset, and the file beside it that holds its signature. */
export const BUNDLE_FILE = 'bundle.zip';
export const SIGNATURE_FILE = signatureFileOf(BUNDLE_FILE);
