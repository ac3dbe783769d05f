import { type Html, html } from '../tag.js';

/** A drawing of rows, one bar each, on one scale. All that it shows stands in words beside the bar, so that nobody has to see it. */
export interface Plot {
  /** What is drawn. */
  title: string;
  groups: readonly { label?: string; rows: readonly PlotRow[] }[];
  /** What stands below the left and the right end. */
  ends?: readonly [left: string, right: string];
}

/** One bar. Places on the scale are from 0 to 100. */
export interface PlotRow {
  label: string;
  from: number;
  to: number;
  /** Up to where the bar goes on in another kind. Default: it does not. */
  also?: number;
  /** Where a mark stands. */
  mark?: number;
  /** What the bar says, in words: `95.4 %, below the 100 % asked`. */
  words: string;
  /** Is it less than it should be? */
  lacking?: boolean;
}

/** The plot as a figure. The drawings themselves are hidden from screen readers, which read the words. */
export function plotPart({ title, groups, ends }: Plot): Html {
  return html`<figure class="plot"><figcaption>${title}</figcaption>
${groups.map(({ label, rows }) => [
  label === undefined ? undefined : html`<p class="group-label">${label}</p>`,
  html`<ul>
${rows.map(rowPart)}</ul>
`,
])}${ends === undefined ? undefined : html`<p class="ends"><span>${ends[0]}</span><span>${ends[1]}</span></p>`}</figure>`;
}

function rowPart({ label, from, to, also, mark, words, lacking }: PlotRow): Html {
  return html`<li${lacking === true ? html` class="lacking"` : undefined}><span>${label}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><path class="scale" d="M0 2h100v6H0z"/><path class="reached" d="${box(from, to, 2, 6)}"/>${
    also === undefined || also <= to ? undefined : html`<path class="also" d="${box(to, also, 4, 2)}"/>`
  }${mark === undefined ? undefined : html`<path class="mark" d="M${place(mark)} 0v10"/>`}</svg><span>${words}</span></li>
`;
}

/** A bar of nothing is not drawn; one of something is seen. */
function box(from: number, to: number, top: number, height: number): string {
  const width = to > from ? Math.max(place(to - from), 0.5) : 0;
  return `M${place(from)} ${top}h${width}v${height}h-${width}z`;
}

/** To a hundredth of the scale, within it. A mark at the very end stays in sight. */
function place(value: number): number {
  return Math.round(Math.min(Math.max(value, 0), 100) * 100) / 100;
}
