import { defineRule, evaluatedTool } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { locked, lockedComponent } from './lock-controls.js';

export const trustedOnFirstUse = defineRule<ToolchainFacts, { components: string[] }>({
  id: 'toolchain/trusted-on-first-use',
  title: 'The lock was taken from what was installed',
  why: 'A lock `--from installed` keeps a toolchain as it was found on one machine. It shows that nothing has changed since, not that what was found is what the Rust project released: that needs the signature and the archives.',
  repair:
    'Run `assay toolchain lock --from dist`, against the release server or a mirror of it, or from a folder of files where there is no network.',
  clauses: [evaluatedTool],
  severity: { none: 'off', low: 'off', medium: 'warning', high: 'warning', highest: 'warning' },
  *find({ lock, rank }) {
    const components = (lock?.components ?? [])
      .filter(({ origin, installed }) => origin === 'installed' && installed)
      .map(({ name }) => name);
    if (lock === null || components.length === 0) return;
    yield {
      subject: { kind: 'file', name: 'assay.lock' },
      at: lock.at,
      because: [],
      data: { components: [...new Set(components)] },
      rank,
    };
  },
  message: ({ components }) =>
    `trusted on first use: the digests of ${components.join(', ')} are of what was installed, not of the signed release`,
  remedy: () => 'run assay toolchain lock --from dist, which takes them from the archives of the signed release',
  controls: {
    raises: [
      facts({
        lock: locked({ components: [lockedComponent(), lockedComponent({ name: 'cargo', origin: 'installed' })] }),
      }),
    ],
    spares: [
      facts(),
      facts({ lock: locked() }),
      facts({ lock: locked({ components: [lockedComponent({ origin: 'installed', installed: false })] }) }),
    ],
  },
});
