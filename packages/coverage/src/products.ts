import type { Product } from '@assay/check';
import { addCounts, type OutputFile, writeCobertura, writeLcov } from '@assay/records';
import type { CoverageFacts, FileFact, State } from './facts.js';
import type { Speaking, Spoken } from './match/spoken.js';

/** The names of the reports for other tools: LCOV, Cobertura. */
export const REPORTS = ['lcov.info', 'cobertura.xml'] as const;

/**
 * LCOV and Cobertura of all that was recorded, for other tools: files that nothing compiled at zero. Pure. `pathOf`
 * gives the path in the facts for a real one.
 */
export function writeReports(
  facts: Pick<CoverageFacts, 'files'>,
  spoken: Spoken,
  { pathOf, timestamp }: { pathOf(file: string): string; timestamp: number },
): Product[] {
  const counts = new Map([...spoken].map(([file, recorded]) => [pathOf(file), sumOfLines(recorded)]));
  const files = facts.files.map((file) => outputOf(file, counts.get(file.path)));
  const [lcov, cobertura] = REPORTS;
  return [
    { name: lcov, content: [...writeLcov(files)].join('') },
    { name: cobertura, content: [...writeCobertura(files, { sourceRoot: '.', timestamp })].join('') },
  ];
}

/** How often each line was executed, by all recordings together. */
function sumOfLines(recorded: readonly Speaking[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { recording, file } of recorded) {
    for (const [line, count] of recording.lines(file)) {
      counts.set(line, addCounts(counts.get(line) ?? 0, count));
    }
  }
  return counts;
}

/** Lines as the tools counted them; of a file that none of them knows, the lines of its statements. */
function outputOf(file: FileFact, counts: ReadonlyMap<number, number> | undefined): OutputFile {
  const lines = counts ?? new Map(file.statements.map(({ from }) => [from[0], 0]));
  const reached = (state: State) => (state === 'covered' ? 1 : 0);
  return {
    path: file.path,
    lines,
    functions: file.functions.map(({ name, from, state }) => ({
      name: name.replace(/\s+/g, ' '),
      line: from[0],
      count: reached(state),
    })),
    branches: file.decisions.flatMap(({ outcomes }, block) =>
      outcomes.map(({ from, state }, branch) => ({
        line: from[0],
        block,
        branch: String(branch),
        taken: reached(state),
      })),
    ),
    mcdc: file.decisions.flatMap(({ from, conditions }) =>
      conditions.length < 2
        ? []
        : conditions.flatMap(({ text, mcdc }, index) =>
            [false, true].map((sense) => ({
              line: from[0],
              groupSize: conditions.length,
              index,
              sense,
              taken: mcdc === 'covered' ? 1 : 0,
              expression: text,
            })),
          ),
    ),
  };
}
