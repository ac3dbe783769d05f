import path from 'node:path';
import { type ChannelManifest, findComponent, readManifest } from '@assay/dist';
import { count, UserError } from '@assay/evidence';
import { portablePath, type TreeEntry, type World } from '@assay/host';
import { findSysroot, type Identity, readIdentity, rustc, type Sysroot } from '@assay/rust';
import {
  type Claims,
  type ComponentName,
  claims,
  componentText,
  isLeftOut,
  type Lock,
  type LockedComponent,
  type LockedFile,
  lockedFile,
  RECORDS,
  readClaims,
  recordOf,
  sumUp,
} from '@assay/sysroot';
import { parseTomlFast } from '@assay/toml';
import * as z from 'zod';

/** Folders that a toolchain shares with the rest of the system: what lies there is not the toolchain's alone. */
const sharedFolders = ['/', '/usr', '/usr/local'];

/**
 * Locks the toolchain that a build in this workspace uses, as it is installed: trusted on first use. Throws UserError when nothing is installed, when the
 * toolchain is damaged (a file that no component claims, one that is claimed and missing, one that cannot be read, a link out of it), or when it shares
 * its folder with the system; and WorldError.
 */
export async function lockInstalled(world: World, leftOut: readonly string[]): Promise<Lock> {
  const sysroot = await findSysroot(world);
  const shown = portablePath(sysroot.folder, world.anchors);
  refuseShared(sysroot);
  const identity = await askWhich(world);
  world.progress(`digesting the files of ${shown}`);
  const tree = await world.files.tree(sysroot.folder, { leaveOut: leftOut });
  refuseUnlockable(tree, shown);
  const managed = tree.some((entry) => entry.path === RECORDS.components);
  const host = identity.host;
  const content = { world, sysroot, tree, leftOut, shown };
  const { components, manifest } = managed
    ? await rustupComponents(content)
    : { components: [whole(content, host, identity.release)], manifest: null };
  return {
    ...{ release: identity.release, commit: identity.commit, hosts: [host], leftOut: [...leftOut] },
    manifest,
    components,
  };
}

interface Content {
  world: World;
  sysroot: Sysroot;
  tree: readonly TreeEntry[];
  leftOut: readonly string[];
  /** The sysroot for messages. */
  shown: string;
}

function refuseShared({ folder }: Sysroot): void {
  if (!sharedFolders.includes(folder)) return;
  throw new UserError(`the toolchain lies in ${folder}, which it shares with the rest of the system`, {
    remedy:
      'unpack the distribution’s Rust packages into a folder of their own, link it with rustup toolchain link, and pin that name',
  });
}

async function askWhich(world: World): Promise<Identity & { host: string }> {
  const { status, stdout } = await world.tools.run(rustc, ['-vV'], { env: { RUST_BACKTRACE: '0' } });
  const identity = status === 0 ? readIdentity(stdout) : undefined;
  if (identity?.host != null) return { ...identity, host: identity.host };
  throw new UserError('rustc -vV does not say which release it is and for which host', {
    remedy: 'install the pinned toolchain: rustup toolchain install, in the workspace',
  });
}

/** What no lock can hold, each thing named. */
function refuseUnlockable(tree: readonly TreeEntry[], shown: string): void {
  const reasons = tree.flatMap(({ path: file, kind, leaves, target, trouble }) => {
    if (trouble !== undefined) return [`${file}: ${trouble}`];
    if (kind === 'link' && leaves === true) return [`${file} is a link out of the toolchain, to ${target}`];
    return kind === 'other' ? [`${file} is a pipe, a socket or a device`] : [];
  });
  refuse(reasons, `${shown} cannot be locked`, 'remove what does not belong there, or install the toolchain again');
}

function refuse(reasons: readonly string[], what: string, remedy: string): void {
  if (reasons.length === 0) return;
  const shown = reasons.slice(0, MOST_REASONS).map((reason) => `  ${reason}`);
  const more = reasons.length > MOST_REASONS ? [`  and ${reasons.length - MOST_REASONS} more`] : [];
  throw new UserError(`${what}: ${count(reasons.length, 'reason')}\n${[...shown, ...more].join('\n')}`, { remedy });
}

/** What a screen holds. */
const MOST_REASONS = 10;

/** A toolchain that knows no components, as one. */
function whole({ tree }: Content, host: string, release: string): LockedComponent {
  const files = tree.flatMap((entry) => lockedFile(entry) ?? []).sort(byPath);
  return component({ name: 'toolchain', target: host }, files, tree, { version: release, hash: null, xzHash: null });
}

const RustupConfig = z.object({ components: z.array(z.object({ pkg: z.string(), target: z.string().optional() })) });

async function rustupComponents(content: Content): Promise<Pick<Lock, 'components' | 'manifest'>> {
  const { world, sysroot, tree, shown } = content;
  const read = (file: string) => world.files.readText(path.join(sysroot.folder, file));
  const config = RustupConfig.safeParse(parseTomlFast(await read(RECORDS.config), RECORDS.config));
  if (!config.success) throw damagedRecords(shown, RECORDS.config);
  const names = config.data.components.map(({ pkg, target = '*' }) => ({ name: pkg, target }));
  const listed = (await read(RECORDS.components)).split('\n').filter((line) => line !== '');
  if (listed.sort().join('\n') !== names.map(componentText).sort().join('\n'))
    throw damagedRecords(shown, RECORDS.components);
  const claimed = await Promise.all(names.map(async (name) => ({ name, claims: await claimsOf(read, name, shown) })));
  refuseDamaged(content, claimed);
  const manifest = readManifest(await read(RECORDS.manifest), RECORDS.manifest);
  return {
    components: claimed.map(({ name, claims: own }) => fromTree(name, own, tree, manifest)),
    manifest: { date: manifest.date, sha256: await servedDigest(world, sysroot.folder), signedBy: null },
  };
}

async function claimsOf(read: (file: string) => Promise<string>, name: ComponentName, shown: string): Promise<Claims> {
  const own = readClaims(await read(recordOf(name)));
  if (own === undefined) throw damagedRecords(shown, recordOf(name));
  return own;
}

function damagedRecords(shown: string, record: string): UserError {
  return new UserError(`${shown} is damaged: ${record} is not as rustup writes it`, { remedy: REINSTALL });
}

const REINSTALL = 'remove the toolchain with rustup toolchain uninstall, and install it again';

/** What stands there and no component claims, and what is claimed and does not: rustup itself looks for neither. */
function refuseDamaged(
  { tree, leftOut, shown }: Content,
  components: readonly { name: ComponentName; claims: Claims }[],
): void {
  const records: readonly string[] = [...Object.values(RECORDS), ...components.map(({ name }) => recordOf(name))];
  const files = tree.filter(({ kind }) => kind !== 'folder').map(({ path: file }) => file);
  const there = new Set(files);
  const reasons = [
    ...files
      .filter((file) => !records.includes(file) && !components.some(({ claims: own }) => claims(own, file)))
      .map((file) => `${file} belongs to no component`),
    ...components.flatMap(({ name, claims: own }) =>
      [...own.files]
        .filter((file) => !there.has(file) && !isLeftOut(file, leftOut))
        .map((file) => `${file} of ${componentText(name)} is missing`),
    ),
  ];
  refuse(reasons, `${shown} is damaged`, REINSTALL);
}

function fromTree(
  name: ComponentName,
  own: Claims,
  tree: readonly TreeEntry[],
  manifest: ChannelManifest,
): LockedComponent {
  const record = recordOf(name);
  const files = tree
    .filter(({ path: file, kind }) => kind !== 'folder' && (file === record || claims(own, file)))
    .flatMap((entry) => lockedFile(entry) ?? [])
    .sort(byPath);
  const stated = findComponent(manifest, name.name, name.target);
  const { version = null, hash = null, xzHash = null } = stated ?? {};
  return component(name, files, tree, { version, hash, xzHash });
}

function component(
  { name, target }: ComponentName,
  files: LockedFile[],
  tree: readonly TreeEntry[],
  stated: Pick<LockedComponent, 'version' | 'hash' | 'xzHash'>,
): LockedComponent {
  const sizes = new Map(tree.map(({ path: file, size }) => [file, size]));
  return { name, target, origin: 'installed', ...stated, ...sumUp(files, sizes), files };
}

function byPath(a: LockedFile, b: LockedFile): number {
  return a.path < b.path ? -1 : 1;
}

/**
 * The only trace on a machine of the manifest as it was served: the first 20 digits of its SHA-256, which rustup keeps beside its toolchains (facts:
 * observed with rustup 1.29). `null` for a toolchain that does not lie there, or of which rustup has no record.
 */
async function servedDigest(world: World, sysroot: string): Promise<string | null> {
  const real = await world.files.realPath(sysroot);
  const file = path.join(path.dirname(path.dirname(real)), 'update-hashes', path.basename(real));
  if (path.basename(path.dirname(real)) !== 'toolchains') return null;
  const text = await world.files.readTextIfPresent(file);
  return text !== undefined && /^[0-9a-f]{20}$/.test(text.trim()) ? text.trim() : null;
}
