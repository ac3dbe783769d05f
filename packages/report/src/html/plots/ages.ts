import { count, daysBetween } from '@assay/evidence';
import { type AgedRelease, ageColumns, ageRow } from '../../exhibits.js';
import { tablePart } from '../table.js';
import { type Html, html } from '../tag.js';
import { type PlotRow, plotPart } from './plot.js';

/** How old the releases are that the project rests on, at the evidence's own date: no clock is asked. */
export function agesPart(releases: readonly AgedRelease[]): Html {
  const drawn = releases.filter(({ days }) => days !== undefined);
  return html`<p>Measured from the day of the release to the date of the evidence.</p>
${drawn.length === 0 ? undefined : agesPlot(drawn)}
${tablePart({
  title: 'Releases that the project rests on',
  columns: ageColumns,
  rows: releases.map(ageRow),
})}`;
}

/** From the oldest release to the evidence's date, or to the last end of support that is known. */
function agesPlot(releases: readonly AgedRelease[]): Html {
  const starts = releases.map(({ released }) => released?.date ?? '');
  const ends = releases.flatMap(({ asOf, supported }) => [asOf, supported?.until ?? asOf]);
  const [first = '', last = ''] = [[...starts].sort()[0], [...ends].sort().at(-1)];
  const span = Math.max(1, daysBetween(first, last));
  const at = (day: string) => (daysBetween(first, day) * 100) / span;
  const row = ({ role, name, released, asOf, days, supported }: AgedRelease): PlotRow => ({
    label: `${role}, ${name}`,
    from: at(released?.date ?? asOf),
    to: at(asOf),
    ...(supported === undefined ? {} : { mark: at(supported.until) }),
    words: `${count(days ?? 0, 'day')}${supported === undefined ? '' : `; supported until ${supported.until}`}`,
    lacking: supported !== undefined && supported.until < asOf,
  });
  return plotPart({
    title: 'Age of the baseline and of the compiler; a mark stands where support ends',
    groups: [{ rows: releases.map(row) }],
    ends: [first, last],
  });
}
