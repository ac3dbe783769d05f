import { defineRule, evaluatedTool } from '@assay/check';
import { rustSigningKey } from '@assay/dist';
import type { ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { locked } from './lock-controls.js';

export const otherSigningKey = defineRule<ToolchainFacts, { signedBy: string }>({
  id: 'toolchain/other-signing-key',
  title: 'The locked release is signed by another key than the Rust project’s',
  why: 'The lock was taken with `--signing-key`: somebody other than the Rust project vouches for the release, for example a mirror that signs anew. Whether that somebody can be relied on is for the project to say.',
  repair: 'Lock again without `--signing-key`, or record a deviation that names the owner of the key.',
  clauses: [evaluatedTool],
  severity: { none: 'warning', low: 'error', medium: 'error', high: 'error', highest: 'error' },
  *find({ lock, rank }) {
    const signedBy = lock?.manifest?.signedBy ?? null;
    if (lock === null || signedBy === null || signedBy === rustSigningKey.fingerprint) return;
    yield { subject: { kind: 'item', name: signedBy }, at: lock.at, because: [], data: { signedBy }, rank };
  },
  message: ({ signedBy }) =>
    `the manifest that was locked is signed by key ${signedBy}, which is not the Rust project's`,
  remedy: () =>
    'lock again without --signing-key, or add a [[deviation]] that says whose key it is and why it can be relied on',
  controls: {
    raises: [facts({ lock: locked({ manifest: { date: '2026-04-16', sha256: null, signedBy: 'A'.repeat(40) } }) })],
    spares: [facts(), facts({ lock: locked() }), facts({ lock: locked({ manifest: null }) })],
  },
});
