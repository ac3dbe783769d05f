import { type Html, html } from './tag.js';

/** A part of the page with a heading of its own. */
export interface Chapter {
  /** The id of its heading. */
  id: string;
  title: string;
  content: Html;
}

/** The id of the page's main part, which who reads with a keyboard may skip to. */
export const mainId = 'results';

/** The first thing that the keyboard reaches; seen only then. */
export function skipLink(): Html {
  return html`<a class="skip" href="#${mainId}">Skip to the results</a>`;
}

/** Links to what has a heading of its own. */
export function contentsPart(parts: readonly Pick<Chapter, 'id' | 'title'>[]): Html {
  return html`<nav aria-label="Contents"><ul>
${parts.map(
  ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>
`,
)}</ul></nav>`;
}

/** A chapter under its heading. */
export function chapterPart({ id, title, content }: Chapter): Html {
  return html`<section class="chapter"><h2 id="${id}">${title}</h2>
${content}
</section>
`;
}
