/**
 * The style of marked sources. Blue is reached and orange is not, so that no one needs to tell red from green; symbols, words and
 * the kinds of underline say the same without colour. In print a file appears only where its reader has opened it.
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
table.figures { min-width: 56rem; }
table.figures th:first-child { min-width: 14rem; }
table.figures td { min-width: 6.25rem; font-variant-numeric: tabular-nums; }
table.figures td.lines { min-width: 14rem; }
table.figures .lines > span { position: relative; color: var(--mark); white-space: nowrap; margin-right: .4em; }
table.figures .folder th { padding-left: 1.25rem; font-weight: 400; }
table.figures .file th { padding-left: 2.5rem; font-weight: 400; }
table.figures .member > * { border-top: 2px solid var(--line); }
table.figures :is(th, td) { padding-block: .3rem; }
.bar { display: block; width: 100%; height: .45rem; margin-top: .15rem; border: 1px solid var(--quiet); }
.bar path { fill: var(--reached); }
.legend > span { color: var(--mark); white-space: nowrap; margin-left: .6em; }
details.file { border: 1px solid var(--line); border-radius: .3rem; }
details.file > summary { padding: .4rem .75rem; }
details.file > summary .quiet { font-size: .85rem; }
details.file[open] > summary { position: sticky; top: 0; z-index: 1; background: var(--panel); border-bottom: 1px solid var(--line); }
.source { font: .82rem/1.7 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; tab-size: 4; padding: .25rem 0; scroll-margin-top: 3rem; }
.source > details { margin: 0; }
.source > div, .source > details > summary { position: relative; min-height: 1.7em; padding: 0 .5rem 0 10ch; color: inherit; white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid var(--mark, transparent); }
.source > * { scroll-margin-top: 3rem; }
.source > :is(.p, .m):is(div, details) > summary, .source > div:is(.p, .m) { background: color-mix(in srgb, var(--mark) 9%, transparent); }
.source > :target:is(div), .source > :target > summary { outline: 2px solid var(--link); outline-offset: -2px; }
.source > details > summary { list-style: none; }
.source > details > summary::-webkit-details-marker { display: none; }
.source > details > summary::before { content: "\\25b8"; content: "\\25b8" / ""; position: absolute; left: .5ch; color: var(--quiet); }
.source > details[open] > summary::before { content: "\\25be"; content: "\\25be" / ""; }
.source :is(div, summary) > b { position: absolute; left: 1.5ch; width: 5ch; text-align: right; font-weight: 400; color: var(--quiet); user-select: none; }
.source i { position: absolute; left: 7.5ch; width: 2ch; overflow: hidden; white-space: nowrap; word-spacing: 2ch; font-style: normal; font-weight: 700; color: var(--mark); user-select: none; }
.source > details > div { margin: .1rem .5rem .5rem 10ch; padding: .25rem .75rem; border-left: 3px solid var(--mark, var(--line)); background: var(--panel); font: .85rem/1.5 system-ui, sans-serif; }
.source p { margin: .15rem 0; white-space: pre-wrap; }
.source p > b { color: var(--mark); }
.source table { width: auto; margin: .25rem 0; font-size: inherit; }
.source caption { position: absolute; clip-path: inset(50%); }
.source :is(th, td) { padding: .1rem .75rem .1rem 0; }
.source td { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
@media (max-width: 36rem) {
  .source { font-size: .72rem; scroll-margin-top: 0; }
  .source > * { scroll-margin-top: 0; }
  details.file[open] > summary { position: static; }
  .source > details > div { margin-left: 2ch; }
}
@media print {
  table.figures { min-width: 0; font-size: .8rem; }
  table.figures :is(th:first-child, td) { min-width: 0; }
  table.figures td.lines { min-width: 9rem; }
  details.file:not([open]), .files:not(:has(> [open])) > .legend { display: none; }
  details.file[open] > summary { position: static; background: none; }
  .source > * { break-inside: avoid; }
}
`;
