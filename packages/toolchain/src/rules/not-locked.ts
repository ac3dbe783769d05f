import { defineRule, evaluatedTool, identifiedSoup } from '@assay/check';
import { pinPlace, type ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { locked } from './lock-controls.js';

export const notLocked = defineRule<ToolchainFacts, { release: string | null }>({
  id: 'toolchain/not-locked',
  title: 'The bytes of the toolchain are not locked',
  why: 'A pin names a release; it does not say which bytes that is. rustup asks for no signature and does not look again at what it has installed, so that a forged release, a damaged cache and a patched compiler all answer with the number that is pinned.',
  repair: 'Run `assay toolchain lock`, have `assay.lock` reviewed, and commit it.',
  clauses: [evaluatedTool, identifiedSoup],
  severity: { none: 'off', low: 'warning', medium: 'error', high: 'error', highest: 'error' },
  *find(seen) {
    // A lock that is there and cannot be read is a gap.
    if (seen.lock !== null || seen.lockPresent) return;
    yield {
      subject: { kind: 'file', name: 'assay.lock' },
      at: pinPlace(seen),
      because: [],
      data: { release: seen.release },
      rank: seen.rank,
    };
  },
  message: ({ release }) =>
    `there is no assay.lock: nothing says which bytes Rust ${release ?? 'of this pin'} is made of`,
  remedy: () =>
    'run assay toolchain lock --from dist, or --from installed where no release server can be reached, and commit assay.lock',
  controls: {
    raises: [facts({ lock: null, lockPresent: false })],
    spares: [facts(), facts({ lock: locked() }), facts({ lock: null, lockPresent: true })],
  },
});
