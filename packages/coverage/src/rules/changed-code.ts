import { always, defineRule } from '@assay/check';
import { count } from '@assay/evidence';
import { unitVerification } from '../clauses.js';
import { measured, statement, step } from '../controls.js';
import type { CoverageFacts, FileFact } from '../facts.js';
import { obligationsIn } from '../figures.js';

type Data = { item: string; base: string; missed: number; lines: number[]; first: string };

/** The metrics that speak of a place that a change can touch: a condition's line is its decision's. */
const told: readonly string[] = ['statement', 'decision'];

export const changedCode = defineRule<CoverageFacts, Data>({
  id: 'coverage/changed-code',
  title: 'Changed code that no test reaches',
  why: 'Tests are best written with the change: later nobody remembers what the code was meant to do. The figures of the whole hide what one change leaves out.',
  repair:
    'Add tests for the changed lines. This is a note on a change; whether the figures suffice is judged by the other rules.',
  clauses: [unitVerification],
  severity: always('warning'),
  *find({ changed, files, complete }) {
    if (changed === null || !complete) return;
    for (const { path, lines } of changed.files) {
      const file = files.find((each) => each.path === path);
      if (file === undefined) continue;
      for (const [name, places] of missedByFunction(file, lines)) {
        const [first] = places;
        if (first === undefined) continue;
        const item = name === null ? path : `${path}::${name}`;
        yield {
          subject: { kind: 'item', name: item },
          at: { path, line: first.line, column: first.column },
          because: [{ note: `changed since ${changed.base}` }],
          data: {
            ...{ item, base: changed.base, missed: places.length, first: first.what },
            lines: [...new Set(places.map(({ line }) => line))],
          },
        };
      }
    }
  },
  message: ({ item, missed, lines }) =>
    `tests do not reach ${count(missed, 'place')} of the change in ${item}, on ${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, 10).join(', ')}${lines.length > 10 ? `, and ${lines.length - 10} more` : ''}`,
  remedy: ({ first }) => `add a test that reaches it (${first})`,
  controls: {
    raises: [change([statement('missed', 12)], [[12, 12]])],
    spares: [
      change([statement('missed', 13)], [[12, 12]]),
      change([statement('covered', 12)], [[12, 12]]),
      measured({}),
    ],
  },
});

/** What was missed on these lines, by function. */
function missedByFunction(file: FileFact, lines: readonly (readonly [number, number])[]) {
  const found = new Map<string | null, { line: number; column: number; what: string }[]>();
  for (const { metric, state, line, column, what, function: owner } of obligationsIn(file)) {
    const isTouched = lines.some(([from, to]) => from <= line && line <= to);
    if (state !== 'missed' || !told.includes(metric) || !isTouched) continue;
    found.set(owner, [...(found.get(owner) ?? []), { line, column, what }]);
  }
  return found;
}

function change(statements: FileFact['statements'], lines: [number, number][]): CoverageFacts {
  return measured({
    file: { functions: [step('covered')], statements },
    changed: { base: 'main', files: [{ path: 'app/src/lib.rs', lines }] },
  });
}
