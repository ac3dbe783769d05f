/**
 * The style of marked sources. Blue is reached and orange is not, so that no one needs to tell red from green; symbols, words and
 * the kinds of underline say the same without colour. What is open and out of sight is not laid out, so that a page with 100,000 lines scrolls. A line
 * is 24 pixels high, as a target for pointers has to be (WCAG 2.2, 2.5.8). In print a file appears only where its reader has opened it.
 */
export const sourcesStyle = `
:root {
  --reached: light-dark(#0b5cad, #79b8ff);
  --partly: light-dark(#7a5200, #e8b04b);
  --missed: light-dark(#a33a00, #ff9d66);
  --unknown: light-dark(#57606a, #9da7b1);
  --justified: light-dark(#5a4a9c, #b5a6f2);
}
.r { --mark: var(--reached); --underline: solid; }
.p { --mark: var(--partly); --underline: dashed; }
.m { --mark: var(--missed); --underline: wavy; }
.u { --mark: var(--unknown); --underline: dotted; }
.j { --mark: var(--justified); --underline: double; }
.unseen { position: absolute; clip-path: inset(50%); white-space: nowrap; }
u { text-decoration: underline var(--underline) 1px var(--mark); text-underline-offset: .22em; text-decoration-skip-ink: none; }
u u { text-underline-offset: .38em; }
u u u { text-underline-offset: .54em; }
u:empty::before { content: "\\2038"; color: var(--mark); font-weight: 700; }
table.figures { min-width: 58rem; }
table.figures :is(th, td) { padding: .3rem .6rem .3rem 0; }
table.figures thead th:last-child { width: 8rem; }
table.figures td.lines { font-size: .85em; }
table.figures th:first-child { min-width: 11.5rem; position: sticky; left: 0; background: var(--ground); overflow-wrap: anywhere; }
table.figures td { white-space: nowrap; font-variant-numeric: tabular-nums; }
table.figures .counts { font-size: .82em; color: var(--quiet); }
table.figures .also { display: block; color: var(--justified); }
:is(.lines, .marks) > span { position: relative; color: var(--mark); white-space: nowrap; margin-right: .4em; }
table.figures .folder th { padding-left: 1rem; font-weight: 400; }
table.figures .file th { padding-left: 2rem; font-weight: 400; }
table.figures .member > * { border-top: 2px solid var(--line); font-weight: 650; }
table.figures .member .counts { font-weight: 400; }
table.figures .complete :is(th, td, a, .lines > span) { color: var(--quiet); }
.bar { display: block; width: 100%; max-width: 9rem; height: .4rem; margin-top: .2rem; background: light-dark(#e3e7ea, #30363d); }
.bar path { fill: var(--reached); }
.bar .j { fill: var(--justified); }
ul.meanings, .legend ul { list-style: none; margin: .5rem 0; padding: 0; font-size: .85rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: .15rem 1.5rem; }
ul.meanings strong { font-weight: 600; color: var(--text); }
.legend p, p:has(+ .meanings) { font-size: .85rem; }
.legend li > span { color: var(--mark); font-weight: 600; }
details.file { border: 1px solid var(--line); border-radius: .3rem; }
details.file > summary { padding: .4rem .75rem; }
details.file > summary code { font-weight: 600; margin-right: .5em; }
details.file > summary > span { font-size: .85rem; }
details.file > summary .marks { margin-right: .6em; }
details.complete > summary, details.complete > summary code { color: var(--quiet); font-weight: 400; }
details.file[open] > summary { position: sticky; top: 0; z-index: 1; background: var(--panel); border-bottom: 1px solid var(--line); }
.source { font: .82rem/1.5rem ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; tab-size: 4; padding: .25rem 0; scroll-margin-top: 3rem; content-visibility: auto; contain-intrinsic-size: auto 60rem; }
.source > details { margin: 0; }
.source > * { content-visibility: auto; contain-intrinsic-block-size: auto 1.5rem; }
.source > div, .source > details > summary { position: relative; min-height: 1.5rem; padding: 0 .5rem 0 10ch; color: inherit; white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid var(--mark, transparent); }
.source > div { scroll-margin-top: 4rem; }
.source > details > div { scroll-margin-top: 6rem; }
.source > :is(.p, .m):is(div, details) > summary, .source > div:is(.p, .m) { background: color-mix(in srgb, var(--mark) 9%, transparent); }
.source > div:target, .source > details:has(> :target) > summary { outline: 2px solid var(--link); outline-offset: -2px; }
.source > details > summary { list-style: none; }
.source > details > summary::-webkit-details-marker { display: none; }
.source > details > summary::before { content: "\\25b8"; content: "\\25b8" / ""; position: absolute; left: .5ch; color: var(--quiet); }
.source > details[open] > summary::before { content: "\\25be"; content: "\\25be" / ""; }
.source :is(div, summary) > b { position: absolute; left: 1.5ch; width: 5ch; text-align: right; font-weight: 400; color: var(--quiet); user-select: none; }
.source i { position: absolute; left: 7.5ch; width: 2ch; overflow: hidden; white-space: nowrap; word-spacing: 2ch; font-style: normal; font-weight: 700; color: var(--mark); user-select: none; }
.source > details > div { margin: .1rem .5rem .5rem 10ch; padding: .25rem .75rem; border-left: 3px solid var(--mark, var(--line)); background: var(--panel); font: .85rem/1.5 system-ui, sans-serif; }
.source p { margin: .15rem 0; max-width: none; white-space: pre-wrap; }
.source p > b { color: var(--mark); }
.source div > div { overflow-x: auto; }
.source table { width: auto; margin: .35rem 0; font-size: inherit; }
.source caption { position: absolute; clip-path: inset(50%); }
.source :is(th, td) { padding: .1rem 1rem .1rem 0; }
.source th { max-width: 16rem; overflow-wrap: break-word; vertical-align: bottom; }
.source :is(th, td) { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .95em; }
@media (max-width: 36rem) {
  .source { font-size: .72rem; scroll-margin-top: 0; }
  .source > div { scroll-margin-top: 1rem; }
  .source > details > div { scroll-margin-top: 4rem; }
  table.figures th:first-child { min-width: 8rem; max-width: 9rem; }
  table.figures .folder th { padding-left: .25rem; }
  table.figures .file th { padding-left: .75rem; }
  details.file[open] > summary { position: static; }
  .source > details > div { margin-left: 2ch; }
}
@media print {
  table.figures { min-width: 0; font-size: .75rem; }
  table.figures th:first-child { min-width: 7.5rem; position: static; }
  table.figures td { white-space: normal; }
  table.figures .counts { white-space: nowrap; }
  .bar { border: 1px solid var(--quiet); background: none; }
  details.file:not([open]), .files:not(:has(> [open])) { display: none; }
  details.file[open] > summary { position: static; background: none; }
  .source > * { break-inside: avoid; }
}
`;
