import type { MarkedSource, SourceFigure } from '@assay/check';
import { groupBy } from './group-by.js';

/** The sources of each group, in the order in which the groups first come. */
export function byGroup(sources: readonly MarkedSource[]): Map<string, MarkedSource[]> {
  return groupBy(sources, ({ group }) => group);
}

/** The columns that the figures make: every label, in the order in which they first come. */
export function labelsOf(sources: readonly MarkedSource[]): string[] {
  return [...new Set(sources.flatMap(({ figures }) => figures.map(({ label }) => label)))];
}

/** The figure of this label; `undefined` where the file has none. */
export function figureOf({ figures }: MarkedSource, label: string): SourceFigure | undefined {
  return figures.find((figure) => figure.label === label);
}

/**
 * The figure of the file of which the smallest part is reached; `undefined` where no file has anything to reach. A ratio does not say how
 * much there is to reach, so that no sum or mean over files can be made of figures.
 */
export function lowestOf(sources: readonly MarkedSource[], label: string): SourceFigure | undefined {
  let lowest: { figure: SourceFigure; ratio: number } | undefined;
  for (const source of sources) {
    const figure = figureOf(source, label);
    if (figure === undefined || figure.ratio === null) continue;
    if (lowest === undefined || figure.ratio < lowest.ratio) lowest = { figure, ratio: figure.ratio };
  }
  return lowest?.figure;
}
