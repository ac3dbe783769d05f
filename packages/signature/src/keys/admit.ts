import { quote, utcDay } from '@assay/evidence';
import { type Admission, refused } from '../admission.js';
import { signedBytes } from '../envelope.js';
import type { SignatureFile } from '../signature-file.js';
import { type TimestampAuthority, verifyTimestamp } from '../timestamp/verify.js';
import type { Trust, TrustedKey } from '../trust/trust.js';
import { isSignatureOf } from './public-key.js';

const ASK =
  'ask the signer for the public key, by another way than this file came, and add a [[key]] to the trust file';

/**
 * Which key of the trust file made the signature, and whether it was then that it signs. The hint in the file is unsigned: it chooses a key, and
 * a key is believed only for what it signed.
 */
export function admitByKey(file: SignatureFile, hint: string, { keys, authorities }: Trust): Admission {
  if (keys.length === 0) return refused('it was made with a key, and the trust file has no [[key]]', ASK);
  const hinted = keys.filter(({ publicKey }) => publicKey.sha256 === hint);
  const candidates = hinted.length === 0 ? keys : hinted;
  const bytes = signedBytes(file.payload);
  const key = candidates.find(({ publicKey }) => isSignatureOf(publicKey, bytes, file.signature));
  if (key === undefined) {
    const [named] = hinted;
    return named === undefined
      ? refused(`it was made by the key ${inWords(hint)}, which is none of the trust file's`, ASK)
      : refused(
          `it does not match the key ${quote(named.name)}, which it names: the signature or what it signs was changed`,
        );
  }
  return atTrustedTime(key, file, authorities);
}

/** What a signature says of its key, in words: a digest where it was Assay that made it. */
function inWords(hint: string): string {
  return /^[0-9a-f]{64}$/.test(hint) ? `with SHA-256 ${hint}` : quote(hint);
}

function atTrustedTime(key: TrustedKey, file: SignatureFile, authorities: readonly TimestampAuthority[]): Admission {
  const verified = file.timestamps.map((response) => verifyTimestamp(response, file.signature, authorities));
  const faults = verified.flatMap((each) => ('fault' in each ? [each.fault] : []));
  const [earliest] = verified.flatMap((each) => ('fault' in each ? [] : [each])).sort((a, b) => a.time - b.time);
  if (earliest === undefined && key.needsTimestamp) {
    const why = faults.length === 0 ? 'has none' : `has none that holds: ${faults.join('; ')}`;
    return refused(
      `the key ${quote(key.name)} needs a trusted timestamp with its signatures, and this one ${why}`,
      'sign again with --timestamp-server, or add the [[timestamp-authority]] to the trust file',
    );
  }
  const outside = earliest === undefined ? undefined : whyOutside(key, utcDay(earliest.time));
  if (outside !== undefined) return refused(outside, 'find out who used the key then');
  const { name, at, publicKey } = key;
  return {
    admitted: {
      admittedBy: { table: 'key', name, at },
      signer: { kind: 'key', algorithm: publicKey.algorithm, sha256: publicKey.sha256 },
      time:
        earliest === undefined
          ? null
          : { at: new Date(earliest.time).toISOString(), by: `timestamp authority ${earliest.authority.name}` },
    },
    notes: faults.map((fault) => `a timestamp of the signature does not count: ${fault}`),
  };
}

function whyOutside({ name, validFrom, validUntil }: TrustedKey, day: string): string | undefined {
  if (validFrom !== undefined && day < validFrom) {
    return `it was made on ${day}, and the key ${quote(name)} signs from ${validFrom} on`;
  }
  if (validUntil !== undefined && day > validUntil) {
    return `it was made on ${day}, and the key ${quote(name)} signed until ${validUntil}`;
  }
  return undefined;
}
