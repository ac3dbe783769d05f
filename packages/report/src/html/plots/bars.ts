import type { Bar, BarPlot } from '@assay/check';
import { inPercent } from '@assay/evidence';
import type { Html } from '../tag.js';
import { type PlotRow, plotPart } from './plot.js';

/** Ratios side by side, with the mark of what is asked for. */
export function barsPart({ title, groups }: BarPlot): Html {
  return plotPart({
    title,
    groups: groups.map(({ label, bars }) => ({ label, rows: bars.map(barRow) })),
    ends: ['0 %', '100 %'],
  });
}

function barRow({ label, reached, total, justified, asked }: Bar): PlotRow {
  const permitted = { reached: reached + justified, total };
  const percent = (part: number) => (part * 100) / total;
  const lacking = asked?.met === false;
  const also = justified === 0 ? '' : `, ${inPercent(permitted)} with justifications`;
  const standing = asked === undefined ? '' : `, ${lacking ? 'below the ' : ''}${asked.percent} % asked`;
  return {
    label,
    from: 0,
    to: percent(reached),
    ...(justified === 0 ? {} : { also: percent(permitted.reached) }),
    ...(asked === undefined ? {} : { mark: asked.percent }),
    words: `${lacking ? '✗ ' : ''}${inPercent({ reached, total })}${also}${standing}`,
    lacking,
  };
}
