import type { SheetSection } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';

/** Who has a compiler of this release qualified. */
export function vendorsSection({ vendorReleases }: ToolchainFacts): SheetSection {
  const title = 'For information: qualified vendor releases of the same Rust release';
  if (vendorReleases.length === 0) return { title, note: 'None is known.' };
  return {
    title,
    table: {
      columns: ['Release', 'Source', 'Qualified to', 'Known how'],
      rows: vendorReleases.map(({ name, qualifiedTo, source, confidence, collected }) => [
        name,
        source ?? 'none',
        qualifiedTo.length === 0 ? 'not established' : qualifiedTo.join(', '),
        `${confidence}, ${collected}`,
      ]),
    },
  };
}
