import { count } from '@assay/evidence';
import { type Html, html } from '../tag.js';
import type { AnchoredSource } from './anchored-source.js';
import { filePart } from './file.js';
import { legend } from './marks.js';
import { figuresTable } from './table.js';

/** The sources that a check marked: the figures of all, then each file line by line. Nothing where there are none. */
export function sourcesPart(all: readonly AnchoredSource[], anchor: string): Html | undefined {
  if (all.length === 0) return undefined;
  const shown = all.filter(({ text }) => text.lines !== undefined);
  const lacking = all.length - shown.length;
  return html`<h4 id="${anchor}">Sources</h4>
${figuresTable(all)}
${lacking === 0 ? undefined : html`<p>${lacking} of ${count(all.length, 'file')} cannot be shown line by line; the table says why.</p>`}
${
  shown.length === 0
    ? undefined
    : html`<div class="files"><h4>Line by line</h4>
${legend()}
${shown.map(filePart)}</div>`
}`;
}
