import type { Verdict } from '@assay/evidence';
import { type Html, html } from './tag.js';

/** Each verdict's own shape: disc, octagon, triangle. They differ without colour, and print. */
const shapes: Readonly<Record<Verdict, Html>> = {
  pass: html`<circle cx="12" cy="12" r="11"/><path d="m6.5 12.5 4 4 7-8"/>`,
  fail: html`<path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"/><path d="m8 8 8 8m0-8-8 8"/>`,
  'no-verdict': html`<path d="M12 1.2 23.6 22H.4z"/><path d="M9.6 11.2c0-3.1 4.8-3 4.8-.1 0 1.8-2.4 2-2.4 3.9m0 2.8v.2"/>`,
};

/** A verdict as word, shape and colour. */
export function verdictMark(verdict: Verdict): Html {
  return html`<span class="verdict ${verdict}"><svg viewBox="0 0 24 24" aria-hidden="true">${shapes[verdict]}</svg> ${verdict}</span>`;
}
