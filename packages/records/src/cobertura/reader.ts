import { quote } from '@assay/evidence';
import type { SaxesTagPlain } from 'saxes';
import type { FunctionCount } from '../function-counts.js';
import { FunctionCountsBuilder } from '../function-counts-builder.js';
import type { LineFile } from '../line-file.js';
import { pathFault } from '../path.js';
import { ClassDraft } from './class-draft.js';
import { readLine } from './line.js';
import { LinesDraft } from './lines-draft.js';

/** Levels of elements in each other. Cobertura has ten. */
const DEPTH_LIMIT = 64;

/** What the classes of a file say, as far as they have come. */
interface FileDraft {
  lines: LinesDraft;
  functions: FunctionCount[];
}

/** Understands the elements of a Cobertura report, one after another. */
export class CoberturaReader {
  readonly #sources = new Set<string>();
  readonly #drafts = new Map<string, FileDraft>();
  readonly #refusal: (what: string) => Error;
  /** The names of the elements that are open. */
  readonly #open: string[] = [];
  #hasPackages = false;
  #class: ClassDraft | undefined;
  /** What the `source` that is open says. */
  #source = '';

  constructor(refusal: (what: string) => Error) {
    this.#refusal = refusal;
  }

  /** An element begins. */
  open({ name, attributes }: SaxesTagPlain): void {
    if (this.#open.length === DEPTH_LIMIT) throw this.#refusal(`more than ${DEPTH_LIMIT} elements stand in each other`);
    if (this.#open.length === 0 && name !== 'coverage') {
      throw this.#refusal(`this is not a Cobertura report: its root is ${quote(name)}, not "coverage"`);
    }
    const parent = this.#open.at(-1);
    this.#open.push(name);
    if (name === 'packages' && parent === 'coverage') this.#hasPackages = true;
    if (name === 'source') this.#source = '';
    if (name === 'class') this.#beginClass(attributes.filename);
    if (name === 'method') this.#class?.beginMethod(attributes.name ?? '');
    if (name === 'line' && parent === 'lines') this.#addLine(attributes);
  }

  /** Text, or a part of it. */
  text(text: string): void {
    if (this.#open.at(-1) === 'source') this.#source += text;
  }

  /** An element ends. */
  close({ name }: SaxesTagPlain): void {
    this.#open.pop();
    if (name === 'source' && this.#source.trim() !== '') this.#sources.add(this.#source.trim());
    if (name === 'method') this.#class?.endMethod();
    if (name === 'class') this.#endClass();
  }

  /** All of it, when the document has ended. */
  finish(): { files: Map<string, LineFile>; sources: string[] } {
    if (!this.#hasPackages) throw this.#refusal('this is not a Cobertura report: it has no packages');
    const files = new Map([...this.#drafts].map(([path, draft]) => [path, toLineFile(draft)]));
    return { files, sources: [...this.#sources] };
  }

  #beginClass(filename = ''): void {
    if (this.#class !== undefined) throw this.#refusal('a class stands in a class');
    const fault = pathFault(filename);
    if (fault !== undefined) throw this.#refusal(fault);
    this.#class = new ClassDraft(filename);
  }

  #endClass(): void {
    const one = this.#class;
    if (one === undefined) return;
    const draft = this.#drafts.get(one.filename) ?? { lines: new LinesDraft(), functions: [] };
    draft.lines.addAll(one.finish());
    for (const each of one.functions) draft.functions.push(each);
    this.#drafts.set(one.filename, draft);
    this.#class = undefined;
  }

  #addLine(attributes: Readonly<Record<string, string>>): void {
    if (this.#class === undefined) throw this.#refusal('a line stands in no class');
    const element = readLine(attributes);
    if (typeof element === 'string') throw this.#refusal(element);
    this.#class.addLine(element);
  }
}

function toLineFile({ lines, functions }: FileDraft): LineFile {
  const counts = new FunctionCountsBuilder(Math.max);
  for (const one of functions) counts.addNamed(one);
  return { lines: lines.lines(), functions: counts.build(), branches: [], mcdc: [], tallies: lines.tallies() };
}
