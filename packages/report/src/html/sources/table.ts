import type { MarkedSource, MarkKind } from '@assay/check';
import { byCodeUnit, count } from '@assay/evidence';
import { byGroup, figureOf, labelsOf, lowestOf } from '../../figures.js';
import { groupBy } from '../../group-by.js';
import { markKinds } from '../../words.js';
import { type Html, html } from '../tag.js';
import type { AnchoredSource } from './anchored-source.js';
import { countedMark } from './marks.js';

/** The figures of all files: members, the folders of each, the files of each. */
export function figuresTable(all: readonly AnchoredSource[]): Html {
  const sources = all.map(({ source }) => source);
  const labels = labelsOf(sources);
  const groups = byGroup(sources);
  const anchored = new Map(all.map((each) => [each.source, each]));
  return html`<div class="scroll"><table class="figures">
<caption>${count(sources.length, 'file')} of ${count(groups.size, 'member')}; ≥ of a member or a folder: none of its files has less</caption>
<thead><tr><th scope="col">Member, folder, file</th>${labels.map((label) => html`<th scope="col">${label}</th>`)}<th scope="col">Lines</th></tr></thead>
${[...groups].map(([group, files]) => groupRows(group, files, labels, anchored))}</table></div>`;
}

function groupRows(
  group: string,
  files: readonly MarkedSource[],
  labels: readonly string[],
  anchored: ReadonlyMap<MarkedSource, AnchoredSource>,
): Html {
  const folders = [...groupBy(files, ({ path }) => folderOf(path))].sort(([a], [b]) => byCodeUnit(a, b));
  return html`<tbody>
<tr class="member"><th scope="rowgroup">${group}</th>${sumCells(files, labels)}</tr>
${folders.map(([folder, within]) => [
  html`<tr class="folder"><th scope="row">${folder}</th>${sumCells(within, labels)}</tr>
`,
  [...within].sort((a, b) => byCodeUnit(a.path, b.path)).map((source) => fileRow(source, labels, anchored.get(source))),
])}</tbody>
`;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) || './';
}

function fileRow(source: MarkedSource, labels: readonly string[], anchored: AnchoredSource | undefined): Html {
  const name = source.path.slice(source.path.lastIndexOf('/') + 1);
  const shown =
    anchored?.text.lines === undefined
      ? html`${name}<span class="place">${anchored?.text.because}</span>`
      : html`<a href="#${anchored.anchor}">${name}</a>`;
  const cells = labels.map((label) => {
    const figure = figureOf(source, label);
    return figure === undefined ? html`<td>–</td>` : html`<td>${figure.value}${bar(figure.ratio)}</td>`;
  });
  return html`<tr class="file"><th scope="row">${shown}</th>${cells}${linesCell([source])}</tr>
`;
}

function sumCells(files: readonly MarkedSource[], labels: readonly string[]): Html[] {
  const cells = labels.map((label) => {
    const lowest = lowestOf(files, label);
    if (lowest === undefined) return html`<td>–</td>`;
    return html`<td>≥ ${lowest.value}${bar(lowest.ratio)}</td>`;
  });
  return [...cells, linesCell(files)];
}

/** How many lines have which mark. */
function linesCell(files: readonly MarkedSource[]): Html {
  const counts = new Map<MarkKind, number>();
  for (const { lines } of files) {
    for (const { kind } of lines) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const told = markKinds.flatMap((kind) => {
    const n = counts.get(kind) ?? 0;
    return n === 0 ? [] : [countedMark(kind, n), ' '];
  });
  return html`<td class="lines">${told.length === 0 ? '–' : told}</td>`;
}

/** As long as the ratio: full only when it is 1, empty only when it is 0. */
function bar(ratio: number | null): Html | undefined {
  if (ratio === null || Number.isNaN(ratio)) return undefined;
  const percent = Math.floor(Math.min(Math.max(ratio, 0), 1) * 100);
  const length = percent === 0 && ratio > 0 ? 1 : percent;
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h${length}v1H0z"/></svg>`;
}
