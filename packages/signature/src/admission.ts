import type { Problem, VerifiedSignature } from '@assay/evidence';

/** Who an entry of the trust file lets vouch, or why no entry does. */
export type Admission =
  | { admitted: Pick<VerifiedSignature, 'admittedBy' | 'signer' | 'time'>; notes: string[] }
  | { problems: Problem[] };

/** A refusal for one reason. */
export function refused(what: string, remedy?: string): { problems: Problem[] } {
  return { problems: [{ where: 'signature', what, ...(remedy === undefined ? {} : { remedy }) }] };
}
