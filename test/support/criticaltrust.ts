import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { keyEntry, keysText, makeKey, type NamedFile, packageText } from '@assay/criticaltrust/testing';

/** A package to be signed as the folder has it now. */
export interface PackageToSign {
  product: string;
  package: string;
  /** The package's files, from the folder. */
  files: readonly string[];
  /** Folders that the package has for itself. Default: none. */
  managedPrefixes?: readonly string[];
}

/** What a verifier must be given to believe what was signed. */
export interface Trust {
  /** SPKI in DER, in base64. */
  trustRoot: string;
  /** The text of CriticalUp's keys.json. */
  keys: string;
}

/**
 * Leaves in a toolchain's folder the manifests that CriticalUp leaves, `share/criticaltrust/<product>/<package>.json`, signed as
 * a vendor does: a root key of its own vouches for the key that signs packages.
 */
export function signToolchain(folder: string, ...packages: PackageToSign[]): Trust {
  const [root, packager] = [makeKey(), makeKey()];
  for (const { product, package: name, files, managedPrefixes = [] } of packages) {
    const manifest = join(folder, 'share', 'criticaltrust', product, `${name}.json`);
    const named = files.map((path) => nameFile(folder, path));
    const claims = { product, package: name, commit: '0'.repeat(40), files: named };
    mkdirSync(dirname(manifest), { recursive: true });
    writeFileSync(manifest, packageText({ ...claims, 'managed-prefixes': [...managedPrefixes] }, packager));
  }
  return { trustRoot: root.publicKey, keys: keysText([keyEntry(packager, 'packages', [root])]) };
}

function nameFile(folder: string, path: string): NamedFile {
  const file = join(folder, path);
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('base64');
  return { path, 'posix-mode': statSync(file).mode, sha256, 'needs-proxy': path.startsWith('bin/') };
}
