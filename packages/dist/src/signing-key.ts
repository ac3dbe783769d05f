import data from '../data/rust-signing-key.json' with { type: 'json' };
import { readSigningKey, type SigningKey } from './openpgp/key.js';

/** The key that Rust's releases are signed with, as data: where it comes from, and since when it stands here. */
export const rustSigningKey: {
  /** Upper-case hex. */
  readonly fingerprint: string;
  readonly source: string;
  /** `2026-11-22`. */
  readonly collected: string;
  readonly armored: readonly string[];
} = data;

/** That key, read. */
export function readRustSigningKey(): SigningKey {
  return readSigningKey(`${rustSigningKey.armored.join('\n')}\n`, rustSigningKey.fingerprint);
}
