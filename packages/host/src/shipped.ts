import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The parser of Rust, as it ships: the runtime of web-tree-sitter, its WebAssembly, and the grammar's. */
export interface RustGrammar {
  treeSitter: typeof import('web-tree-sitter');
  runtime: Uint8Array;
  rust: Uint8Array;
}

/** Every file that ships, by its path beside the bundle. A test holds the list against `dist/`. */
export const SHIPPED_FILES: readonly string[] = [
  'assay.js',
  'digest-worker.js',
  'licenses.txt',
  'package.json',
  'wasm/tree-sitter-rust.wasm',
  'wasm/web-tree-sitter.js',
  'wasm/web-tree-sitter.wasm',
];

/** Apart from the URL that is made of it: the bundler rewrites that otherwise. */
const here = import.meta.url;

/**
 * Reads the parser that ships beside the bundle, or that of the installed packages where this runs from the sources. Not part of the bundle:
 * the bundler damages WebAssembly, and the runtime that loads it.
 */
export async function rustGrammar(): Promise<RustGrammar> {
  const shipped = new URL('wasm/', here);
  const isShipped = doesShip();
  const file = (name: string, installed: string) =>
    isShipped ? new URL(name, shipped) : new URL(import.meta.resolve(installed));
  const module = file('web-tree-sitter.js', 'web-tree-sitter');
  const [treeSitter, runtime, rust] = await Promise.all([
    import(/* webpackIgnore: true */ /* @vite-ignore */ module.href) as Promise<typeof import('web-tree-sitter')>,
    readFile(fileURLToPath(file('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm'))),
    readFile(fileURLToPath(file('tree-sitter-rust.wasm', 'tree-sitter-rust/tree-sitter-rust.wasm'))),
  ]);
  return { treeSitter, runtime, rust };
}

/** This Assay's own files by their paths, byte for byte as they ship; `undefined` where it runs from its sources. Throws Error for one that cannot be read. */
export async function shippedFiles(): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  if (!doesShip()) return undefined;
  const read = SHIPPED_FILES.map(async (file) => [file, await readFile(fileURLToPath(new URL(file, here)))] as const);
  return new Map(await Promise.all(read));
}

/** Does this run as it ships, from one file with others beside it? */
function doesShip(): boolean {
  return existsSync(new URL('wasm/web-tree-sitter.js', here));
}
