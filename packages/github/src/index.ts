export * from './api.js';
export { type Artifact, artifactsOf, downloadArtifact, namedArtifact } from './artifact.js';
export * from './connect.js';
export { type Asset, downloadAsset, type Release, releaseAt } from './release.js';
export { type Repository, repositoryCalled } from './repository.js';
export { type Run, runOf } from './run.js';
