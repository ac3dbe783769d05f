import type { CoverageFacts } from './facts.js';
import { REPORTS } from './products.js';

/** What the facts show was not measured. Pure. */
export function unestablishedIn({ complete, runs, imports, llvm, reports }: CoverageFacts): string[] {
  if (!complete) return ['what every run and every report recorded'];
  const written = new Set(reports.map(({ name }) => name));
  return [
    ...(runs.length + imports.length === 0 ? ['what the tests reach: nothing ran, and no report was read'] : []),
    ...(runs.length > 0 && llvm === null ? ['with which LLVM tools the runs were read'] : []),
    ...REPORTS.filter((name) => !written.has(name)).map(
      (name) => `what ${name} holds, which is written of complete records`,
    ),
  ];
}
