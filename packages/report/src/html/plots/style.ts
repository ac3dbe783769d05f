/** The style of plots. A bar is told from its scale by brightness and outline as well as by colour; what is permitted is a thinner bar. */
export const plotStyle = `
.plot { margin: 1rem 0 1.25rem; max-width: 54rem; font-size: .9rem; }
.plot figcaption { color: var(--quiet); font-size: .85rem; margin-bottom: .4rem; }
.plot .group-label { margin: .6rem 0 .1rem; font-weight: 600; max-width: none; }
.plot ul { list-style: none; margin: 0; padding: 0; }
.plot li { display: grid; grid-template-columns: minmax(6rem, 14rem) minmax(8rem, 1fr) minmax(6rem, 18rem); align-items: center; gap: 0 .75rem; padding: .1rem 0; break-inside: avoid; }
.plot li > span { overflow-wrap: anywhere; }
.plot li > span:last-child { font-variant-numeric: tabular-nums; }
.plot svg { width: 100%; height: 1rem; overflow: visible; }
.plot .scale { fill: var(--panel); stroke: var(--quiet); }
.plot .reached { fill: var(--reached); }
.plot .also { fill: var(--justified); }
.plot .mark { fill: none; stroke: var(--text); stroke-width: 2; }
.plot :is(.scale, .mark) { vector-effect: non-scaling-stroke; }
.plot .lacking .reached { fill: var(--missed); }
.plot .lacking > span:last-child { color: var(--missed); font-weight: 600; }
.plot .ends { display: grid; grid-template-columns: minmax(6rem, 14rem) minmax(8rem, 1fr) minmax(6rem, 18rem); gap: 0 .75rem; margin: 0; max-width: none; color: var(--quiet); font-size: .8rem; }
.plot .ends span:first-child { grid-column: 2; grid-row: 1; }
.plot .ends span:last-child { grid-column: 2; grid-row: 1; text-align: right; }
@media (max-width: 36rem) {
  .plot li { grid-template-columns: 1fr 1fr; padding: .35rem 0; }
  .plot li > svg { grid-column: 1 / -1; grid-row: 2; }
  .plot li > span:last-child { text-align: right; }
  .plot .ends { grid-template-columns: 1fr; }
  .plot .ends span:is(:first-child, :last-child) { grid-column: 1; }
}
@media print {
  .plot svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
