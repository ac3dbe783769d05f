import type { Place } from '@assay/evidence';
import { compareRanks, findLevel, type IntegrityLevel, levelOf, type Policy } from '@assay/policy';
import data from '../data/structural-coverage.json' with { type: 'json' };
import { included, type Metric, metrics } from './metric.js';
import { type CoverageSettings, thresholdsOf } from './settings.js';

/** What a standard recommends, by level. Held to this form by a test. */
export interface Recommendation {
  standard: string;
  table: string;
  metric: Metric;
  levels: Readonly<Record<string, string>>;
  source: string | null;
  confidence: string;
}

/** Every row that was collected. */
export const recommendations = data.rows as readonly Recommendation[];

/** The strongest word of each standard's table: highly recommended, or required (with independence). */
const asks: readonly string[] = ['++', 'HR', 'X', 'I'];

/** What is asked of a member in one metric, and who says so. */
export interface Required {
  metric: Metric;
  percent: number;
  /** Where the policy says it; `null` where the level's own profile does. */
  at: Place | null;
  note: string;
  /** What the level asks for by itself; 0 where it does not. */
  ofLevel: number;
}

/**
 * What a level asks for by itself: 100 % of each criterion that its standard's table recommends most strongly, and of
 * the criteria that this one includes. No standard prescribes another percentage; shortfalls need tests or a rationale.
 */
export function profileOf(standard: string, level: string): Required[] {
  const own = recommendations.filter((row) => row.standard === standard && asks.includes(row.levels[level] ?? ''));
  return metrics.flatMap((metric) => {
    const row =
      own.find((each) => each.metric === metric) ?? own.find((each) => included[each.metric].includes(metric));
    if (row === undefined) return [];
    const how = row.confidence === 'read in a secondary source' ? '' : `, ${row.confidence}`;
    const by =
      row.metric === metric ? '' : `, as part of ${row.metric === 'mcdc' ? 'MC/DC' : `${row.metric} coverage`}`;
    return [{ metric, percent: 100, ofLevel: 100, at: null, note: `${level} asks for it: ${row.table}${by}${how}` }];
  });
}

/**
 * What the policy asks of a member, metric by metric: its own table of assay.toml, else the table of its level, else
 * the level's profile.
 */
export function requiredOf(policy: Policy, settings: CoverageSettings, member: string): Required[] {
  const level = levelOf(policy, member).value.name;
  const profile = new Map(profileOf(policy.project.standard, level).map((each) => [each.metric, each]));
  const stated = [
    { table: own(settings.levels, level), path: ['coverage', 'levels', level] },
    { table: own(settings.members, member), path: ['coverage', 'members', member] },
  ].flatMap(({ table, path }) =>
    [...thresholdsOf(table)].map(([metric, { key, percent }]): Required => {
      const at = policy.placeOf([...path, key]);
      return { metric, percent, ofLevel: profile.get(metric)?.percent ?? 0, at, note: `${percent} % is stated` };
    }),
  );
  const found = new Map([...profile.values(), ...stated].map((each) => [each.metric, each]));
  return metrics.flatMap((metric) => found.get(metric) ?? []);
}

/**
 * The lowest level of each standard at which what could not be measured counts as missed, unless the policy names
 * another.
 */
const unmeasuredFrom: Readonly<Record<string, string>> = {
  'ISO 26262': 'ASIL C',
  'IEC 61508': 'SIL 3',
  'IEC 62304': 'Class C',
  'DO-178C': 'DAL B',
  'EN 50716': 'SIL 3',
};

/** Does what could not be measured count as missed at this level? */
export function countsUnmeasured(policy: Policy, settings: CoverageSettings, level: IntegrityLevel): boolean {
  const { standard } = policy.project;
  const from = settings['count-unmeasured-from'] ?? unmeasuredFrom[standard];
  return from === undefined || compareRanks(level.rank, findLevel(standard, from).rank) >= 0;
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
