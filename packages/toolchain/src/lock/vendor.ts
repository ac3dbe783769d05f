import path from 'node:path';
import {
  comparePackages,
  type FoundFile,
  ferroceneTrustRoot,
  type Keychain,
  type PackageDifference,
  type PackageManifest,
  packageNamesOf,
  readKeychain,
  readPackageManifest,
  type VerifiedPackage,
  verifyPackage,
} from '@assay/criticaltrust';
import type { Gap } from '@assay/evidence';
import type { TreeEntry, World } from '@assay/host';
import { lockedFile } from '@assay/sysroot';
import { look } from '../look.js';
import type { LockFacts, VendorDifference, VendorPackage } from './facts.js';

/** Where the toolchain lies, and whose signatures are believed. */
interface Signers {
  sysroot: string;
  trustRoot: string | undefined;
  keysFile: string | undefined;
}

/**
 * Reads the package manifests that CriticalUp leaves in a toolchain and holds every file against those that are signed. `null` where there are
 * none. A manifest that is not believed is in the facts, with the reason; keys that cannot be had are a gap, and so is a toolchain without manifests
 * where the policy says what to verify them with.
 */
export async function lookAtVendor(
  world: World,
  tree: readonly TreeEntry[],
  signers: Signers,
): Promise<{ facts: LockFacts['vendor']; gaps: Gap[] }> {
  const found = tree.filter((entry) => entry.kind === 'file' && packageNamesOf(entry.path) !== undefined);
  if (found.length === 0) {
    const isExpected = signers.trustRoot !== undefined || signers.keysFile !== undefined;
    return { facts: null, gaps: isExpected ? [NO_MANIFEST] : [] };
  }
  const { anchors } = world;
  const keychain = await look('the keys of the vendor’s packages', anchors, () => readKeys(world, signers));
  if (keychain.gap !== undefined)
    return { facts: null, gaps: [{ ...keychain.gap, remedy: `${keychain.gap.remedy}; ${KEYS}` }] };
  const manifests = await Promise.all(
    found.map(({ path: file }) =>
      look(`the package manifest ${file}`, anchors, async () =>
        readPackageManifest(await world.files.readText(path.join(signers.sysroot, file)), file),
      ),
    ),
  );
  const verified = manifests.flatMap(({ found: manifest }) =>
    manifest === undefined ? [] : [judged(manifest, keychain.found)],
  );
  const packages = verified.flatMap(({ believed }) => believed ?? []);
  return {
    facts: {
      packages: verified.map(({ facts }) => facts),
      differences: comparePackages(packages, foundFiles(tree)).map(inWords),
    },
    gaps: manifests.flatMap(({ gap }) => gap ?? []),
  };
}

const NO_MANIFEST: Gap = {
  what: 'the vendor’s signature of the toolchain',
  why: 'the policy says whose signatures to believe, and the toolchain holds no package manifest of CriticalUp’s',
  remedy:
    'install the toolchain with CriticalUp and lock it again, or remove criticalup-keys and criticalup-trust-root from the policy',
};

const KEYS =
  'CriticalUp keeps its keys in keys.json of its cache; criticalup-keys in [toolchain] of the policy names another file';

async function readKeys(world: World, { trustRoot, keysFile }: Signers): Promise<Keychain> {
  const file = keysFile ?? path.join(cacheFolder(world), 'keys.json');
  return readKeychain({
    keys: await world.files.readText(file),
    path: keysFile ?? 'keys.json',
    trustRoot: trustRoot ?? ferroceneTrustRoot.publicKey,
    now: world.clock.now(),
  });
}

/** Where CriticalUp keeps what it fetched, on Linux (criticalup 1.6.0, config/paths.rs, which asks the crate `dirs`). */
function cacheFolder({ environment, anchors }: World): string {
  const own = environment.get('CRITICALUP_CACHE_DIR');
  if (own !== undefined && own !== '') return own;
  const cache = environment.get('XDG_CACHE_HOME') || path.join(anchors.home ?? '.', '.cache');
  return path.join(cache, 'criticalup');
}

function judged(manifest: PackageManifest, keychain: Keychain): { facts: VendorPackage; believed?: VerifiedPackage } {
  const result = verifyPackage(manifest, keychain);
  if ('failure' in result) {
    const nothing = { product: null, package: null, commit: null, files: 0, signedBy: null };
    return { facts: { manifest: manifest.path, ...nothing, refused: result.failure.message } };
  }
  const { package: believed } = result;
  const { product, package: name, commit, files, signedBy } = believed;
  return {
    facts: { manifest: manifest.path, product, package: name, commit, files: files.length, signedBy, refused: null },
    believed,
  };
}

function foundFiles(tree: readonly TreeEntry[]): FoundFile[] {
  return tree.flatMap((entry) => {
    const file = lockedFile(entry);
    return file === undefined || 'link' in file ? [] : [file];
  });
}

function inWords(difference: PackageDifference): VendorDifference {
  const { path: file } = difference;
  switch (difference.kind) {
    case 'missing':
      return { path: file, what: `is missing; ${difference.manifest} names it` };
    case 'changed':
      return {
        path: file,
        what: `has SHA-256 ${difference.found}; ${difference.manifest} states ${difference.expected}`,
      };
    case 'mode':
      return { path: file, what: `has mode ${difference.found}; ${difference.manifest} states ${difference.expected}` };
    case 'unexpected':
      return {
        path: file,
        what: `is named by no package; ${difference.manifest} says that nothing else belongs in ${difference.prefix}`,
      };
    case 'named-twice':
      return { path: file, what: `is named by more than one package: ${difference.manifests.join(', ')}` };
  }
}
