import type { ReadinessRecord, TargetChange } from '../record.js';
import { type ChangeRow, changesData } from './changes-data.js';
import { compareReleases } from './releases.js';

/**
 * What happened to a target, oldest first: under its present name, and under those that it had before. Of a target that has been
 * renamed since, the rename comes last. Empty for one to which nothing happened, and for one that is not known.
 */
export function changesOf(target: string): TargetChange[] {
  const names = new Set([target, ...formerNames(target).map(({ name }) => name)]);
  return changesData.changes
    .filter(({ kind, target: subject, from }) => names.has(subject) || (kind === 'renamed' && from === target))
    .map(asChange);
}

/** The names that a target had before, the latest first, each with the release that no longer knows it. */
export function formerNames(target: string): ReadinessRecord['formerNames'] {
  const names: ReadinessRecord['formerNames'] = [];
  let name: string | undefined = target;
  while (name !== undefined) {
    const row = renameWhere(({ target: to }) => to === name);
    name = row?.former;
    if (row !== undefined && names.some((known) => known.name === row.former)) break;
    if (row !== undefined)
      names.push({ name: row.former, until: row.release, source: row.source, confidence: row.confidence });
  }
  return names;
}

/** A name that a target got in a release. */
export interface LaterName {
  name: string;
  /** The first release that does not know the former name. */
  release: string;
  source: string;
  confidence: string;
}

/** What a target is called now, when it has been renamed; `undefined` when it has not. */
export function laterNameOf(target: string): LaterName | undefined {
  const row = renameWhere(({ from }) => from === target);
  if (row === undefined) return undefined;
  const { release, source, confidence } = row;
  return laterNameOf(row.target) ?? { name: row.target, release, source, confidence };
}

/** The newest release whose compiler was asked. Of what later ones do to targets, the data says nothing. */
export function newestKnown(): string {
  return changesData.releases.reduce(
    (newest, { release }) => (compareReleases(release, newest) > 0 ? release : newest),
    '0.0.0',
  );
}

/** The day on which the data was collected. */
export function changesCollected(): string {
  return changesData.collected;
}

function renameWhere(holds: (row: ChangeRow) => boolean) {
  const row = changesData.changes.find((change) => change.kind === 'renamed' && holds(change));
  return row === undefined ? undefined : { ...row, former: String(row.from) };
}

function asChange({ release, after, kind, target, from, to, source, confidence, note }: ChangeRow): TargetChange {
  return {
    release,
    ...(after === undefined ? {} : { after }),
    kind,
    from: from === undefined ? null : String(from),
    to: kind === 'renamed' ? target : to === undefined ? null : String(to),
    source,
    confidence: note === undefined ? confidence : `${confidence}; ${note}`,
  };
}

/**
 * Does the change come after the release `from`, and with `to` at the latest? Where its release is known within bounds only, it counts
 * as soon as it may. Throws RangeError for what is no release.
 */
export function isWithin(
  { release, after }: Pick<TargetChange, 'release' | 'after'>,
  from: string,
  to: string,
): boolean {
  if (after === undefined) return compareReleases(release, from) > 0 && compareReleases(release, to) <= 0;
  return compareReleases(release, from) > 0 && compareReleases(after, to) < 0;
}
