import { formatPlace, type Place } from '@assay/evidence';
import { type AnchoredSource, lineId } from './sources/anchored-source.js';
import { type Html, html, type Part } from './tag.js';

/** The places on the page that the sources shown have. Where two checks show one file, it is the first. */
export class Places {
  readonly #shown = new Map<string, { anchor: string; lines: number }>();

  constructor(sources: readonly AnchoredSource[]) {
    for (const { source, text, anchor } of sources) {
      if (text.lines === undefined || this.#shown.has(source.path)) continue;
      this.#shown.set(source.path, { anchor, lines: text.lines.length });
    }
  }

  /** A place in words, as a link where its line, or else its file, is shown. */
  link(at: Place): Html {
    const shown = this.#shown.get(at.path);
    if (shown === undefined) return html`${formatPlace(at)}`;
    const { anchor, lines } = shown;
    const id = at.line === undefined || at.line > lines ? anchor : lineId(anchor, at.line);
    return html`<a href="#${id}">${formatPlace(at)}</a>`;
  }

  /** Text, with the places in it that are shown as links. A place is a word of its own: `src/lib.rs:12:5:`. */
  linked(text: string): Part {
    if (this.#shown.size === 0) return text;
    return text.split(/(\s+)/).map((word) => {
      const [, place, path, line, column, rest] = /^((.+?):(\d{1,9})(?::(\d{1,9}))?)([:,.;]?)$/.exec(word) ?? [];
      if (place === undefined || path === undefined || !this.#shown.has(path)) return word;
      const at = { path, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
      return [this.link(at), rest];
    });
  }
}
