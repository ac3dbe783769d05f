import { always, defineRule } from '@assay/check';
import { pinPlace, type ToolchainFacts } from '../facts.js';
import { evaluatedEnvironment, uniqueDesignator } from './clauses.js';
import { facts, pin } from './controls.js';

export const notPinned = defineRule<ToolchainFacts, { file: string | null; running: string | null }>({
  id: 'toolchain/not-pinned',
  title: 'No toolchain is pinned',
  why: 'Without a pin, the compiler is whatever each machine has by default. Nobody can say afterwards with which one a release was built, and two people who build the same commit get different programs.',
  repair:
    'Put a `rust-toolchain.toml` at the workspace root whose `[toolchain]` table names one exact release as `channel`.',
  clauses: [evaluatedEnvironment, uniqueDesignator],
  severity: always('error'),
  *find(seen) {
    if (seen.pin !== null && seen.pin.kind !== 'none') return;
    yield {
      subject: { kind: 'workspace', name: 'toolchain' },
      at: pinPlace(seen),
      because:
        seen.rustc === null ? [] : [{ note: `rustc ${seen.rustc.release} runs, because it happens to be there` }],
      data: { file: seen.pin?.at.path ?? null, running: seen.rustc?.release ?? null },
    };
  },
  message: ({ file }) =>
    file === null
      ? 'there is no rust-toolchain.toml, in the workspace or above it: nothing says which compiler is meant'
      : `${file} names no channel: nothing says which compiler is meant`,
  remedy: ({ file, running }) => {
    const release = /^\d+\.\d+\.\d+$/.test(running ?? '') ? running : '1.95.0';
    return `write ${file ?? 'rust-toolchain.toml'} with [toolchain] and channel = "${release}", or the release that you mean`;
  },
  controls: {
    raises: [facts({ pin: null }), facts({ pin: pin({ channel: null, kind: 'none', release: null }) })],
    spares: [facts(), facts({ pin: pin({ channel: 'stable', kind: 'channel', release: null }) })],
  },
});
