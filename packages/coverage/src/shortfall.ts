import { always, type Clause, defineRule, type Instance, type Rule } from '@assay/check';
import { inPercent } from '@assay/evidence';
import type { CoverageFacts, MemberFact } from './facts.js';
import {
  type Figure,
  figuresOf,
  holding,
  isJustified,
  isMet,
  justifiedRatio,
  type Obligation,
  obligationsIn,
  rawRatio,
} from './figures.js';
import type { Metric } from './metric.js';
import type { Required } from './profile.js';
import { message, remedy, type Shortfall } from './shortfall-words.js';

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

/**
 * The rule that a member's figure in one metric is as high as is asked for. One finding for each member that falls
 * short.
 */
export function shortfallRule({ metric, title, why, clauses, controls }: ShortfallWords): Rule<CoverageFacts> {
  return defineRule<CoverageFacts, Shortfall>({
    id: `coverage/${metric}`,
    title,
    why,
    repair:
      'Add the tests that reach what is missing; the report marks it in the source. What no test can reach is removed, ' +
      'or justified: a deviation of `coverage/unreached` for the function or the lines, with the digest of its source.',
    clauses,
    severity: always('error'),
    *find(facts) {
      // A gap says what is missing; that the figure falls short is not established.
      if (!facts.complete) return;
      for (const { member, figures } of figuresOf(facts)) {
        const required = member.required.find((each) => each.metric === metric);
        if (required === undefined || isMet(figures[metric], member.countsUnmeasured, required.percent)) continue;
        yield instanceOf(facts, member, required, figures[metric]);
      }
    },
    message,
    remedy,
    controls,
  });
}

function instanceOf(facts: CoverageFacts, member: MemberFact, required: Required, figure: Figure): Instance<Shortfall> {
  const { name, level, rank, countsUnmeasured, manifest } = member;
  const { metric, percent, at, note } = required;
  const [raw, permitted] = [rawRatio(figure, countsUnmeasured), justifiedRatio(figure, countsUnmeasured)];
  // Where nothing counts, everything that could not be measured is what lacks.
  const lacking = lackingIn(facts, member, metric).filter(
    ({ state }) => state === 'missed' || countsUnmeasured || raw.total === 0,
  );
  const places = [...new Set(lacking.map(({ path, line, column, what }) => `${path}:${line}:${column}: ${what}`))];
  const [first] = lacking;
  return {
    subject: { kind: 'package', name },
    at: first === undefined ? { path: manifest } : { path: first.path, line: first.line, column: first.column },
    because: [{ ...(at === null ? {} : { at }), note }],
    rank,
    data: {
      ...{ member: name, level, metric, percent, countsUnmeasured },
      ...{ covered: figure.covered, total: raw.total, unmeasured: figure.unmeasured, raw: inPercent(raw) },
      missed: lacking.filter(({ state }) => state === 'missed').length,
      justified: permitted.reached - raw.reached,
      withJustified: inPercent(permitted),
      first: places.slice(0, TOLD),
      left: Math.max(0, places.length - TOLD),
    },
  };
}

/**
 * What a member lacks in a metric and nobody justified: first what was missed, which a test can mend, then what could
 * not be measured; both in the order of the sources.
 */
function lackingIn(facts: CoverageFacts, { id }: MemberFact, metric: Metric): (Obligation & { path: string })[] {
  const justifications = holding(facts);
  const lacking = facts.files
    .filter(({ member }) => member === id)
    .flatMap((file) => {
      const own = [...obligationsIn(file)].filter(
        (each) =>
          each.metric === metric && each.state !== 'covered' && !isJustified(justifications, file.path, each.line),
      );
      return own.map((each) => ({ ...each, path: file.path }));
    });
  const isMissed = ({ state }: Obligation) => state === 'missed';
  return [...lacking.filter(isMissed), ...lacking.filter((each) => !isMissed(each))];
}
