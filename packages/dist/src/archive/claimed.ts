import { type Claims, claimOf } from '@assay/sysroot';
import { ArchiveFault, quote } from './fault.js';

/** The files, by path below the component, that it claims. Throws {@link ArchiveFault} for a claim that has none. */
export function claimed<File>(files: ReadonlyMap<string, File>, claims: Claims): File[] {
  const unmet = new Set([...claims.files, ...claims.folders]);
  const found = [...files].flatMap(([path, file]) => {
    const claim = claimOf(claims, path);
    if (claim === undefined) return [];
    unmet.delete(claim);
    return [file];
  });
  for (const path of unmet) throw new ArchiveFault(`claims ${quote(path)}, which it does not hold`);
  return found;
}
