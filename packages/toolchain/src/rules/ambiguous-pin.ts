import { defineRule, identifiedSoup } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts, pin } from './controls.js';

type Data = { used: string; passedOver: string; same: boolean };

export const ambiguousPin = defineRule<ToolchainFacts, Data>({
  id: 'toolchain/ambiguous-pin',
  title: 'Two toolchain files side by side',
  why: 'With `rust-toolchain` and `rust-toolchain.toml` in one folder, rustup uses the one without extension and only warns. Who reads or edits the other one believes in a compiler that never runs.',
  repair: 'Keep `rust-toolchain.toml` and remove `rust-toolchain`.',
  clauses: [identifiedSoup],
  severity: { none: 'warning', low: 'error', medium: 'error', high: 'error', highest: 'error' },
  *find({ rank, pin: used, shadowedPin: other }) {
    if (used === null || other === null) return;
    yield {
      subject: { kind: 'file', name: other.at.path },
      at: other.at,
      because: [{ at: used.at, note: `rustup uses this one: ${used.channel ?? 'no channel'}` }],
      data: {
        used: `${used.at.path} (${used.channel ?? 'no channel'})`,
        passedOver: `${other.at.path} (${other.channel ?? 'no channel'})`,
        same: used.channel === other.channel,
      },
      rank,
    };
  },
  message: ({ used, passedOver }) => `rustup uses ${used} and passes over ${passedOver}`,
  remedy: ({ same }) =>
    same
      ? 'remove the file without extension; both name the same toolchain'
      : 'decide which of the two is meant, write it into rust-toolchain.toml, and remove the other file',
  controls: {
    raises: [
      facts({ pin: pin({ at: { path: 'rust-toolchain', line: 1 } }), shadowedPin: pin({ channel: '1.90.0' }) }),
      facts({ pin: pin({ at: { path: 'rust-toolchain', line: 1 } }), shadowedPin: pin() }),
    ],
    spares: [facts()],
  },
});
