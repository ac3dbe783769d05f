import type { FunctionCount } from '../function-counts.js';
import type { LineElement } from './line.js';
import { LinesDraft } from './lines-draft.js';

/** What a `class` element says, as far as it has come. */
export class ClassDraft {
  readonly filename: string;
  readonly functions: FunctionCount[] = [];
  readonly #lines = new LinesDraft();
  readonly #methodLines = new LinesDraft();
  #method: { name: string; first: LineElement | undefined } | undefined;

  constructor(filename: string) {
    this.filename = filename;
  }

  beginMethod(name: string): void {
    this.#method = { name, first: undefined };
  }

  /** A method begins on the first of its lines. One without lines stands nowhere, and is left out. */
  endMethod(): void {
    const { name, first } = this.#method ?? { name: '', first: undefined };
    if (first !== undefined) this.functions.push({ name, line: first.line, count: first.hits });
    this.#method = undefined;
  }

  addLine(element: LineElement): void {
    const method = this.#method;
    const lines = method === undefined ? this.#lines : this.#methodLines;
    lines.add(element);
    if (method === undefined) return;
    if (method.first === undefined || element.line < method.first.line) method.first = element;
  }

  /**
   * The lines of the class. Most writers list the lines of a method there too: what the class says of a line holds, and a method’s
   * line only counts where the class does not list it.
   */
  finish(): LinesDraft {
    this.#lines.addMissing(this.#methodLines);
    return this.#lines;
  }
}
