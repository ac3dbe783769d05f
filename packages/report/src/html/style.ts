import { plotStyle } from './plots/style.js';
import { sourcesStyle } from './sources/style.js';

/**
 * The page's style sheet. Colours are variables that follow the reader's light or dark scheme; every pair of text and ground
 * has a contrast of 4.5 or more. In print all details are open, but not those of sources and of
 * facts, which are for programs and fill hundreds of pages; and no ground is coloured. In a narrow window a shade stands at each edge
 * beyond which something can be scrolled to: it stays with the frame, and what covers it moves with the content.
 */
export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#ffffff, #14171a);
  --panel: light-dark(#f5f6f7, #1d2125);
  --text: light-dark(#1b1f23, #e4e7ea);
  --quiet: light-dark(#57606a, #9da7b1);
  --shade: light-dark(#0003, #fff4);
  --line: light-dark(#d5dadf, #363c43);
  --link: light-dark(#0b5cad, #79b8ff);
  --pass: light-dark(#196c35, #5fc27e);
  --fail: light-dark(#b3261e, #ff8f85);
  --no-verdict: light-dark(#855300, #e8b04b);
  --deviated: light-dark(#5a4a9c, #b5a6f2);
  font: 1rem/1.5 system-ui, sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 4rem; color: var(--text); background: var(--ground); }
.skip { position: absolute; left: 1rem; top: .5rem; padding: .5rem .75rem; background: var(--ground); border: 2px solid var(--link); border-radius: .3rem; }
.skip:not(:focus) { clip-path: inset(50%); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
nav ul { list-style: none; margin: 0; padding: .6rem 0; display: flex; flex-wrap: wrap; gap: .2rem 1.25rem; border-block: 1px solid var(--line); }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; margin: .15rem 0 1rem; }
h2 { font-size: 1.3rem; margin: 3rem 0 .75rem; padding-bottom: .35rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: .5rem 0; max-width: 46rem; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
code, pre, .mono { font: .86em/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.kicker { margin: 0; color: var(--quiet); letter-spacing: .02em; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem 1.5rem; margin: 1rem 0 1.5rem; }
dl > div.wide { grid-column: 1 / -1; }
dt { color: var(--quiet); font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.verdict { display: inline-flex; align-items: center; gap: .35em; vertical-align: bottom; font-weight: 650; white-space: nowrap; }
.verdict svg { width: 1.1em; height: 1.1em; flex: none; overflow: visible; }
.verdict svg :first-child { fill: currentColor; }
.verdict svg :last-child { fill: none; stroke: var(--ground); stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round; }
.pass { color: var(--pass); } .fail { color: var(--fail); } .no-verdict { color: var(--no-verdict); }
.error { --accent: var(--fail); } .warning { --accent: var(--no-verdict); } .deviated { --accent: var(--deviated); } .gap { --accent: var(--no-verdict); }
.banner { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding: 1rem 1.25rem; border: 1px solid currentColor; border-left-width: .5rem; border-radius: .4rem; background: var(--panel); }
.banner .verdict { font-size: 1.6rem; }
.banner p { color: var(--text); margin: 0; }
.scroll { overflow-x: auto; }
.scroll table { min-width: 42rem; }
table { width: 100%; border-collapse: collapse; margin: .5rem 0 1rem; font-size: .94rem; }
caption { text-align: left; color: var(--quiet); font-size: .85rem; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; overflow-wrap: anywhere; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: .85rem; font-weight: 600; border-bottom-width: 2px; }
tbody th { font-weight: 600; }
.scroll :is(th, td) { overflow-wrap: break-word; }
.scroll :is(th, td) code { overflow-wrap: anywhere; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
table.findings { table-layout: fixed; }
table.findings th:first-child { width: 34%; }
td p, td ul { margin: .2rem 0; } td p:first-child { margin-top: 0; }
tbody th .place { display: block; font-weight: 400; color: var(--quiet); }
ul.because { padding-left: 1.1rem; color: var(--quiet); }
.remedy::before { content: "Repair: "; font-weight: 600; }
tr:target, section:target > h3 { background: light-dark(#fff6d6, #3a3216); }
.group > h4, .item { border-left: .25rem solid var(--accent); padding-left: .75rem; }
.tag { color: var(--accent); font-weight: 650; }
.anchor { text-decoration: none; font-weight: 400; }
.pre { white-space: pre-line; }
details { margin: .5rem 0; }
summary { cursor: pointer; padding: .3rem 0; color: var(--link); }
pre { margin: .5rem 0; padding: .75rem 1rem; max-height: 32rem; overflow: auto; white-space: pre-wrap; background: var(--panel); border-radius: .3rem; }
section.check { margin-top: 2rem; }
section.check + section.check { padding-top: .5rem; border-top: 1px solid var(--line); }
dl.summary { grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0 1rem; }
dl.summary p { margin: 0; max-width: none; }
table.stated { table-layout: fixed; }
table.stated th:nth-child(1) { width: 13%; } table.stated th:nth-child(2) { width: 20%; } table.stated th:nth-child(3) { width: 16%; }
table.stated th:nth-child(4) { width: 13%; } table.stated th:nth-child(5) { width: 9%; }
table.titled caption { position: absolute; clip-path: inset(50%); }
.lapsed { color: var(--fail); }
table.clauses { table-layout: fixed; }
table.clauses th:nth-child(1) { width: 22%; } table.clauses th:nth-child(2) { width: 14%; } table.clauses th:nth-child(3) { width: 22%; }
table.clauses ul { margin: 0; padding-left: 1.1rem; }
table.clauses details { margin: 0; }
table.clauses summary { padding: 0; }
.state { font-weight: 600; }
.state.errors { color: var(--fail); } .state:is(.not-known, .unanswered, .warnings) { color: var(--no-verdict); } .state.deviated { color: var(--deviated); } .state.no-findings { color: var(--pass); }
section.sheet { margin-top: 3rem; padding: 0 1.25rem 1.25rem; border: 1px solid var(--line); border-radius: .4rem; }
section.sheet > h2 { margin-top: 1rem; }
section.sheet > h3 { margin: 1.25rem 0 .25rem; }
section.sheet dl { grid-template-columns: fit-content(35%) 1fr; gap: .25rem 1rem; margin: .5rem 0; }
section.sheet dl :is(dt, dd) { font-size: .9rem; }
section.sheet caption { position: absolute; clip-path: inset(50%); }
section.sheet td { white-space: pre-line; }
table.signatures { table-layout: fixed; }
table.signatures td { height: 1.7rem; border: 1px solid var(--line); }
table.signatures :is(th, td) { padding-left: .5rem; }
@media (max-width: 36rem) {
  table.findings, table.findings tbody, table.findings tr, table.findings th, table.findings td, table.findings caption { display: block; width: auto; }
  table.findings thead { display: none; }
  table.findings tbody th { border-bottom: 0; padding-bottom: 0; }
  table.findings th:first-child { width: auto; }
}
@media screen and (max-width: 48rem) {
  .scroll {
    --edge: .75rem 100% no-repeat;
    --cover: 2.5rem 100% no-repeat local;
    background:
      linear-gradient(to right, var(--ground) 40%, transparent) left / var(--cover),
      linear-gradient(to left, var(--ground) 40%, transparent) right / var(--cover),
      linear-gradient(to right, var(--shade), transparent) left / var(--edge),
      linear-gradient(to left, var(--shade), transparent) right / var(--edge);
  }
}
@media print {
  :root { color-scheme: light; font-size: 10pt; }
  body { max-width: none; padding: 0; }
  h2, h2 + p, h3, h4, caption, summary { break-after: avoid; }
  tr, .item { break-inside: avoid; }
  :is(table.findings, table.clauses) tr { break-inside: auto; }
  thead { display: table-header-group; }
  tbody tr:first-child { break-before: avoid; }
  details:not(.facts, .file, .file *)::details-content { display: block; content-visibility: visible; height: auto; }
  summary { list-style: none; color: inherit; }
  pre { max-height: none; overflow: visible; background: none; border: 1px solid var(--line); }
  .scroll { overflow: visible; }
  .scroll table { min-width: 0; }
  section.sheet { page: sheet; break-before: page; margin: 0; padding: 0; border: 0; line-height: 1.2; }
  section.sheet > h2 { margin: 0 0 .25rem; padding: 0; }
  section.sheet > h3 { margin: .4rem 0 0; font-size: .9rem; }
  section.sheet :is(table, th, dt, dd, p, .verdict) { font-size: 7.5pt; }
  section.sheet :is(table, dl, p) { margin: 0; max-width: none; }
  section.sheet dl { row-gap: 0; }
  section.sheet :is(.scroll td, th) { padding-block: .1rem; }
  table.signatures { break-inside: avoid; }
  .anchor, .skip, nav { display: none; }
  .banner { background: none; }
  a { color: inherit; text-decoration: none; }
  @page { margin: 18mm 15mm; @bottom-right { content: counter(page) " / " counter(pages); } }
  @page sheet { margin: 9mm 12mm 11mm; }
}
${sourcesStyle}${plotStyle}`;
