import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { Tables } from './grammar.js';

/** A node of a `Syntax`: its index in preorder. The nodes below it are those up to `after(node)`. */
export type Node = number;

/**
 * The syntax tree of a source, or of a part of one, as flat arrays: the parser's own nodes cost a call into WebAssembly
 * for each question. Offsets are those of the whole source.
 */
export class Syntax {
  readonly source: string;
  readonly size: number;
  /** Nodes that the parser made up or could not place: there the tree is not the source's. */
  readonly errors: readonly Node[];
  /** Where the part of the source begins that was parsed. A node that begins before it was made up around that part. */
  readonly from: number;
  readonly #tables: Tables;
  readonly #kinds: Uint16Array;
  readonly #fields: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #afters: Uint32Array;
  readonly #parents: Int32Array;

  /** Reads the whole tree. The tree's offsets plus `shift` are the source's; `source` is the text that nodes are quoted from. */
  constructor(tree: Tree, tables: Tables, source: string, shift: number, from: number) {
    this.source = source;
    this.from = from;
    this.size = tree.rootNode.descendantCount;
    this.#tables = tables;
    this.#kinds = new Uint16Array(this.size);
    this.#fields = new Uint8Array(this.size);
    this.#starts = new Uint32Array(this.size);
    this.#ends = new Uint32Array(this.size);
    this.#afters = new Uint32Array(this.size);
    this.#parents = new Int32Array(this.size);
    this.errors = this.#read(tree, shift);
  }

  #read(tree: Tree, shift: number): Node[] {
    const errors: Node[] = [];
    const hasErrors = tree.rootNode.hasError;
    const cursor = tree.walk();
    let parent = -1;
    for (let node = 0; node < this.size; node++) {
      this.#kinds[node] = cursor.nodeTypeId;
      this.#fields[node] = cursor.currentFieldId;
      this.#starts[node] = cursor.startIndex + shift;
      this.#ends[node] = cursor.endIndex + shift;
      this.#parents[node] = parent;
      if (hasErrors && (cursor.nodeIsMissing || this.type(node) === 'ERROR')) errors.push(node);
      if (cursor.gotoFirstChild()) parent = node;
      else parent = this.#leave(cursor, node, parent);
    }
    cursor.delete();
    return errors;
  }

  /** Goes on to the next node in preorder from a leaf, and notes where the nodes that end here end. Gives the next one's parent. */
  #leave(cursor: TreeCursor, leaf: Node, parent: Node): Node {
    this.#afters[leaf] = leaf + 1;
    let above = parent;
    while (!cursor.gotoNextSibling() && cursor.gotoParent()) {
      this.#afters[above] = leaf + 1;
      above = this.parent(above);
    }
    return above;
  }

  type(node: Node): string {
    return this.#tables.types[this.#kinds[node] ?? 0] ?? 'ERROR';
  }

  isNamed(node: Node): boolean {
    return this.#tables.named[this.#kinds[node] ?? 0] ?? true;
  }

  isComment(node: Node): boolean {
    const type = this.type(node);
    return type === 'line_comment' || type === 'block_comment';
  }

  start(node: Node): number {
    return this.#starts[node] ?? 0;
  }

  end(node: Node): number {
    return this.#ends[node] ?? 0;
  }

  /** The first node after everything below this one. */
  after(node: Node): Node {
    return this.#afters[node] ?? 0;
  }

  /** -1 for the root. */
  parent(node: Node): Node {
    return this.#parents[node] ?? -1;
  }

  text(node: Node): string {
    return this.source.slice(this.start(node), this.end(node));
  }

  /** The nodes right below, without comments. */
  children(node: Node): Node[] {
    const list: Node[] = [];
    for (let child = node + 1; child < this.after(node); child = this.after(child)) {
      if (!this.isComment(child)) list.push(child);
    }
    return list;
  }

  /** The nodes right below that stand for something: no punctuation, keywords, comments or attributes. */
  parts(node: Node): Node[] {
    return this.children(node).filter((child) => this.isNamed(child) && this.type(child) !== 'attribute_item');
  }

  /** Whether its parent has it under that field name. */
  isField(node: Node, name: string): boolean {
    return this.#fields[node] === this.#tables.fields.get(name);
  }

  /** The first child with that field name. */
  field(node: Node, name: string): Node | undefined {
    const id = this.#tables.fields.get(name);
    for (let child = node + 1; child < this.after(node); child = this.after(child)) {
      if (this.#fields[child] === id && !this.isComment(child)) return child;
    }
    return undefined;
  }

  /** The first child of one of the types. */
  child(node: Node, ...types: readonly string[]): Node | undefined {
    for (let child = node + 1; child < this.after(node); child = this.after(child)) {
      if (types.includes(this.type(child))) return child;
    }
    return undefined;
  }
}
