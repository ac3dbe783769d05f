import type { MarkKind, SourceNote, SpanMark } from '@assay/check';
import { markSymbol } from '../../words.js';
import { type Html, html } from '../tag.js';
import { markedAs } from './marks.js';

/** What stands under a line of this kind: the words of the spans that begin in it, then its notes. */
export function notesPart(
  id: string,
  spans: readonly SpanMark[],
  notes: readonly SourceNote[],
  kind: MarkKind | undefined,
): Html {
  return html`<div id="${id}">${spans.map((span) => spanWords(span, kind))}${notes.map(notePart)}</div>`;
}

function spanWords({ kind, words }: SpanMark, within: MarkKind | undefined): Html {
  return html`<p${markedAs(kind, within)}><b>${markSymbol[kind]} ${kind}</b> ${words}</p>`;
}

function notePart({ title, text, table }: SourceNote): Html {
  const lines = text.length === 0 ? undefined : html`<p>${text.join('\n')}</p>`;
  return html`<p><strong>${title}</strong></p>${lines}${table === undefined ? undefined : tablePart(table, title)}`;
}

function tablePart({ columns, rows }: NonNullable<SourceNote['table']>, title: string): Html {
  const heads = columns.map((name) => html`<th scope="col">${name}</th>`);
  const row = (cells: readonly string[]) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
  return html`<div role="group" tabindex="0" aria-label="${title}"><table><caption>${title}</caption><thead><tr>${heads}</tr></thead><tbody>${rows.map(row)}</tbody></table></div>`;
}
