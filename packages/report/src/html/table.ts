import { type Html, html } from './tag.js';

/** A table of texts, whose first column names what each row is about. */
export function tablePart({
  title,
  columns,
  rows,
}: {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}): Html {
  const cell = (text: string, index: number) =>
    index === 0 ? html`<th scope="row">${text}</th>` : html`<td>${text}</td>`;
  return html`<div class="scroll"><table><caption>${title}</caption>
<thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (cells) => html`<tr>${cells.map(cell)}</tr>
`,
)}</tbody></table></div>`;
}
