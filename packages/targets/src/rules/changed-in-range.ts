import { changedEnvironment, defineRule } from '@assay/check';
import type { TargetChange } from '@assay/readiness';
import { toolConfidence } from '../clauses.js';
import { measured } from '../controls.js';
import { targetChange } from '../controls-record.js';
import type { TargetFacts } from '../facts.js';
import { aboutPart } from '../instance.js';
import { changesInRange, isReached } from '../range.js';

type Kind = 'renamed' | 'removed' | 'demoted' | 'std-removed';

type Data = {
  target: string;
  item: string;
  release: string;
  kind: Kind;
  from: string | null;
  to: string | null;
  oldest: string;
  newest: string;
  /** Does the pinned compiler have it already? */
  isPast: boolean;
};

const inWords: Readonly<Record<Kind, string>> = {
  renamed: 'renamed',
  removed: 'removed',
  demoted: 'demoted',
  'std-removed': 'std removed',
};

export const changedInRange = defineRule<TargetFacts, Data>({
  id: 'targets/changed-in-range',
  title: 'A release that the project reaches renames, removes or demotes the target',
  why:
    'A project that lives for fifteen years moves through many releases, and builds with more than one of them at a time. A target that is called ' +
    'otherwise in one of them, or is gone, or worse looked after, stops the move on the day on which it is made, unless it is planned.',
  repair:
    'Plan the change: the new name in the policy together with the pin; another target, or the risk accepted, where it was demoted or removed. What ' +
    'the project reaches is its baseline up to the pinned release, or up to `until` in `[targets]`. A change that is taken care of is permitted by a ' +
    '`[[deviation]]` whose scope is the item that the finding names.',
  clauses: [changedEnvironment, toolConfidence],
  severity: { none: 'warning', low: 'warning', medium: 'error', high: 'error', highest: 'error' },
  *find(facts) {
    const { from: oldest, to: newest } = facts.asked.range;
    for (const change of changesInRange(facts)) {
      const { release, kind, from, to, source, confidence } = change;
      if (!isForTheWorse(kind)) continue;
      const about = aboutPart(facts, { name: `${inWords[kind]} in ${release}` });
      yield {
        ...about,
        because: [
          { note: `${source} (${confidence})` },
          { note: `the project reaches the releases after ${oldest}, up to ${newest}` },
        ],
        data: {
          target: facts.target,
          item: about.subject.name,
          release,
          kind,
          from,
          to,
          oldest,
          newest,
          isPast: isReached(facts, release),
        },
      };
    }
  },
  message: ({ target, release, kind, from, to, oldest, newest }) =>
    `${happened(target, { kind, from, to })} in Rust ${release}, which lies between ${oldest} and ${newest}`,
  remedy: ({ target, kind, to, release, item, isPast }) => {
    const accept = `have it accepted: a [[deviation]] with rule = "targets/changed-in-range" and scope = { item = ${JSON.stringify(item)} }`;
    if (isPast) return `raise the baseline to ${release} or newer, if the target will do as it is now, or ${accept}`;
    if (kind === 'renamed' && to !== null && to !== target) {
      return `write [targets.${JSON.stringify(to)}] once ${release} or newer is pinned, and ${accept}`;
    }
    return `choose another target, keep the range before ${release} with until in [targets], or ${accept}`;
  },
  controls: {
    raises: [
      measured({ record: { changes: [targetChange()] } }),
      measured({ record: { changes: [targetChange({ kind: 'renamed', from: 'thumb-old', to: 'thumb-new' })] } }),
      measured({ record: { changes: [targetChange({ kind: 'removed', from: null, to: null, release: '1.85.1' })] } }),
      // As text, 1.100 would come before 1.95.
      measured({
        asked: { range: { from: '1.95.0', to: '1.100.0' } },
        record: {
          ...{ newestKnown: '1.100.0' },
          changes: [targetChange({ kind: 'std-removed', from: null, to: null, release: '1.100.0' })],
        },
      }),
    ],
    spares: [
      measured(),
      measured({ record: { changes: [targetChange({ kind: 'promoted', from: '3', to: '2' })] } }),
      measured({ record: { changes: [targetChange({ release: '1.85.0' }), targetChange({ release: '1.96.0' })] } }),
      measured({ record: { changes: [targetChange({ release: '1.100.0' })] } }),
    ],
  },
});

function isForTheWorse(kind: TargetChange['kind']): kind is Kind {
  return Object.hasOwn(inWords, kind);
}

function happened(target: string, { kind, from, to }: Pick<Data, 'kind' | 'from' | 'to'>): string {
  const change = from === null || to === null ? '' : ` from ${from} to ${to}`;
  switch (kind) {
    case 'renamed':
      return `${target} is renamed${change}`;
    case 'removed':
      return `${target} is removed`;
    case 'demoted':
      return `${target} is demoted${change === '' ? '' : ` from ${tierName(from)} to ${tierName(to)}`}`;
    case 'std-removed':
      return `${target} loses std`;
  }
}

/** A tier as the data has it, a bare number or in words. */
function tierName(text: string | null): string {
  return text !== null && /^\d$/.test(text) ? `tier ${text}` : (text ?? '');
}
