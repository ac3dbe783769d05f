import { WorldError, type WorldErrorKind } from './world.js';

/** A server's answer that is not what was asked for: a status other than 200, at the end of all redirects. */
export class RefusedError extends WorldError {
  readonly refusal: Refusal;

  constructor(kind: WorldErrorKind, path: string, message: string, refusal: Refusal) {
    super(kind, path, message);
    this.refusal = refusal;
  }
}

/** What the server says. All of it is its word, and untrusted. */
export interface Refusal {
  status: number;
  /** By name in lower case; of a header that stands there more than once, all values with commas between. */
  headers: Readonly<Record<string, string>>;
  /** At most {@link REFUSAL_LIMIT} bytes of it, and less where it was cut off. */
  body: Uint8Array;
}

/** 64 KiB: far above any message of an API. */
export const REFUSAL_LIMIT = 64 * 1024;
