import type { BundleClaims } from '../statement.js';

/** A bundle that the tests sign. */
export const commit = 'c0ffee'.padEnd(40, '0');
export const claims: BundleClaims = {
  project: { name: 'motor-controller', standard: 'ISO 26262', level: 'ASIL B' },
  subject: { name: 'motor-controller', digest: { gitCommit: commit } },
  asOf: '2026-11-22',
  verdict: 'pass',
  assay: { version: '0.1.0', rulesSha256: 'a'.repeat(64) },
};
export const known = { sha256: 'b'.repeat(64), claims };
