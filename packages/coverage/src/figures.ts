import { oncePerFacts } from '@assay/check';
import { inPercent, type Ratio } from '@assay/evidence';
import type { CoverageFacts, DecisionFact, FileFact, Justification, MemberFact, State } from './facts.js';
import { functionWords, influenceWords, lack, outcomeWords, statementWords, valueWords, type Words } from './lacks.js';
import { type Metric, metrics } from './metric.js';
import { meets } from './ratio.js';

/** One thing that the tests owe, and what became of it. */
export interface Obligation {
  metric: Metric;
  state: State;
  line: number;
  column: number;
  /** What is lacking, in words: `a < b was never false`. Empty where it is covered. */
  what: string;
  /** The name of its function; `null` outside of one. */
  function: string | null;
}

/** How much of what is owed was reached, by one metric. Counts of obligations. */
export interface Figure {
  covered: number;
  missed: number;
  /** Could not be established: not measured, not compiled, run at compile time only. */
  unmeasured: number;
  /** Of those that are missed, how many a justification permits. */
  justifiedMissed: number;
  /** Of those that are unmeasured, likewise. */
  justifiedUnmeasured: number;
}

/** How many obligations there are in all. */
export function examinedIn({ files }: Pick<CoverageFacts, 'files'>): number {
  return files.reduce((sum, file) => sum + [...obligationsIn(file)].length, 0);
}

/** Every obligation of a file, from the leaf records. */
export function* obligationsIn(file: FileFact): Generator<Obligation> {
  const nameOf = (index: number | null) => (index === null ? null : (file.functions[index]?.name ?? null));
  for (const { name, from, state, why } of file.functions) {
    yield { metric: 'function', ...at(from), ...reached(state, functionWords(name), why), function: name };
  }
  for (const { from, state, why, in: owner } of file.statements) {
    yield { metric: 'statement', ...at(from), ...reached(state, statementWords, why), function: nameOf(owner) };
  }
  for (const decision of file.decisions) {
    const owner = nameOf(decision.in);
    for (const each of obligationsOf(decision)) yield { ...each, function: owner };
  }
}

function* obligationsOf({ kind, outcomes, conditions }: DecisionFact): Generator<Omit<Obligation, 'function'>> {
  for (const { name, from, state, why } of outcomes) {
    yield { metric: 'decision', ...at(from), ...reached(state, outcomeWords(kind, name), why) };
  }
  for (const { from, text, whenTrue, whenFalse, mcdc, why, needs } of conditions) {
    yield { metric: 'condition', ...at(from), ...reached(whenTrue, valueWords(kind, text, true), why) };
    yield { metric: 'condition', ...at(from), ...reached(whenFalse, valueWords(kind, text, false), why) };
    if (mcdc !== null) yield { metric: 'mcdc', ...at(from), ...reached(mcdc, influenceWords(text, needs), why) };
  }
}

function at([line, column]: readonly [number, number]): { line: number; column: number } {
  return { line, column };
}

function reached(state: State, words: Words, why: string | undefined): { state: State; what: string } {
  return { state, what: state === 'covered' ? '' : lack(words, state, why) };
}

/** The justifications that hold: those that name the digest of the source as it is. */
export function holding({ justifications }: Pick<CoverageFacts, 'justifications'>): Justification[] {
  return justifications.filter(({ stated, actual }) => actual !== null && stated === actual);
}

/** Does one of these justifications speak of this line? */
export function isJustified(justifications: readonly Justification[], path: string, line: number): boolean {
  return justifications.some(
    (each) => each.path === path && each.lines !== null && each.lines[0] <= line && line <= each.lines[1],
  );
}

/** A member, and its figures. */
export interface MemberFigures {
  member: MemberFact;
  figures: Record<Metric, Figure>;
}

/** The figures of every member, in the order of the members. */
export const figuresOf: (facts: CoverageFacts) => readonly MemberFigures[] = oncePerFacts((facts: CoverageFacts) => {
  const justifications = holding(facts);
  return facts.members.map((member) => {
    const own = facts.files.filter((each) => each.member === member.id);
    return { member, figures: sumOf(own.map((file) => figuresIn(file, justifications))) };
  });
});

/** The figures of one file, with what these justifications permit. */
export function figuresIn(file: FileFact, justifications: readonly Justification[]): Record<Metric, Figure> {
  const figures = emptyFigures();
  for (const { metric, state, line } of obligationsIn(file)) {
    const figure = figures[metric];
    const kind = tally(state);
    figure[kind] += 1;
    if (kind === 'covered' || !isJustified(justifications, file.path, line)) continue;
    figure[kind === 'missed' ? 'justifiedMissed' : 'justifiedUnmeasured'] += 1;
  }
  return figures;
}

const counts = ['covered', 'missed', 'unmeasured', 'justifiedMissed', 'justifiedUnmeasured'] as const;

/** The figures of all of them in one. */
function sumOf(all: readonly Record<Metric, Figure>[]): Record<Metric, Figure> {
  const sum = emptyFigures();
  for (const figures of all) {
    for (const metric of metrics) {
      for (const key of counts) sum[metric][key] += figures[metric][key];
    }
  }
  return sum;
}

function emptyFigures(): Record<Metric, Figure> {
  return byMetric(() => ({ covered: 0, missed: 0, unmeasured: 0, justifiedMissed: 0, justifiedUnmeasured: 0 }));
}

function tally(state: State): 'covered' | 'missed' | 'unmeasured' {
  return state === 'covered' || state === 'missed' ? state : 'unmeasured';
}

/** As it was measured. What is unmeasured is in the total only where it counts. */
export function rawRatio({ covered, missed, unmeasured }: Figure, countsUnmeasured: boolean): Ratio {
  return { reached: covered, total: covered + missed + (countsUnmeasured ? unmeasured : 0) };
}

/** With what is justified taken for reached. */
export function justifiedRatio(figure: Figure, countsUnmeasured: boolean): Ratio {
  const { reached, total } = rawRatio(figure, countsUnmeasured);
  return { reached: reached + figure.justifiedMissed + (countsUnmeasured ? figure.justifiedUnmeasured : 0), total };
}

/**
 * Is as much reached, or justified, as this percentage asks for? Where there is nothing to count, only where there is
 * nothing at all: what was all unmeasured is not known to be reached.
 */
export function isMet(figure: Figure, countsUnmeasured: boolean, percent: number): boolean {
  const ratio = justifiedRatio(figure, countsUnmeasured);
  if (ratio.total > 0) return meets(ratio, percent);
  return figure.unmeasured === figure.justifiedUnmeasured || percent === 0;
}

/**
 * The figures over all members as numbers to one digit, cut; the empty text of nothing. What could not be measured
 * counts where its member's level says so.
 */
export function inPercentOverall(facts: CoverageFacts): Record<Metric, string> {
  const all = figuresOf(facts);
  return byMetric((metric) => {
    const ratios = all.map(({ member, figures }) => rawRatio(figures[metric], member.countsUnmeasured));
    const total = ratios.reduce((sum, each) => sum + each.total, 0);
    const reached = ratios.reduce((sum, each) => sum + each.reached, 0);
    return total === 0 ? '' : inPercent({ reached, total }).replace(' %', '');
  });
}

function byMetric<Value>(of: (metric: Metric) => Value): Record<Metric, Value> {
  return {
    function: of('function'),
    statement: of('statement'),
    decision: of('decision'),
    condition: of('condition'),
    mcdc: of('mcdc'),
  };
}
