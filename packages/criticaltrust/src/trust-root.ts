import data from '../data/trust-root.json' with { type: 'json' };

/** The key that all other keys of a vendor hang on, and how it is known. */
export interface TrustRoot {
  /** Whose it is. */
  name: string;
  algorithm: string;
  /** SPKI in DER, in base64. */
  publicKey: string;
  source: { repository: string; file: string; commit: string };
  /** The day on which it was read there. */
  collected: string;
  confidence: string;
}

/** Ferrocene's root key, as CriticalUp's production build carries it. */
export const ferroceneTrustRoot: TrustRoot = data;
