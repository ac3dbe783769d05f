import { always, type Clause, defineRule, type Instance, type Rule } from '@assay/check';
import type { Because, Place } from '@assay/evidence';
import type { CoverageFacts, MemberFact } from './facts.js';
import {
  type Figure,
  figuresOf,
  holding,
  inPercent,
  isJustified,
  justifiedRatio,
  meets,
  obligationsIn,
  rawRatio,
} from './figures.js';
import { type Metric, metricWords } from './metric.js';

/** What a finding about a figure holds. Counts of obligations. */
type Data = {
  member: string;
  level: string;
  metric: Metric;
  percent: number;
  covered: number;
  total: number;
  unmeasured: number;
  countsUnmeasured: boolean;
  raw: string;
  justified: number;
  withJustified: string;
  /** The first places that are missing, `src/lib.rs:12:4: what`. */
  first: string[];
  left: number;
};

/** Places that a finding names. The report marks all of them in the source. */
const TOLD = 5;

/** What is particular to the rule of one metric. */
export interface ShortfallWords {
  metric: Metric;
  title: string;
  why: string;
  clauses: readonly Clause[];
  controls: Rule<CoverageFacts>['controls'];
}

/** The rule that a member's figure in one metric is as high as is asked for. One finding for each member that falls short. */
export function shortfallRule({ metric, title, why, clauses, controls }: ShortfallWords): Rule<CoverageFacts> {
  return defineRule<CoverageFacts, Data>({
    id: `coverage/${metric}`,
    title,
    why,
    repair:
      'Add the tests that reach what is missing; the report marks it in the source. What no test can reach is removed, or justified: a deviation of ' +
      '`coverage/unreached` for the function or the lines, with the digest of its source.',
    clauses,
    severity: always('error'),
    *find(facts) {
      // A gap says what is missing; that the figure falls short is not established.
      if (!facts.complete) return;
      for (const { member, figures } of figuresOf(facts)) {
        const required = member.required.find((each) => each.metric === metric);
        if (required === undefined || isMet(figures[metric], member, required.percent)) continue;
        yield instanceOf(facts, member, metric, figures[metric]);
      }
    },
    message,
    remedy,
    controls,
  });
}

/** A figure of nothing is met only where there was nothing to measure: what was all unmeasured is not known to be reached. */
function isMet(figure: Figure, { countsUnmeasured }: MemberFact, percent: number): boolean {
  const ratio = justifiedRatio(figure, countsUnmeasured);
  const left = figure.unmeasured - figure.justifiedUnmeasured;
  if (ratio.total === 0) return left === 0 || percent === 0;
  return meets(ratio, percent);
}

function instanceOf(facts: CoverageFacts, member: MemberFact, metric: Metric, figure: Figure): Instance<Data> {
  const { level, countsUnmeasured } = member;
  const required = member.required.find((each) => each.metric === metric);
  const { percent, at, note } = required ?? { percent: 0, at: null, note: '' };
  const places = missing(facts, member, metric);
  const [raw, total] = [rawRatio(figure, countsUnmeasured), justifiedRatio(figure, countsUnmeasured)];
  const because: Because[] = [{ ...(at === null ? {} : { at }), note }];
  return {
    subject: { kind: 'package', name: member.name },
    at: places[0]?.at ?? { path: member.manifest },
    because,
    rank: member.rank,
    data: {
      ...{ member: member.name, level, metric, percent, countsUnmeasured },
      ...{ covered: figure.covered, total: raw.total, unmeasured: figure.unmeasured, raw: inPercent(raw) },
      justified: total.reached - raw.reached,
      withJustified: inPercent(total),
      first: places.slice(0, TOLD).map(({ at: { path, line, column }, what }) => `${path}:${line}:${column}: ${what}`),
      left: Math.max(0, places.length - TOLD),
    },
  };
}

interface Missing {
  at: Place;
  what: string;
}

/** What counts against the figure, in the order of the source. */
function missing(facts: CoverageFacts, member: MemberFact, metric: Metric): Missing[] {
  const justifications = holding(facts);
  const found: Missing[] = [];
  for (const file of facts.files.filter((each) => each.member === member.id)) {
    for (const { metric: own, state, line, column, what } of obligationsIn(file)) {
      if (own !== metric || state === 'covered' || isJustified(justifications, file.path, line)) continue;
      const how =
        state === 'missed' ? what : `${unmeasuredWords[state]} (${what.replace(/ was | is /, ': whether it was ')})`;
      found.push({ at: { path: file.path, line, column }, what: how });
    }
  }
  // What was missed comes first: it can be mended by a test.
  return found;
}

const unmeasuredWords = {
  'not-compiled': 'not compiled in any configuration that was measured',
  'compile-time': 'only runs at compile time',
  'not-measured': 'not measured',
} as const;

function message({
  member,
  level,
  metric,
  percent,
  covered,
  total,
  unmeasured,
  raw,
  justified,
  withJustified,
  countsUnmeasured,
}: Data): string {
  const { title, things } = metricWords[metric];
  const figure =
    total === 0 ? `none of its ${unmeasured} ${things} could be measured` : `${raw}: ${covered} of ${total} ${things}`;
  const permitted = justified === 0 ? '' : `, ${withJustified} with the ${justified} that are justified`;
  const unknown =
    unmeasured === 0 || total === 0
      ? ''
      : `; ${unmeasured} could not be measured and ${countsUnmeasured ? 'count as missed' : 'are not in the figure'}`;
  return `${title} of ${member} (${level}) is ${figure}${permitted}, and ${percent} % is asked for${unknown}`;
}

function remedy({ first, left }: Data): string {
  const more = left === 0 ? '' : `\n  and ${left} more, marked in the report`;
  return `add tests for what is missing, or justify what no test can reach:${first.map((line) => `\n  ${line}`).join('')}${more}`;
}
