import { groupBy } from '../../group-by.js';
import { type Html, html } from '../tag.js';
import { type AnchoredSource, lineId } from './anchored-source.js';
import { linePart } from './line.js';
import { spansByLine } from './line-spans.js';

/** A source file, closed. Its id is within, so that who follows a link to it finds it open. Nothing where the text is not at hand. */
export function filePart({ source, text, anchor }: AnchoredSource): Html | undefined {
  if (text.lines === undefined) return undefined;
  const { path, figures, lines, spans, notes } = source;
  const kinds = new Map(lines.map(({ line, kind }) => [line, kind] as const));
  const notesAt = groupBy(notes, ({ line }) => line);
  const shown = spansByLine(text.lines, spans).map((lineSpans, index) => {
    const number = index + 1;
    return linePart({
      number,
      id: lineId(anchor, number),
      text: text.lines[index] ?? '',
      kind: kinds.get(number),
      notes: notesAt.get(number) ?? [],
      ...lineSpans,
    });
  });
  const told = figures.map(({ label, value }) => `${label} ${value}`).join(', ');
  return html`<details class="file"><summary><code>${path}</code> <span class="quiet">${told}</span></summary>
<div class="source" id="${anchor}">
${shown}</div></details>
`;
}
