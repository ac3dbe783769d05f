import type { MarkKind } from '@assay/check';
import { markKinds, markMeaning, markSymbol } from '../../words.js';
import { type Html, html, type Part } from '../tag.js';

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

/** How many there are of each of these kinds, those of which there is none left out. */
export function countedMarks(counts: ReadonlyMap<MarkKind, number>, kinds: readonly MarkKind[]): Part[] {
  return kinds.flatMap((kind) => {
    const n = counts.get(kind);
    return n === undefined ? [] : [countedMark(kind, n), ' '];
  });
}

/** A mark as symbol, colour and word, of which the word is seen only by those who do not see the others. */
function countedMark(kind: MarkKind, n: number): Html {
  return html`<span${markedAs(kind)}>${markSymbol[kind]} ${n}<span class="unseen"> ${kind}</span></span>`;
}

/** What the marks look like, at a line and at a part of one, and what they mean. */
export function legend(): Html {
  const entry = (kind: MarkKind) =>
    html`<li><span${markedAs(kind)}>${markSymbol[kind]} <u>${kind}</u></span>: ${markMeaning[kind]}</li>`;
  return html`<div class="legend quiet"><ul>${markKinds.map(entry)}</ul>
<p>A line without a mark owes nothing. A line with ▸ has more to say: click it, or go to it with Tab and press Enter.</p></div>`;
}
