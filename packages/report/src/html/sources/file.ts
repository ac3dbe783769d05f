import type { MarkedSource } from '@assay/check';
import { groupBy, inPercent } from '@assay/evidence';
import { columnsOf, isComplete, lineCounts, sumOf, withJustifications } from '../../figures.js';
import { lackingKinds } from '../../words.js';
import { type Html, html } from '../tag.js';
import { type AnchoredSource, lineId } from './anchored-source.js';
import { linePart } from './line.js';
import { spansByLine } from './line-spans.js';
import { countedMarks } from './marks.js';

/** A source file, closed. Its id is within, so that who follows a link to it finds it open. Nothing where the text is not at hand. */
export function filePart({ source, text, anchor }: AnchoredSource): Html | undefined {
  if (text.lines === undefined) return undefined;
  const { path, lines, spans, notes } = source;
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
  return html`<details class="file${isComplete(source) ? ' complete' : ''}"><summary><code>${path}</code> ${whatIsMissing(source)}</summary>
<div class="source" id="${anchor}">
${shown}</div></details>
`;
}

/** The marks and the figures that are not those of something complete: the table has the others. */
function whatIsMissing(source: MarkedSource): Html {
  const figures = [...columnsOf([source]).keys()].map((label) => ({ label, ...sumOf([source], label) }));
  if (isComplete(source)) {
    const owed = figures.some(({ total }) => total > 0);
    return html`<span class="quiet">${owed ? 'all reached' : 'nothing to reach'}</span>`;
  }
  const told = figures
    .filter(({ reached, total }) => reached < total)
    .map((figure) => [`${figure.label} ${inPercent(figure)}`, withJustifications(figure) ?? []].flat().join(', '));
  const marks = countedMarks(lineCounts([source]), lackingKinds);
  return html`<span class="marks">${marks}</span><span class="quiet">${told.join(', ')}</span>`;
}
