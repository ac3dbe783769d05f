import type { Because, Json, Place, Subject } from '@assay/evidence';
import type { PublishedMember } from './facts.js';

/** What is the same in every finding about a member that can be published. */
export function publishedInstance<Data extends Json>(
  { name, version, registries, at }: PublishedMember,
  { place, because, data }: { place: Place; because: Because[]; data: Data },
): { subject: Subject; at: Place; because: Because[]; data: Data } {
  const where = registries === null ? '' : ` in ${registries.join(', ')}`;
  return {
    subject: { kind: 'package', name, version },
    at: place,
    because: [...because, { at: at.version, note: `${name} ${version} can be published${where}` }],
    data,
  };
}
