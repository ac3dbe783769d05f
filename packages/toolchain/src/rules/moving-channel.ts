import { always, changedEnvironment, defineRule, evaluatedEnvironment } from '@assay/check';
import type { PinKind } from '@assay/rust';
import type { ToolchainFacts } from '../facts.js';
import { facts, pin } from './controls.js';

/** What is wrong with each kind of pin that is no exact release. */
const faults: Readonly<Record<Exclude<PinKind, 'release' | 'none'>, string>> = {
  partial: 'it leaves the point release open, so that the compiler changes when a new one appears',
  channel: 'it means another compiler with every release',
  dated: 'it is a build of one day and no release',
  'pre-release': 'it is a pre-release and no release',
  path: 'it is a folder, and what lies in it is not said',
  name: 'it is a name that each machine can give to another toolchain',
};

export const movingChannel = defineRule<
  ToolchainFacts,
  { channel: string; kind: keyof typeof faults; running: string | null }
>({
  id: 'toolchain/moving-channel',
  title: 'The pin is not an exact release',
  why: 'A pin such as `stable` or `1.95` names whatever is newest on the day of the build; a folder or a local name means something else on each machine, unless `assay.lock` says which bytes it is made of. The same commit then gives another program tomorrow, and known problems cannot be looked up for it.',
  repair:
    'Name one release by all three numbers: `channel = "1.95.0"`. A vendor’s toolchain that rustup knows by a name or a path: lock it with `assay toolchain lock`.',
  clauses: [evaluatedEnvironment, changedEnvironment],
  severity: always('error'),
  *find({ pin: named, rustc, lock }) {
    if (named === null || named.channel === null || named.kind === 'release' || named.kind === 'none') return;
    // The lock says which bytes they are, and of which release: a vendor's toolchain cannot be pinned otherwise.
    if (lock !== null && (named.kind === 'path' || named.kind === 'name')) return;
    yield {
      subject: { kind: 'workspace', name: 'toolchain' },
      at: named.at,
      because: [],
      data: { channel: named.channel, kind: named.kind, running: rustc?.release ?? null },
    };
  },
  message: ({ channel, kind }) => `the toolchain is pinned to "${channel}": ${faults[kind]}`,
  remedy: ({ running }) =>
    /^\d+\.\d+\.\d+$/.test(running ?? '')
      ? `write channel = "${running}", the release that runs now, or the one that you mean`
      : 'write the release that you mean with all three numbers: channel = "1.95.0"',
  controls: {
    raises: [
      facts({ pin: pin({ channel: 'stable', kind: 'channel', release: null }) }),
      facts({ pin: pin({ channel: '1.95', kind: 'partial', release: null }) }),
      facts({ pin: pin({ channel: 'nightly-2026-04-14', kind: 'dated', release: null }) }),
      facts({ pin: pin({ channel: '1.96.0-beta.2', kind: 'pre-release', release: null }) }),
      facts({ pin: pin({ channel: '<outside>/rust', kind: 'path', release: null }), lock: null }),
      facts({ pin: pin({ channel: 'ferrocene', kind: 'name', release: null }), lock: null }),
    ],
    spares: [
      facts({ pin: pin({ channel: 'ferrocene', kind: 'name', release: null }) }),
      facts(),
      facts({ pin: pin({ channel: '1.95.0-x86_64-unknown-linux-gnu' }) }),
      facts({ pin: null }),
    ],
  },
});
