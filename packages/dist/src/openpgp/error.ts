import { UserError } from '@assay/evidence';

/**
 * Why a signature does not vouch for what it stands beside. `unsigned`: there is none; `malformed`: it cannot be read, or the
 * key cannot; `other-key`: nobody whom the pinned key speaks for made it; `changed`: it was made over other bytes; `weak`: its
 * hash or key can be forged; `future`, `before-key`, `expired`: its date; `key-expired-then`: the key had expired when it was
 * made; `key-expired`: the key has expired since; `key-revoked`; `private-key`: the key file holds a secret.
 */
export type SignatureErrorKind =
  | 'unsigned'
  | 'malformed'
  | 'other-key'
  | 'changed'
  | 'weak'
  | 'future'
  | 'before-key'
  | 'expired'
  | 'key-expired-then'
  | 'key-expired'
  | 'key-revoked'
  | 'private-key';

/** A signature, or the key for it, that is refused. */
export class SignatureError extends UserError {
  readonly kind: SignatureErrorKind;

  constructor(kind: SignatureErrorKind, message: string) {
    super(message, { remedy: remedies[kind] });
    this.kind = kind;
  }
}

const FETCH_AGAIN = 'fetch it again, from the release server itself if a mirror was used';
const NEWER_KEY = 'look for a newer key, or a newer signature, where the release comes from';

const remedies: Readonly<Record<SignatureErrorKind, string>> = {
  unsigned: 'use a server or folder that holds the release with its signature',
  malformed: FETCH_AGAIN,
  'other-key': 'do not use what it signs: it is not the work of the key that is pinned',
  changed: `do not use what it signs; ${FETCH_AGAIN}`,
  weak: 'use a release that is signed with a stronger key and hash',
  future: 'set the clock of this machine; if it is right, do not use what is signed',
  'before-key': 'do not use what it signs: it cannot have been made when it says',
  expired: NEWER_KEY,
  'key-expired-then': 'do not use what it signs',
  'key-expired': NEWER_KEY,
  'key-revoked': 'do not use what it signs; find out from its owner why the key was withdrawn',
  'private-key': 'give the public key alone, and treat the private one as stolen',
};

/** Bytes that are not what the format says. `what`: in a few words. */
export function malformed(what: string): SignatureError {
  return new SignatureError('malformed', what);
}
