import path from 'node:path';
import {
  componentFiles,
  findComponent,
  RELEASE_SERVER,
  type ReleaseSource,
  readRelease,
  readRustSigningKey,
  readSigningKey,
  releaseSource,
  type SigningKey,
  type VerifiedRelease,
  type Ways,
} from '@assay/dist';
import { UserError } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import { findPin, type ToolchainPin } from '@assay/rust';
import {
  byComponent,
  type ComponentName,
  isLeftOut,
  type Lock,
  type LockedComponent,
  lockedComponent,
  modeText,
} from '@assay/sysroot';
import { neededComponents } from '../lock/needed.js';

/** What to lock of a release, and where to take it from. Empty lists add nothing to what the toolchain file names. */
export interface DistRequest {
  /** An address, or a folder laid out like the server; default: `RUSTUP_DIST_SERVER`, else the Rust project's own. */
  server: string | undefined;
  /** The file of an OpenPGP key that must have signed, in place of the Rust project's. */
  signingKey: string | undefined;
  /** Default: the host that Assay runs on. */
  hosts: readonly string[];
  targets: readonly string[];
  components: readonly string[];
}

/**
 * Locks the release that the workspace pins from its signed release: the digests come out of the archives, so that nothing needs to be installed. Throws
 * UserError when no exact release is pinned, for everything that is wrong with the release, and for a component that it does not have.
 */
export async function lockFromDist(
  world: World,
  ways: Ways,
  request: DistRequest,
  leftOut: readonly string[],
): Promise<Lock> {
  const pin = await pinnedRelease(world);
  const hosts = hostsOf(world, request);
  const source = releaseSource(addressOf(world, request), ways);
  world.progress(`fetching the channel manifest of Rust ${pin.release} from ${source.name}`);
  const key = await signingKey(world, request);
  const release = await readRelease(source, { release: pin.release, key, now: world.clock.now() });
  const components: LockedComponent[] = [];
  // One after the other: each fills both the line and a processor.
  for (const name of componentsOf(pin, hosts, request))
    components.push(await lockComponent(world, source, release, { name, leftOut }));
  return {
    ...{ release: release.release, commit: release.commit ?? null, hosts, leftOut: [...leftOut] },
    manifest: { date: release.date, sha256: release.manifestSha256, signedBy: key.fingerprint },
    components: components.sort(byComponent),
  };
}

async function pinnedRelease(world: World): Promise<ToolchainPin & { release: string }> {
  const { pin } = await findPin(world, world.anchors);
  if (pin?.release != null) return { ...pin, release: pin.release };
  const isNamed = pin?.kind === 'name' || pin?.kind === 'path';
  throw new UserError('the workspace pins no exact release, so that nothing says which one to lock', {
    ...(pin === undefined ? {} : { at: pin.at }),
    remedy: isNamed
      ? 'lock a toolchain that is pinned by its name or folder as it is installed: assay toolchain lock'
      : 'write rust-toolchain.toml with [toolchain] and channel = "1.95.0", the release that you mean',
  });
}

function hostsOf({ hostTriple }: World, { hosts }: DistRequest): string[] {
  const own = hosts.length > 0 ? hosts : [hostTriple].flatMap((triple) => triple ?? []);
  if (own.length > 0) return [...new Set(own)].sort();
  throw new UserError('Assay does not know which target this machine is', { remedy: 'name the hosts with --host' });
}

function addressOf({ environment, root }: World, { server }: DistRequest): string {
  if (server === undefined) return environment.get('RUSTUP_DIST_SERVER') || RELEASE_SERVER;
  return /^[a-z]+:\/\//i.test(server) ? server : path.resolve(root, server);
}

async function signingKey(world: World, { signingKey: file }: DistRequest): Promise<SigningKey> {
  if (file === undefined) return readRustSigningKey();
  try {
    return readSigningKey(await world.files.readText(file, { maxBytes: 1024 * 1024 }));
  } catch (error) {
    if (isWorldError(error, 'interrupted') || !(isWorldError(error) || error instanceof UserError)) throw error;
    const why = isWorldError(error, 'not-found') ? 'there is no such file' : error.message;
    throw new UserError(`${file}: ${why}`, {
      remedy: 'name the file of an armored OpenPGP public key with --signing-key',
      cause: error,
    });
  }
}

/** What the toolchain file asks for, and what was asked for besides. */
function componentsOf(
  pin: ToolchainPin,
  hosts: readonly string[],
  { components, targets }: DistRequest,
): ComponentName[] {
  const asked = { ...pin, components: [...pin.components, ...components], targets: [...pin.targets, ...targets] };
  return neededComponents(asked, hosts).sort(byComponent);
}

async function lockComponent(
  world: World,
  source: ReleaseSource,
  release: VerifiedRelease,
  { name, leftOut }: { name: ComponentName; leftOut: readonly string[] },
): Promise<LockedComponent> {
  refuseUnknown(release, name);
  const progress = inSteps((done) => world.progress(`digesting ${name.name} for ${name.target}${done}`));
  const { files: all, xzHash = null, ...stated } = await componentFiles(source, release, name, progress);
  const files = all.filter((file) => !isLeftOut(file.path, leftOut));
  return lockedComponent(
    { ...stated, origin: 'dist', xzHash },
    files.map(({ path: file, mode, sha256 }) => ({ path: file, mode: modeText(mode), sha256 })),
    new Map(files.map(({ path: file, size }) => [file, size])),
  );
}

/** Tells of every quarter that has come, and of nothing in between: where there is no terminal, each is a line. */
function inSteps(tell: (done: string) => void): (received: number, length: number | undefined) => void {
  let told: string | undefined;
  return (received, length) => {
    const done =
      length === undefined ? '' : `, ${Math.floor((4 * received) / length) * 25} % of ${megabytes(length)} MB`;
    if (done !== told) tell(done);
    told = done;
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function refuseUnknown({ release, manifest }: VerifiedRelease, { name, target }: ComponentName): void {
  if (findComponent(manifest, name, target) !== undefined) return;
  throw new UserError(`Rust ${release} has no ${name} for ${target}`, {
    remedy: 'correct the name, or remove it from rust-toolchain.toml or the command',
  });
}
