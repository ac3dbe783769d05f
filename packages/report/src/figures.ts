import type { MarkedSource, MarkKind, SourceFigure } from '@assay/check';
import { groupBy, inPercent } from '@assay/evidence';

/** Counts, of one file or of several. */
export type Figure = Required<Pick<SourceFigure, 'reached' | 'total' | 'justified'>>;

/** The sources of each group, in the order in which the groups first come. */
export function byGroup(sources: readonly MarkedSource[]): Map<string, MarkedSource[]> {
  return groupBy(sources, ({ group }) => group);
}

/** The columns that the figures make: every label, in the order in which they first come, with what it counts where that is said. */
export function columnsOf(sources: readonly MarkedSource[]): Map<string, string | undefined> {
  const columns = new Map<string, string | undefined>();
  for (const { label, meaning } of sources.flatMap(({ figures }) => figures)) {
    columns.set(label, columns.get(label) ?? meaning);
  }
  return columns;
}

/** What all of these sources come to in one column. Of none it is a figure of nothing. */
export function sumOf(sources: readonly MarkedSource[], label: string): Figure {
  const sum: Figure = { reached: 0, total: 0, justified: 0 };
  for (const figure of sources.flatMap(({ figures }) => figures)) {
    if (figure.label !== label) continue;
    sum.reached += figure.reached;
    sum.total += figure.total;
    sum.justified += figure.justified ?? 0;
  }
  return sum;
}

/** `100.0 % with justifications`; nothing where none is there. */
export function withJustifications({ reached, total, justified }: Figure): string | undefined {
  if (justified === 0 || total === 0) return undefined;
  return `${inPercent({ reached: reached + justified, total })} with justifications`;
}

/** `87.5 % (35 of 40)`, and what it comes to with what is justified. */
export function describeFigure(figure: Figure): string {
  const { reached, total } = figure;
  if (total === 0) return inPercent(figure);
  const permitted = withJustifications(figure);
  return `${inPercent(figure)} (${reached} of ${total})${permitted === undefined ? '' : `, ${permitted}`}`;
}

/** How many lines have which mark. */
export function lineCounts(sources: readonly MarkedSource[]): Map<MarkKind, number> {
  const counts = new Map<MarkKind, number>();
  for (const { kind } of sources.flatMap(({ lines }) => lines)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Is nothing missing, unknown or only permitted, neither in the figures nor at any line? */
export function isComplete({ figures, lines }: MarkedSource): boolean {
  return figures.every(({ reached, total }) => reached === total) && lines.every(({ kind }) => kind === 'reached');
}
