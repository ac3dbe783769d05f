import { type Check, checkOf, knownFacts, type MarkedSource } from '@assay/check';
import { count, type Statement } from '@assay/evidence';
import { byGroup, columnsOf, type FigureChange, sumOf } from '@assay/report';
import type { OpenedBundle, Pair, Unknown } from './opened.js';

type Side = NonNullable<FigureChange['later']>;

/** The figures of members that are not the same in both, from the sources that checks mark. */
export function coverageChanges({ earlier, later, checks }: Pair): { changes: FigureChange[]; unknown: Unknown[] } {
  const marking = checks.filter(({ sources }) => sources !== undefined);
  const all = marking.map((check) => changesOf(check, { earlier, later, checks }));
  return { changes: all.flatMap(({ changes }) => changes), unknown: all.flatMap(({ unknown }) => unknown) };
}

function changesOf(check: Check, { earlier, later, checks }: Pair): { changes: FigureChange[]; unknown: Unknown[] } {
  const [before, after] = [figures(earlier, check, checks), figures(later, check, checks)];
  if (before === undefined && after === undefined) return { changes: [], unknown: [] };
  const unknown = [before, after].flatMap((side) => side?.unknown ?? []);
  if (before?.members === undefined || after?.members === undefined) {
    const missing = before === undefined ? earlier : after === undefined ? later : undefined;
    const why =
      missing === undefined ? 'the figures of one of them are not known' : `${missing.name} has no evidence of it`;
    return { changes: [], unknown: [...unknown, { what: `the figures of ${check.name}`, why }] };
  }
  const members = [...new Set([...before.members.keys(), ...after.members.keys()])];
  const changes = members.flatMap((member) =>
    changesIn(member, before.members?.get(member) ?? new Map(), after.members?.get(member) ?? new Map()),
  );
  return { changes, unknown };
}

function changesIn(
  member: string,
  before: ReadonlyMap<string, Side>,
  after: ReadonlyMap<string, Side>,
): FigureChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((label) => {
    const [earlier, later] = [before.get(label), after.get(label)];
    if (earlier?.reached === later?.reached && earlier?.total === later?.total) return [];
    return [
      { member, label, ...(earlier === undefined ? {} : { earlier }), ...(later === undefined ? {} : { later }) },
    ];
  });
}

/** What one of the bundles says of each member, by column. */
interface Figures {
  /** `undefined` where the facts cannot be read. */
  members: ReadonlyMap<string, ReadonlyMap<string, Side>> | undefined;
  unknown: Unknown[];
}

/** `undefined` where the bundle has no evidence of the check. */
function figures({ name, verification }: OpenedBundle, check: Check, checks: readonly Check[]): Figures | undefined {
  const own = verification.statements.filter(({ predicate }) => checkOf(checks, predicate.check) === check);
  if (own.length === 0) return undefined;
  const marked = own.map(({ predicate }) => knownFacts(check, predicate, (facts) => check.sources?.(facts)));
  const sources = marked.flatMap((each) => each ?? []);
  const what = `the figures of ${check.name} in ${name}`;
  if (marked.includes(undefined)) {
    return {
      members: undefined,
      unknown: [{ what, why: 'there are none, or its facts are not as this version of Assay has them' }],
    };
  }
  const gaps = gapsIn(own);
  const why = `they may be too low: its evidence has ${count(gaps, 'gap')}`;
  return { members: summed(sources), unknown: gaps === 0 ? [] : [{ what, why }] };
}

function gapsIn(statements: readonly Statement[]): number {
  return statements.reduce((sum, { predicate }) => sum + predicate.gaps.length, 0);
}

function summed(sources: readonly MarkedSource[]): Map<string, Map<string, Side>> {
  const members = [...byGroup(sources)].map(([member, files]) => {
    const labels = [...columnsOf(files).keys()];
    const sides = labels.map((label) => {
      const { reached, total } = sumOf(files, label);
      return [label, { reached, total }] as const;
    });
    return [member, new Map(sides)] as const;
  });
  return new Map(members);
}
