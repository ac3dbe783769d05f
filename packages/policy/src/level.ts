/**
 * The five steps on which a rule states its severity. No standard defines equivalence between the levels of different
 * domains; this order is Assay's own, made so that one rule can speak to all of them.
 */
export const ranks = ['none', 'low', 'medium', 'high', 'highest'] as const;
export type Rank = (typeof ranks)[number];

/** An integrity level, written as its standard writes it, and the rank that it is judged by. */
export interface IntegrityLevel {
  name: string;
  rank: Rank;
}

/**
 * The levels of each standard that a policy may name, lowest first. ISO 26262: QM, ASIL A–D. IEC 61508: SIL 1–4. IEC 62304:
 * software safety classes A–C. DO-178C: levels E–A. EN 50716: Basic integrity and SIL 1–4.
 */
export const standards: Readonly<Record<string, readonly IntegrityLevel[]>> = {
  'ISO 26262': levels(
    ['QM', 'none'],
    ['ASIL A', 'low'],
    ['ASIL B', 'medium'],
    ['ASIL C', 'high'],
    ['ASIL D', 'highest'],
  ),
  'IEC 61508': levels(['SIL 1', 'low'], ['SIL 2', 'medium'], ['SIL 3', 'high'], ['SIL 4', 'highest']),
  'IEC 62304': levels(['Class A', 'low'], ['Class B', 'medium'], ['Class C', 'highest']),
  'DO-178C': levels(['DAL E', 'none'], ['DAL D', 'low'], ['DAL C', 'medium'], ['DAL B', 'high'], ['DAL A', 'highest']),
  'EN 50716': levels(['Basic', 'none'], ['SIL 1', 'low'], ['SIL 2', 'medium'], ['SIL 3', 'high'], ['SIL 4', 'highest']),
};

/** The levels of a standard by name, lowest first; none of an unknown standard. */
export function levelNames(standard: string): string[] {
  return (Object.hasOwn(standards, standard) ? (standards[standard] ?? []) : []).map(({ name }) => name);
}

/** The level that the standard calls so. Throws RangeError when it has none. */
export function findLevel(standard: string, name: string): IntegrityLevel {
  const level = standards[standard]?.find((candidate) => candidate.name === name);
  if (level === undefined) throw new RangeError(`${standard} knows no level ${name}`);
  return level;
}

/** Compares two ranks: negative when `a` is the lower. */
export function compareRanks(a: Rank, b: Rank): number {
  return ranks.indexOf(a) - ranks.indexOf(b);
}

/** The highest of them; `none` of none. */
export function highestRank(all: Iterable<Rank>): Rank {
  return [...all].reduce<Rank>((highest, rank) => (compareRanks(rank, highest) > 0 ? rank : highest), 'none');
}

function levels(...pairs: [name: string, rank: Rank][]): IntegrityLevel[] {
  return pairs.map(([name, rank]) => ({ name, rank }));
}
