import type { Figure } from '../../figures.js';
import { type Html, html } from '../tag.js';

/** As long as what was reached, then as long as what is justified. None where nothing is owed or all of it was reached: what is missing is to be seen. */
export function bar({ reached, total, justified }: Figure): Html | undefined {
  if (total === 0 || reached === total) return undefined;
  const end = lengthOf(reached, total);
  const permitted = lengthOf(reached + justified, total) - end;
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h${end}v1H0z"/>${
    permitted > 0 ? html`<path class="j" d="M${end} 0h${permitted}v1H${end}z"/>` : undefined
  }</svg>`;
}

/** In hundredths: all of them only of all, none only of nothing. */
function lengthOf(part: number, total: number): number {
  const percent = Math.floor((part * 100) / total);
  return percent === 0 && part > 0 ? 1 : percent;
}
