import * as z from 'zod';
import { Sha256 } from './signed.js';

/** A path below the toolchain's folder, in its only spelling: two paths are one file when they are equal, and not else. */
const FilePath = z.string().refine(isPlain, 'not a plain relative path');

/** A folder whose contents the package has for itself; CriticalUp writes it with or without a slash at its end. */
const Prefix = z
  .string()
  .transform((text) => text.replace(/\/$/, ''))
  .pipe(FilePath);

/** Permissions as `chmod` writes them: `755`. CriticalUp's number may have the file's type in its upper bits. */
const Mode = z
  .int()
  .min(0)
  .max(0xffffffff)
  .transform((mode) => (mode & 0o7777).toString(8));

const File = z
  .object({ path: FilePath, 'posix-mode': Mode, sha256: Sha256 })
  .transform(({ path, 'posix-mode': mode, sha256 }) => ({ path, mode, sha256: sha256.toString('hex') }));

/**
 * What a manifest signs of a package: its `signed` (criticaltrust 0.4.0, manifests.rs). Fields of a later CriticalUp are let
 * through, as CriticalUp does, since the vendor has signed them.
 */
export const PackageStatement = z
  .object({
    product: z.string(),
    package: z.string(),
    commit: z.string(),
    files: z.array(File).superRefine((files, context) => {
      const twice = firstTwice(files.map(({ path }) => path));
      if (twice !== undefined) context.addIssue(`${JSON.stringify(twice)} stands there twice`);
    }),
    'managed-prefixes': z.array(Prefix),
  })
  .transform(({ 'managed-prefixes': managedPrefixes, ...rest }) => ({ ...rest, managedPrefixes }));

function isPlain(path: string): boolean {
  const steps = path.split('/');
  // Absolute paths and slashes at the end have an empty step.
  return path.isWellFormed() && !/[\\\0]/.test(path) && steps.every((step) => !['', '.', '..'].includes(step));
}

function firstTwice(paths: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const path of paths) {
    if (seen.has(path)) return path;
    seen.add(path);
  }
  return undefined;
}
