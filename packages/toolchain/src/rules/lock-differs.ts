import { always, defineRule, evaluatedTool, identifiedSoup } from '@assay/check';
import type { Place } from '@assay/evidence';
import type { ToolchainFacts } from '../facts.js';
import { facts, identity, pin } from './controls.js';
import { locked } from './lock-controls.js';

type Data = { what: 'release' | 'commit' | 'host'; source: string; lockedAs: string; stated: string };

export const lockDiffers = defineRule<ToolchainFacts, Data>({
  id: 'toolchain/lock-differs',
  title: 'The lock is of another toolchain',
  why: 'A lock vouches for the bytes of one release on named hosts. Where the pin names another release, or the compiler says that it is another or runs on another host, nothing vouches for what is built.',
  repair:
    'Run `assay toolchain lock` for the release that is pinned and on each host, have the new lock reviewed, and commit it with the pin.',
  clauses: [evaluatedTool, identifiedSoup],
  severity: always('error'),
  *find({ lock, pin: named, rustc }) {
    if (lock === null) return;
    const { release, commit, hosts, releasePlace, commitPlace } = lock;
    const differs = (what: Data['what'], at: Place, source: string, lockedAs: string, stated: string) => ({
      subject: { kind: 'item', name: `${what} (${source})` } as const,
      at,
      because:
        what === 'release' && named !== null ? [{ at: named.at, note: `pinned: ${named.channel ?? 'nothing'}` }] : [],
      data: { what, source, lockedAs, stated },
    });
    const pinned = named?.release ?? null;
    if (pinned !== null && pinned !== release) yield differs('release', releasePlace, 'the pin', release, pinned);
    if (rustc === null) return;
    if (rustc.release !== release) yield differs('release', releasePlace, 'rustc', release, rustc.release);
    if (commit !== null && rustc.commit !== null && rustc.commit !== commit) {
      yield differs('commit', commitPlace, 'rustc', commit, rustc.commit);
    }
    if (rustc.host !== null && !hosts.includes(rustc.host)) {
      yield differs('host', releasePlace, 'rustc', hosts.join(', '), rustc.host);
    }
  },
  message: ({ what, source, lockedAs, stated }) => `assay.lock is of ${what} ${lockedAs}, and ${source} says ${stated}`,
  remedy: ({ what, stated }) =>
    what === 'host'
      ? `run assay toolchain lock on ${stated}, or with --from dist --host ${stated}, and commit assay.lock`
      : 'run assay toolchain lock for the release that is pinned, have the new lock reviewed, and commit it',
  controls: {
    raises: [
      facts({ lock: locked({ release: '1.94.0' }) }),
      facts({ lock: locked({ release: '1.94.0' }), pin: pin({ channel: 'vendor', kind: 'name', release: null }) }),
      facts({ lock: locked({ commit: '0000000000000000000000000000000000000000' }) }),
      facts({ lock: locked({ hosts: ['aarch64-unknown-linux-gnu'] }) }),
    ],
    spares: [
      facts(),
      facts({ lock: locked() }),
      facts({ lock: locked({ commit: null }) }),
      facts({ lock: locked(), rustc: identity({ commit: null }) }),
      facts({ lock: locked(), rustc: null }),
    ],
  },
});
