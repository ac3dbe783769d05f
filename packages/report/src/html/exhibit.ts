import type { Exhibit } from '@assay/check';
import { barsPart } from './plots/bars.js';
import { tablePart } from './table.js';
import { type Html, html } from './tag.js';

/** A check's exhibit: what it is, its plot, its table. */
export function exhibitPart({ title, note, table, plot }: Exhibit): Html {
  return html`${note === undefined ? undefined : html`<p>${note}</p>`}
${plot === undefined ? undefined : barsPart(plot)}
${tablePart({ ...table, title, isHeading: true })}`;
}
