import type { MarkedSource } from '@assay/check';
import { byCodeUnit, count, groupBy, inPercent } from '@assay/evidence';
import { byGroup, columnsOf, type Figure, isComplete, lineCounts, sumOf, withJustifications } from '../../figures.js';
import { lackingKinds } from '../../words.js';
import { scrolling } from '../table.js';
import { type Html, html } from '../tag.js';
import type { AnchoredSource } from './anchored-source.js';
import { bar } from './bar.js';
import { countedMarks } from './marks.js';

/** The figures of all files: members, the folders of each, the files of each. What is complete stands back. */
export function figuresTable(all: readonly AnchoredSource[]): Html {
  const sources = all.map(({ source }) => source);
  const columns = columnsOf(sources);
  const labels = [...columns.keys()];
  const groups = byGroup(sources);
  const anchored = new Map(all.map((each) => [each.source, each]));
  const title = `${count(sources.length, 'file')} of ${count(groups.size, 'member')}`;
  return html`${scrolling(
    title,
    html`<table class="figures">
<caption>${title}</caption>
<thead><tr><th scope="col">Member, folder, file</th>${labels.map((label) => html`<th scope="col">${label}</th>`)}<th scope="col">Lines that lack something</th></tr></thead>
${[...groups].map(([group, files]) => groupRows(group, files, labels, anchored))}</table>`,
  )}
${meaningsPart(columns)}`;
}

function groupRows(
  group: string,
  files: readonly MarkedSource[],
  labels: readonly string[],
  anchored: ReadonlyMap<MarkedSource, AnchoredSource>,
): Html {
  const folders = [...groupBy(files, ({ path }) => folderOf(path))].sort(([a], [b]) => byCodeUnit(a, b));
  return html`<tbody>
<tr class="member"><th scope="rowgroup">${group}</th>${cells(files, labels)}</tr>
${folders.map(([folder, within]) => [
  html`<tr class="folder${within.every(isComplete) ? ' complete' : ''}"><th scope="row">${folder}</th>${cells(within, labels)}</tr>
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
  return html`<tr class="file${isComplete(source) ? ' complete' : ''}"><th scope="row">${shown}</th>${cells([source], labels)}</tr>
`;
}

/** Of one file or of all of several together. */
function cells(files: readonly MarkedSource[], labels: readonly string[]): Html[] {
  const marks = countedMarks(lineCounts(files), lackingKinds);
  return [
    ...labels.map((label) => figureCell(sumOf(files, label))),
    html`<td class="lines">${marks.length === 0 ? '–' : marks}</td>`,
  ];
}

function figureCell(figure: Figure): Html {
  const { reached, total } = figure;
  if (total === 0) return html`<td>${inPercent(figure)}</td>`;
  const permitted = withJustifications(figure);
  return html`<td>${inPercent(figure)} <span class="counts">(${reached} of ${total})</span>${
    permitted === undefined ? undefined : html`<span class="counts also">${permitted}</span>`
  }${bar(figure)}</td>`;
}

function meaningsPart(columns: ReadonlyMap<string, string | undefined>): Html | undefined {
  const told = [...columns].filter(([, meaning]) => meaning !== undefined);
  if (told.length === 0) return undefined;
  return html`<p class="quiet">Reached of all that counts; percentages are cut, not rounded. The columns count:</p>
<ul class="meanings quiet">${told.map(([label, meaning]) => html`<li><strong>${label}</strong>: ${meaning}</li>`)}</ul>`;
}
