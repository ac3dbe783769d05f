import { always, defineRule, evaluatedTool } from '@assay/check';
import { knownLockFormats, lockFormatSince } from '@assay/rust';
import { ownBaseline, workspace } from '../controls.js';
import { isNewer } from '../demand.js';
import type { BaselineFact, MsrvFacts } from '../facts.js';
import { inWords } from '../words.js';

type Data = { path: string; format: number; since: string; baseline: string; members: string[]; readable: number };

export const lockVersion = defineRule<MsrvFacts, Data>({
  id: 'msrv/lock-version',
  title: "Cargo.lock has a format that the baseline's Cargo does not read",
  why:
    'A Cargo that does not read the lock file refuses to build. Whoever then removes or regenerates it builds with other ' +
    'versions than those that were examined.',
  repair: 'Write the lock file in a format that the baseline reads, or raise the baseline.',
  clauses: [evaluatedTool],
  severity: always('error'),
  *find({ lock, members, baseline }) {
    const since = lock.format === null ? undefined : lockFormatSince(lock.format);
    if (lock.format === null || since === undefined) return;
    const asked = members.length === 0 ? [{ name: 'the workspace', baseline }] : members;
    const concerned = asked.filter((member) => isNewer(since, member.baseline.rust));
    const lowest = concerned.map((member) => member.baseline).reduce<BaselineFact | undefined>(lower, undefined);
    if (lowest === undefined) return;
    const names = concerned.filter((member) => member.baseline.rust === lowest.rust).map(({ name }) => name);
    const readable = knownLockFormats.filter((format) => !isNewer(format.since, lowest.rust)).map((row) => row.version);
    yield {
      subject: { kind: 'file', name: lock.path },
      at: lock.at,
      because: [{ at: lowest.at, note: `baseline ${lowest.rust} of ${inWords(names)}` }],
      data: {
        path: lock.path,
        format: lock.format,
        since,
        baseline: lowest.rust,
        members: names,
        readable: Math.max(...readable),
      },
    };
  },
  message: ({ path, format, since, baseline, members }) =>
    `${path} has format ${format}, which Cargo reads since ${since}; the baseline of ${inWords(members)} is ${baseline}`,
  remedy: ({ path, format, since, readable, members }) =>
    `write version = ${readable} instead of ${format} in ${path} and see that cargo metadata --locked still succeeds, or ` +
    `raise the baseline of ${inWords(members)} to ${since} or newer`,
  controls: {
    raises: [
      workspace([{}], { members: [{ baseline: ownBaseline('1.77.2') }] }),
      workspace([{ rustVersion: '1.40', edition: '2018' }], {
        members: [{ baseline: ownBaseline('1.46.0') }],
        lock: { format: 3 },
      }),
    ],
    spares: [
      workspace([{}], { members: [{ baseline: ownBaseline('1.78.0') }] }),
      workspace([{}], { members: [{ baseline: ownBaseline('1.77.2') }], lock: { format: 3 } }),
    ],
  },
});

function lower(lowest: BaselineFact | undefined, baseline: BaselineFact): BaselineFact {
  return lowest === undefined || isNewer(lowest.rust, baseline.rust) ? baseline : lowest;
}
