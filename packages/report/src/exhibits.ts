import { checkOf, type DatedRelease, type Exhibit, knownFacts } from '@assay/check';
import { count, daysBetween, type Statement } from '@assay/evidence';
import type { Report } from './report.js';

/** The exhibits of a statement's check; none where its facts are missing or have another version's shape. */
export function exhibitsOf({ checks }: Pick<Report, 'checks'>, predicate: Statement['predicate']): readonly Exhibit[] {
  const words = checkOf(checks, predicate.check);
  return knownFacts(words, predicate, (facts) => words?.exhibits?.(facts)) ?? [];
}

/** The exhibits of this kind, in the order of the statements. */
export function exhibitsIn(report: Report, wanted: Exhibit['kind']): Exhibit[] {
  return report.statements
    .flatMap(({ predicate }) => exhibitsOf(report, predicate))
    .filter(({ kind }) => kind === wanted);
}

/** A release that the project rests on, and how old it is at the evidence's own date. */
export interface AgedRelease extends DatedRelease {
  asOf: string;
  /** Days from its release to `asOf`; `undefined` where the day is not known. */
  days: number | undefined;
}

/** Every release that a check speaks of, the oldest first; those whose day is not known at the end. */
export function releasesIn({ statements, checks }: Report): AgedRelease[] {
  const dated = statements.flatMap(({ predicate }) => {
    const words = checkOf(checks, predicate.check);
    const releases = knownFacts(words, predicate, (facts) => words?.releases?.(facts)) ?? [];
    return releases.map((each) => aged(each, predicate.asOf));
  });
  return [...dated].sort((a, b) => (b.days ?? -Infinity) - (a.days ?? -Infinity));
}

/** The columns of {@link ageRow}. */
export const ageColumns = ['What', 'Release', 'Came out', 'Age', 'Supported until', 'Known from'];

/** A release in a table: texts in the order of {@link ageColumns}. */
export function ageRow({ role, name, released, days, supported }: AgedRelease): string[] {
  return [
    role,
    name,
    released?.date ?? 'not known',
    days === undefined ? 'not known' : count(days, 'day'),
    supported === undefined ? 'no end is known' : `${supported.until} (${supported.what}; ${supported.confidence})`,
    released === undefined ? 'no source at hand' : `${released.source} (${released.confidence})`,
  ];
}

function aged(release: DatedRelease, asOf: string): AgedRelease {
  const { released } = release;
  return { ...release, asOf, days: released === undefined ? undefined : daysBetween(released.date, asOf) };
}
