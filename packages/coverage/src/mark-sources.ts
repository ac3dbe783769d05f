import type { LineMark, MarkedSource, MarkKind, SourceFigure, SourceNote, SpanMark } from '@assay/check';
import type { ConditionFact, CoverageFacts, DecisionFact, FileFact, Justification, MemberFact, State } from './facts.js';
import { type Figure, figuresIn, holding, inPercent, isJustified, rawRatio } from './figures.js';
import { type Metric, metrics, metricWords } from './metric.js';

/** Every measured file, with what was reached and what was not marked in place. */
export function markSources(facts: CoverageFacts): MarkedSource[] {
  const justifications = holding(facts);
  return facts.files.map((file) => {
    const member = facts.members.find(({ id }) => id === file.member);
    return {
      ...{ path: file.path, sha256: file.sha256, group: member?.name ?? file.member },
      figures: figuresOfFile(figuresIn(file), member),
      lines: lineMarks(file, justifications),
      spans: file.decisions.flatMap((decision) => spanMarks(file, decision, justifications)),
      notes: [...functionNotes(file), ...file.decisions.flatMap(decisionNotes)].sort((a, b) => a.line - b.line),
    };
  });
}

function figuresOfFile(figures: Record<Metric, Figure>, member: MemberFact | undefined): SourceFigure[] {
  return metrics.map((metric) => {
    const ratio = rawRatio(figures[metric], member?.countsUnmeasured ?? true);
    return {
      label: metricWords[metric].title.replace(/ coverage$/, ''),
      value: ratio.total === 0 ? '–' : `${inPercent(ratio)} of ${ratio.total}`,
      ratio: ratio.total === 0 ? null : ratio.reached / ratio.total,
    };
  });
}

/** A line is what the statements and functions that begin on it are together. */
function lineMarks(file: FileFact, justifications: readonly Justification[]): LineMark[] {
  const kinds = new Map<number, MarkKind[]>();
  for (const { from, state } of [...file.functions, ...file.statements]) {
    const kind = kindOf(state, isJustified(justifications, file.path, from[0]));
    kinds.set(from[0], [...(kinds.get(from[0]) ?? []), kind]);
  }
  return [...kinds].sort(([a], [b]) => a - b).map(([line, all]) => ({ line, kind: together(all) }));
}

function together(kinds: readonly MarkKind[]): MarkKind {
  const [first = 'unknown', ...others] = [...new Set(kinds)];
  if (others.length === 0) return first;
  return kinds.includes('reached') ? 'partly' : kinds.includes('missed') ? 'missed' : first;
}

function kindOf(state: State, justified: boolean): MarkKind {
  if (state === 'covered') return 'reached';
  if (justified) return 'justified';
  return state === 'missed' ? 'missed' : 'unknown';
}

const stateWords: Readonly<Record<State, string>> = {
  covered: 'happened',
  missed: 'never happened',
  'not-compiled': 'not compiled',
  'compile-time': 'only at compile time',
  'not-measured': 'not measured',
};

/** The arms of a match, the `?`, and every condition. The whole of a decision is not marked: its parts are. */
function spanMarks(file: FileFact, { kind, outcomes, conditions }: DecisionFact, justifications: readonly Justification[]): SpanMark[] {
  const justified = (line: number) => isJustified(justifications, file.path, line);
  if (conditions.length > 0) {
    return conditions.map((condition) => {
      const { from, to, whenTrue, whenFalse, mcdc } = condition;
      const kinds = [whenTrue, whenFalse, ...(mcdc === null ? [] : [mcdc])].map((state) => kindOf(state, justified(from[0])));
      return { from, to, kind: together(kinds), words: conditionWords(condition) };
    });
  }
  const places = new Map<string, SpanMark>();
  for (const { name, from, to, state } of outcomes) {
    const key = `${from.join(':')}-${to.join(':')}`;
    const own = kindOf(state, justified(from[0]));
    const before = places.get(key);
    const words = `${name}: ${stateWords[state]}`;
    places.set(
      key,
      before === undefined
        ? { from, to, kind: own, words: `${kind} ${words}` }
        : { ...before, kind: together([before.kind, own]), words: `${before.words}, ${words}` },
    );
  }
  return [...places.values()];
}

function conditionWords({ text, whenTrue, whenFalse, mcdc, why }: ConditionFact): string {
  const value = (state: State, word: string) =>
    state === 'covered' ? `was ${word}` : state === 'missed' ? `was never ${word}` : `${word}: ${stateWords[state]}`;
  const shown = mcdc === null ? '' : mcdc === 'covered' ? ', shown to affect the outcome' : ', not shown to affect the outcome';
  return `condition ${text}: ${value(whenTrue, 'true')}, ${value(whenFalse, 'false')}${shown}${why === undefined ? '' : ` (${why})`}`;
}

/** What is missing of a decision, with its truth table where there is one. */
function decisionNotes({ kind, from, outcomes, conditions, table, rewriting }: DecisionFact): SourceNote[] {
  const missing = [
    ...outcomes.filter(({ state }) => state !== 'covered').map(({ name, state, why }) => `${name}: ${stateWords[state]}${why === undefined ? '' : ` (${why})`}`),
    ...conditions
      .filter(({ whenTrue, whenFalse, mcdc }) => [whenTrue, whenFalse, mcdc ?? 'covered'].some((state) => state !== 'covered'))
      .flatMap((condition) => [conditionWords(condition), ...(condition.needs === undefined ? [] : [condition.needs])]),
  ];
  if (missing.length === 0) return [];
  return [
    {
      line: from[0],
      title: `${kind}: what is missing`,
      text: [...missing, ...(rewriting === undefined ? [] : [`MC/DC can be proved of: ${rewriting}`])],
      ...(table === undefined
        ? {}
        : {
            table: {
              columns: [...conditions.map(({ text }) => text), 'outcome', 'executed'],
              rows: table.map(({ values, outcome, executed }) => [...values, outcome === 'true' ? 'T' : 'F', executed]),
            },
          }),
    },
  ];
}

/** What a justification of a function that is not reached whole has to name. */
function functionNotes(file: FileFact): SourceNote[] {
  const open = new Set(file.statements.filter(({ state }) => state !== 'covered').map((each) => each.in));
  return file.functions.flatMap(({ name, from, state, why, digest }, index) =>
    state === 'covered' && !open.has(index)
      ? []
      : [
          {
            line: from[0],
            title: `${name}: ${state === 'covered' ? 'entered, and not reached whole' : `${state === 'missed' ? 'never entered' : stateWords[state]}${why === undefined ? '' : ` (${why})`}`}`,
            text: [`to justify it: scope = { item = ${JSON.stringify(`${file.path}::${name}`)}, version = "${digest}" }`],
          },
        ],
  );
}
