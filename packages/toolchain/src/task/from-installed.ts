import { UserError } from '@assay/evidence';
import { portablePath, type TreeEntry, type World } from '@assay/host';
import { findSysroot, type Identity, readIdentity, rustc, type Sysroot } from '@assay/rust';
import { type Lock, type LockedComponent, lockedComponent, lockedFile, RECORDS } from '@assay/sysroot';
import { refuse } from './refuse.js';
import { rustupComponents } from './rustup-components.js';

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
  const { release, commit, host } = identity;
  const isManaged = tree.some((entry) => entry.path === RECORDS.components);
  const { components, manifest } = isManaged
    ? await rustupComponents(world, { folder: sysroot.folder, tree, leftOut, shown })
    : { components: [wholeToolchain(tree, host, release)], manifest: null };
  return { release, commit, hosts: [host], leftOut: [...leftOut], manifest, components };
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
  const reasons = tree.flatMap(({ path, kind, leaves, target, trouble }) => {
    if (trouble !== undefined) return [`${path}: ${trouble}`];
    if (kind === 'link' && leaves === true) return [`${path} is a link out of what is locked, to ${target}`];
    return kind === 'other' ? [`${path} is a pipe, a socket or a device`] : [];
  });
  refuse(reasons, `${shown} cannot be locked`, 'remove what does not belong there, or install the toolchain again');
}

/** A toolchain that knows no components, as one. */
function wholeToolchain(tree: readonly TreeEntry[], target: string, version: string): LockedComponent {
  const stated = { name: 'toolchain', target, version, origin: 'installed', hash: null, xzHash: null } as const;
  const sizes = new Map(tree.map(({ path, size }) => [path, size]));
  return lockedComponent(
    stated,
    tree.flatMap((entry) => lockedFile(entry) ?? []),
    sizes,
  );
}
