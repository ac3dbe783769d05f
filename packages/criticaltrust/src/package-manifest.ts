import { UserError } from '@assay/evidence';
import * as z from 'zod';
import { readManifest, type SignedText, signedFields } from './signed.js';

/** The manifest of one package as it was found. Nothing of it is true until its signature has been verified. */
export interface PackageManifest extends SignedText {
  /** From the toolchain's folder: `share/criticaltrust/ferrocene/rustc-x86_64-unknown-linux-gnu.json`. */
  path: string;
  /** The two names that the path gives. */
  product: string;
  package: string;
}

const Manifest = z.strictObject({ version: z.literal(1), ...signedFields });

/**
 * The product and the package whose manifest stands at this path of a toolchain's folder: CriticalUp puts it in
 * `share/criticaltrust/<product>/<package>.json` (criticaltrust 0.4.0, integrity/detect_manifest.rs). `undefined` for every other path.
 */
export function packageNamesOf(path: string): { product: string; package: string } | undefined {
  const [, product, name] = /^share\/criticaltrust\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
  return product === undefined || name === undefined ? undefined : { product, package: name };
}

/** Reads the text of a package manifest at a path of a toolchain's folder. Throws UserError when it is not one, or not in its place. */
export function readPackageManifest(text: string, path: string): PackageManifest {
  const names = packageNamesOf(path);
  if (names === undefined) {
    throw new UserError('package manifests of CriticalUp stand in share/criticaltrust/<product>/<package>.json', {
      at: { path },
      remedy: 'read the manifests where CriticalUp left them',
    });
  }
  const { signatures, signed } = readManifest(text, Manifest, {
    path,
    what: 'a package manifest of CriticalUp',
    remedy: 'install the toolchain again: criticalup install --reinstall',
  });
  return { path, ...names, signatures, signed };
}
