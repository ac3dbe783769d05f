import { type Html, html, type Part } from './tag.js';

/** A table whose first column names what each row is about. */
export function tablePart({
  title,
  isHeading = false,
  columns,
  rows,
}: {
  title: string;
  /** Does a heading of these words stand above it, so that the caption need not be seen? */
  isHeading?: boolean;
  columns: readonly string[];
  rows: readonly (readonly (string | Html)[])[];
}): Html {
  const cell = (content: string | Html, index: number) =>
    index === 0 ? html`<th scope="row">${content}</th>` : html`<td>${content}</td>`;
  return scrolling(
    title,
    html`<table${isHeading ? html` class="titled"` : undefined}><caption>${title}</caption>
<thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (cells) => html`<tr>${cells.map(cell)}</tr>
`,
)}</tbody></table>`,
  );
}

/** What may be wider than its place and scrolls there: the keyboard reaches it, and a screen reader names it. */
export function scrolling(label: string, content: Part): Html {
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${label}">${content}</div>`;
}
