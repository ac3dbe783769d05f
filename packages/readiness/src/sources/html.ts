import { Parser } from 'htmlparser2';

/** Text of a page, and what stands in it in particular. White space is one blank each; footnote marks are left out. */
export interface Passage {
  text: string;
  /** What stands in `<code>`, in order. */
  codes: string[];
  /** What stands in `<strong>`, in order. */
  strong: string[];
  /** Where its first link leads; `null` where it has none. */
  link: string | null;
}

/** One piece of a page. Rows of a table carry the table's number, from 1. */
export type Block =
  | ({ kind: 'heading'; level: number } & Passage)
  | ({ kind: 'paragraph' | 'item' } & Passage)
  | { kind: 'row'; table: number; head: boolean; cells: Passage[] };

/** What stands in `<main>` of a page of an mdBook, in order. */
export interface Page {
  blocks: Block[];
  /** Does the page end? One that was cut off says less than it should. */
  whole: boolean;
}

/** Reads a page, whatever it holds: never throws. */
export function readPage(html: string): Page {
  const reader = new PageReader();
  const parser = new Parser({
    onopentag: (name, attributes) => reader.open(name, attributes),
    ontext: (text) => reader.add(text),
    onclosetag: (name, implied) => reader.close(name, implied),
  });
  parser.end(html);
  return reader.page();
}

const heading = /^h([1-6])$/;
const cells: readonly string[] = ['td', 'th'];
/** Elements whose text is none of the page's. */
const skipped: readonly string[] = ['script', 'style', 'sup'];

class PageReader {
  readonly #blocks: Block[] = [];
  #inMain = false;
  #skipping = 0;
  #tables = 0;
  #row: { head: boolean; cells: Passage[] } | undefined;
  #passage: Passage | undefined;
  /** Which of `codes` and `strong` the text goes to as well. */
  readonly #within = { codes: false, strong: false };
  #isWhole = false;

  page(): Page {
    const blocks = this.#blocks.map((block) => (block.kind === 'row' ? block : tidied(block)));
    return { blocks, whole: this.#isWhole };
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'main') this.#inMain = true;
    if (!this.#inMain) return;
    if (skipped.includes(name)) this.#skipping += 1;
    if (name === 'table') this.#tables += 1;
    if (name === 'tr') this.#row = { head: false, cells: [] };
    if (cells.includes(name)) this.#openCell(name);
    else if (this.#row === undefined) this.#openText(name);
    const { href } = attributes;
    if (name === 'a' && this.#passage !== undefined && href !== undefined) this.#passage.link ??= href;
    this.#mark(name, true);
  }

  add(text: string): void {
    if (this.#passage === undefined || this.#skipping > 0) return;
    this.#passage.text += text;
    for (const list of ['codes', 'strong'] as const) {
      if (this.#within[list]) this.#passage[list].push(`${this.#passage[list].pop() ?? ''}${text}`);
    }
  }

  close(name: string, implied: boolean): void {
    if (name === 'html' && !implied) this.#isWhole = true;
    this.#mark(name, false);
    if (skipped.includes(name)) this.#skipping = Math.max(0, this.#skipping - 1);
    if (cells.includes(name) || name === 'p' || name === 'li' || heading.test(name)) this.#passage = undefined;
    if (name === 'tr' && this.#row !== undefined) {
      const { head, cells: all } = this.#row;
      this.#blocks.push({ kind: 'row', table: this.#tables, head, cells: all.map(tidied) });
      this.#row = undefined;
    }
    if (name === 'main') this.#inMain = false;
  }

  #openCell(name: string): void {
    if (this.#row === undefined) return;
    if (name === 'th') this.#row.head = true;
    this.#passage = passage();
    this.#row.cells.push(this.#passage);
  }

  #openText(name: string): void {
    const level = heading.exec(name)?.[1];
    const kind = name === 'p' ? 'paragraph' : name === 'li' ? 'item' : undefined;
    if (level !== undefined) this.#begin({ kind: 'heading', level: Number(level), ...passage() });
    else if (kind !== undefined) this.#begin({ kind, ...passage() });
  }

  #begin(block: Exclude<Block, { kind: 'row' }>): void {
    this.#passage = block;
    this.#blocks.push(block);
  }

  #mark(name: string, opens: boolean): void {
    const list = name === 'code' ? 'codes' : name === 'strong' ? 'strong' : undefined;
    if (list === undefined) return;
    this.#within[list] = opens;
    if (opens) this.#passage?.[list].push('');
  }
}

function passage(): Passage {
  return { text: '', codes: [], strong: [], link: null };
}

function tidied<P extends Passage>(found: P): P {
  return { ...found, text: oneLine(found.text), codes: found.codes.map(oneLine), strong: found.strong.map(oneLine) };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
