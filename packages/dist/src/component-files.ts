import { UserError } from '@assay/evidence';
import type { ComponentName } from '@assay/sysroot';
import type { ComponentFile } from './archive/component.js';
import { readComponent } from './archive/read.js';
import { explaining, receiving } from './fetch.js';
import { findComponent } from './manifest.js';
import type { VerifiedRelease } from './release.js';
import { pathOnServer, type ReleaseSource } from './source.js';

/** What a component puts into a toolchain, by its archive. */
export interface ComponentFiles {
  /** The package: `clippy-preview`. */
  name: string;
  /** `*` for what is the same for all. */
  target: string;
  /** `1.95.0 (59807616e 2026-04-14)`. */
  version: string;
  /** SHA-256 of the .tar.gz, which was read. */
  hash: string;
  /** SHA-256 of the .tar.xz, which rustup takes where there is one. */
  xzHash: string | undefined;
  /** Sorted by path. */
  files: readonly ComponentFile[];
}

/** Is told how many bytes of an archive have come, and how many there are where that is known. */
export type ArchiveProgress = (received: number, length: number | undefined) => void;

/** 4 GiB: the largest archive of 1.95.0 has some hundreds of MiB. */
const ARCHIVE_LIMIT = 4 * 1024 ** 3;

/**
 * The files of one component of a release, out of its .tar.gz, whose digest the manifest states. The .tar.xz holds the same
 * and takes four to six times as long. Throws UserError; WorldError only when interrupted.
 */
export function componentFiles(
  source: ReleaseSource,
  release: Pick<VerifiedRelease, 'release' | 'manifest'>,
  component: ComponentName,
  progress: ArchiveProgress = () => undefined,
): Promise<ComponentFiles> {
  return explaining(source, async () => {
    const { url, hash, ...found } = locate(release, component);
    const path = pathOnServer(url);
    const files = await receiving(
      () => source.open(path, { maxBytes: ARCHIVE_LIMIT }),
      ({ body, length }) => readComponent(counted(body, length, progress), { ...found, archive: path, sha256: hash }),
    );
    const { name, target, version, xzHash } = found;
    return { name, target, version, hash, xzHash, files };
  });
}

/** The component in the manifest, with the archive that is read. */
function locate({ release, manifest }: Pick<VerifiedRelease, 'release' | 'manifest'>, { name, target }: ComponentName) {
  const found = findComponent(manifest, name, target);
  if (found === undefined) {
    throw new UserError(`Rust ${release} has no component ${name} for ${target}`, {
      remedy: `look for its name in dist/channel-rust-${release}.toml, below [pkg]`,
    });
  }
  const { url, hash } = found;
  if (!found.available || url === undefined || hash === undefined) {
    const what = found.available ? 'has no .tar.gz archive' : 'is not available';
    throw new UserError(`${name} for ${target} ${what} in Rust ${release}`, {
      remedy: 'leave the component or the target out, or take a release that has it',
    });
  }
  return { ...found, url, hash };
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  length: number | undefined,
  progress: ArchiveProgress,
): AsyncGenerator<Uint8Array, void> {
  let received = 0;
  for await (const chunk of body) {
    received += chunk.length;
    progress(received, length);
    yield chunk;
  }
}
