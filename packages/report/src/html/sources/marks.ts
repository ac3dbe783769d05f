import type { MarkKind } from '@assay/check';
import { markKinds, markSymbol } from '../../words.js';
import { type Html, html } from '../tag.js';

/** Short, because it stands at every line. The style sheet gives each its colour and its underline. */
const markClass: Readonly<Record<MarkKind, string>> = {
  reached: 'r',
  partly: 'p',
  missed: 'm',
  unknown: 'u',
  justified: 'j',
};

/** The attribute that says the kind. None where it is that of what it stands in: then it has the look already. */
export function markedAs(kind: MarkKind | undefined, within?: MarkKind): Html | undefined {
  return kind === undefined || kind === within ? undefined : html` class="${markClass[kind]}"`;
}

/** A mark as symbol, colour and word, of which the word is seen only by those who do not see the others. */
export function countedMark(kind: MarkKind, n: number): Html {
  return html`<span${markedAs(kind)}>${markSymbol[kind]} ${n}<span class="unseen"> ${kind}</span></span>`;
}

/** What the marks look like: at a line and at a part of one. */
export function legend(): Html {
  const entry = (kind: MarkKind) => html` <span${markedAs(kind)}>${markSymbol[kind]} <u>${kind}</u></span>`;
  return html`<p class="legend quiet">Marks:${markKinds.map(entry)}. A line with ▸ has more to say: open it.</p>`;
}
