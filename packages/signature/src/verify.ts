import type { Problem, VerifiedSignature } from '@assay/evidence';
import type { Admission } from './admission.js';
import { admitByCertificate } from './certificate/admit.js';
import { admitByKey } from './keys/admit.js';
import { readSignature, type SignatureFile } from './signature-file.js';
import { compareStatement, type KnownBundle, readStatement } from './statement.js';
import type { Trust } from './trust/trust.js';

/** What verifying a signature came to: a signature only where nothing speaks against it. */
export interface SignatureVerification {
  signature?: VerifiedSignature;
  problems: Problem[];
  /** What else a reader should know, in sentences. */
  notes: string[];
}

/**
 * Verifies the signature over a bundle, offline, against those whom a trust file names: the key or certificate that the signature brings along
 * counts for nothing by itself. Nothing of what is signed is looked at before it is known who signed it. Never throws for anything in the file.
 */
export function verifySignature(file: Uint8Array, bundle: KnownBundle, trust: Trust): SignatureVerification {
  const read = readSignature(file);
  if ('problems' in read) return { problems: read.problems, notes: [] };
  const admission = admit(read, trust, bundle);
  if ('problems' in admission) return { problems: admission.problems, notes: [] };
  const { admitted, notes } = admission;
  const statement = readStatement(read.payload);
  if ('problems' in statement) return { problems: statement.problems, notes };
  const problems = [
    ...compareStatement(statement.value, bundle, admitted.signer),
    ...compareTime(admitted.time, bundle),
  ];
  if (problems.length > 0) return { problems, notes };
  return { signature: { ...admitted, predicateType: statement.value.predicateType }, problems, notes };
}

function admit(file: SignatureFile, trust: Trust, bundle: KnownBundle): Admission {
  const { signer } = file;
  return signer.kind === 'key'
    ? admitByKey(file, signer.hint, trust)
    : admitByCertificate(file, signer.der, trust, bundle);
}

/** Evidence cannot be younger than the signature over it. */
function compareTime(time: VerifiedSignature['time'], { claims }: KnownBundle): Problem[] {
  if (time === null || claims === undefined || claims.asOf <= time.at.slice(0, 10)) return [];
  return [
    {
      where: 'signature',
      what: `it was there at ${time.at} (${time.by}), and the evidence that it signs is dated ${claims.asOf}: one of the two dates is wrong`,
    },
  ];
}
