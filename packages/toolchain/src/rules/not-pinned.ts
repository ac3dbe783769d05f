import { always, defineRule, evaluatedEnvironment, identifiedSoup } from '@assay/check';
import { pinPlace, type ToolchainFacts } from '../facts.js';
import { facts, pin } from './controls.js';

export const notPinned = defineRule<
  ToolchainFacts,
  { file: string | null; inRepository: boolean; running: string | null }
>({
  id: 'toolchain/not-pinned',
  title: 'No toolchain is pinned',
  why: 'Without a pin, the compiler is whatever each machine has by default; a pin outside the repository holds for this machine alone. Nobody can say afterwards with which one a release was built, and two people who build the same commit get different programs.',
  repair:
    'Put a `rust-toolchain.toml` at the workspace root whose `[toolchain]` table names one exact release as `channel`.',
  clauses: [evaluatedEnvironment, identifiedSoup],
  severity: always('error'),
  *find(seen) {
    if (seen.pin !== null && seen.pin.kind !== 'none' && seen.pin.inRepository) return;
    yield {
      subject: { kind: 'workspace', name: 'toolchain' },
      at: pinPlace(seen),
      because:
        seen.rustc === null ? [] : [{ note: `rustc ${seen.rustc.release} runs, because it happens to be there` }],
      data: {
        file: seen.pin?.at.path ?? null,
        inRepository: seen.pin?.inRepository ?? false,
        running: seen.rustc?.release ?? null,
      },
    };
  },
  message: ({ file, inRepository }) => {
    if (file === null) {
      return 'there is no rust-toolchain.toml, in the workspace or above it: nothing says which compiler is meant';
    }
    return inRepository
      ? `${file} names no channel: nothing says which compiler is meant`
      : `the toolchain is pinned by ${file}, which lies outside the repository and is not under its version control`;
  },
  remedy: ({ file, inRepository, running }) => {
    const release = /^\d+\.\d+\.\d+$/.test(running ?? '') ? running : '1.95.0';
    return `write ${inRepository && file !== null ? file : 'rust-toolchain.toml'} with [toolchain] and channel = "${release}", or the release that you mean`;
  },
  controls: {
    raises: [
      facts({ pin: null }),
      facts({ pin: pin({ channel: null, kind: 'none', release: null }) }),
      facts({ pin: pin({ at: { path: '../rust-toolchain.toml', line: 2, column: 1 }, inRepository: false }) }),
    ],
    spares: [facts(), facts({ pin: pin({ channel: 'stable', kind: 'channel', release: null }) })],
  },
});
