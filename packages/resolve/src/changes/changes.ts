import type { Candidate } from '../cargo/candidate.js';
import type { LockedPackage } from '../input.js';
import type { Change } from '../output.js';
import type { BeforeAndAfter } from './before-after.js';
import { type Pair, pairChanges } from './pairs.js';
import { type Reason, reasonFor } from './reason.js';

/**
 * Every package that the plan has otherwise than the lock file, with the reason. Each comes after the one that it follows from.
 */
export function changesOf(graphs: BeforeAndAfter): Change[] {
  const { problem, plannedLock } = graphs;
  const pairs = pairChanges(problem.catalogue.input.locked, plannedLock.keys());
  const reasons = new Map(pairs.map((pair) => [pair, reasonFor(graphs, pair)]));
  const pairOf = new Map(pairs.flatMap((pair) => sidesOf(pair).map((side) => [side, pair])));
  const causeOf = (pair: Pair) => {
    const after = reasons.get(pair)?.after;
    return after && (pairOf.get(after) ?? (after.locked && pairOf.get(after.locked)));
  };
  const ordered = causesFirst(pairs, causeOf);
  const indexes = new Map(ordered.map((pair, index) => [pair, index]));
  return ordered.map((pair) => {
    const cause = causeOf(pair);
    return changeOf(pair, reasons.get(pair), cause && indexes.get(cause));
  });
}

function sidesOf({ from, to }: Pair): (LockedPackage | Candidate)[] {
  return [from, to].filter((side) => side !== undefined);
}

/** The pairs, each after the one that it follows from, where they do not go in a circle. */
function causesFirst(pairs: readonly Pair[], causeOf: (pair: Pair) => Pair | undefined): Pair[] {
  const ordered = new Set<Pair>();
  for (const pair of pairs) {
    const chain = new Set<Pair>();
    for (let at: Pair | undefined = pair; at !== undefined && !chain.has(at); at = causeOf(at)) chain.add(at);
    for (const each of [...chain].reverse()) ordered.add(each);
  }
  return [...ordered];
}

function changeOf({ from, to }: Pair, reason: Reason | undefined, follows: number | undefined): Change {
  return {
    name: from?.name ?? to?.name ?? '',
    source: to === undefined ? from?.source : to.source,
    from: from?.version,
    to: to?.version.raw,
    why: reason?.why ?? { kind: 'together' },
    follows,
  };
}
