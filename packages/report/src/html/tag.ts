import { htmlText } from '../safe.js';

/** HTML that is safe to stand in a page. The class stays in this file: only {@link html} and {@link ownText} make it. */
class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type { Html };

/** What {@link html} takes: text and numbers are escaped, HTML is not, lists are joined, `undefined` is nothing. */
export type Part = string | number | Html | undefined | readonly Part[];

/** The one way to make HTML: every text that is put in is escaped, in elements and quoted attributes alike. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: literals }, ...parts.map(rendered)));
}

/** Text that is ours from the first to the last character, such as the style sheet. Never for anything that was read. */
export function ownText(constant: string): Html {
  return new Html(constant);
}

function rendered(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'string') return htmlText(part);
  if (typeof part === 'number') return String(part);
  return part.map(rendered).join('');
}
