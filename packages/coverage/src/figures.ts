import type { CoverageFacts, FileFact, Justification, MemberFact, State } from './facts.js';
import { type Metric, metrics } from './metric.js';

/** One thing that the tests owe, and what became of it. */
export interface Obligation {
  metric: Metric;
  state: State;
  line: number;
  column: number;
  /** What is missing, in words: `a < b was never false`. */
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

/** Every obligation of a file, from the leaf records. */
export function* obligationsIn(file: FileFact): Generator<Obligation> {
  const name = (index: number | null) => (index === null ? null : (file.functions[index]?.name ?? null));
  for (const { name: own, from, state } of file.functions) {
    yield { metric: 'function', state, ...at(from), what: `${own} was never entered`, function: own };
  }
  for (const { from, state, in: owner } of file.statements) {
    yield { metric: 'statement', state, ...at(from), what: 'it never ran', function: name(owner) };
  }
  for (const { kind, outcomes, conditions, in: owner } of file.decisions) {
    const inside = { function: name(owner) };
    for (const outcome of outcomes) {
      const { from, state } = outcome;
      yield { metric: 'decision', state, ...at(from), what: `${kind}: ${outcome.name} never happened`, ...inside };
    }
    for (const { from, text, whenTrue, whenFalse, mcdc, needs } of conditions) {
      const place = { ...at(from), ...inside };
      yield { metric: 'condition', state: whenTrue, what: `${text} was never true`, ...place };
      yield { metric: 'condition', state: whenFalse, what: `${text} was never false`, ...place };
      const shown = `${text} is not shown to affect the outcome${needs === undefined ? '' : `: ${needs}`}`;
      if (mcdc !== null) yield { metric: 'mcdc', state: mcdc, what: shown, ...place };
    }
  }
}

function at([line, column]: readonly [number, number]): { line: number; column: number } {
  return { line, column };
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

/** The figures of every member, in the order of the members. */
export function figuresOf(facts: CoverageFacts): { member: MemberFact; figures: Record<Metric, Figure> }[] {
  const justifications = holding(facts);
  return facts.members.map((member) => {
    const own = facts.files.filter((each) => each.member === member.id);
    return { member, figures: sumOf(own.map((file) => figuresIn(file, justifications))) };
  });
}

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
  const none = (): Figure => ({ covered: 0, missed: 0, unmeasured: 0, justifiedMissed: 0, justifiedUnmeasured: 0 });
  return { function: none(), statement: none(), decision: none(), condition: none(), mcdc: none() };
}

function tally(state: State): 'covered' | 'missed' | 'unmeasured' {
  return state === 'covered' || state === 'missed' ? state : 'unmeasured';
}

/** How many of how many: what was reached, and what had to be, as the figure is judged. */
export interface Ratio {
  reached: number;
  total: number;
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

/** Is at least this percentage reached? Compared unrounded. Of nothing, nothing is missing. */
export function meets({ reached, total }: Ratio, percent: number): boolean {
  return reached * 100 >= percent * total;
}

/** `87.5 %`, cut and not rounded, so that it says 100 % only where nothing is missing; `–` of nothing. */
export function inPercent({ reached, total }: Ratio): string {
  if (total === 0) return '–';
  const tenths = Math.floor((reached * 1000) / total);
  return `${Math.floor(tenths / 10)}.${tenths % 10} %`;
}

/** The figures over all members as numbers to one digit, cut; the empty text of nothing. What could not be measured counts where its member's level says so. */
export function inPercentOverall(facts: CoverageFacts): Record<Metric, string> {
  const all = figuresOf(facts);
  const overall = (metric: Metric) => {
    const ratios = all.map(({ member, figures }) => rawRatio(figures[metric], member.countsUnmeasured));
    const [reached, total] = [
      ratios.reduce((sum, each) => sum + each.reached, 0),
      ratios.reduce((sum, each) => sum + each.total, 0),
    ];
    return total === 0 ? '' : inPercent({ reached, total }).replace(' %', '');
  };
  const [functions, statement, decision, condition, mcdc] = metrics.map(overall);
  return {
    function: functions ?? '',
    statement: statement ?? '',
    decision: decision ?? '',
    condition: condition ?? '',
    mcdc: mcdc ?? '',
  };
}
