import { always, defineRule } from '@assay/check';
import { dynamicTesting, unitCoverage } from '../clauses.js';
import { justification, measured, statement, step } from '../controls.js';
import type { CoverageFacts } from '../facts.js';
import { holding, obligationsIn } from '../figures.js';
import { type Metric, metrics } from '../metric.js';

type Data = { item: string; digest: string; missing: Partial<Record<Metric, number>>; first: string };

export const unreached = defineRule<CoverageFacts, Data>({
  id: 'coverage/unreached',
  title: 'Code that tests do not reach, of which a justification speaks',
  why:
    'Some code cannot be reached by a test: a defence against broken hardware, an arm that the types rule out. The standards take a rationale in place of a test. ' +
    'It is a deviation like any other, of one function or of some lines, bound to their source: who approved it and until when stays in the evidence.',
  repair:
    'A finding of this rule appears only where a deviation names the place, `scope = { item = "src/lib.rs::Type::method", version = "…" }` or `item = "src/lib.rs:10-14"`, and ' +
    'is permitted by it. It fails the verdict when the deviation has expired: add the test, or have it approved again.',
  clauses: [unitCoverage, dynamicTesting],
  severity: always('error'),
  *find(facts) {
    // What the records that are lacking reached is not known.
    if (!facts.complete) return;
    for (const { item, actual, path, lines, at, deviation } of holding(facts)) {
      const file = facts.files.find((each) => each.path === path);
      if (file === undefined || lines === null || actual === null) continue;
      const left = [...obligationsIn(file)].filter(
        ({ state, line }) => state !== 'covered' && lines[0] <= line && line <= lines[1],
      );
      const [first] = left;
      if (first === undefined) continue;
      const counted = metrics.flatMap((metric) => {
        const number = left.filter((each) => each.metric === metric).length;
        return number === 0 ? [] : [[metric, number] as const];
      });
      yield {
        subject: { kind: 'item', name: item, version: actual },
        at: { path: file.path, line: first.line, column: first.column },
        because: [{ at, note: `${deviation} justifies it` }],
        data: { item, digest: actual, missing: Object.fromEntries(counted), first: first.what },
      };
    }
  },
  message: ({ item, missing }) =>
    `tests do not reach all of ${item}: ${Object.entries(missing)
      .map(([metric, number]) => `${metric} ${number}`)
      .join(', ')} missing`,
  remedy: ({ first }) => `add the test (${first}), or have the justification approved again`,
  controls: {
    raises: [
      measured({
        asked: { statement: 100 },
        file: { functions: [step('covered')], statements: [statement('covered'), statement('missed', 13)] },
        justifications: justification(),
      }),
    ],
    spares: [
      measured({
        complete: false,
        file: { functions: [step('missed')], statements: [statement('missed')] },
        justifications: justification(),
      }),
      measured({
        file: { functions: [step('covered')], statements: [statement('covered')] },
        justifications: justification(),
      }),
      measured({ file: { functions: [step('covered')], statements: [statement('covered', 12)] } }),
    ],
  },
});
