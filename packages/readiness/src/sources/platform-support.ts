import type { Library } from '../record.js';
import type { Answer } from './answer.js';
import { type Block, type Passage, readPage } from './html.js';

/** What `rustc/platform-support.html` says of a target. */
export interface DocumentedTarget {
  tier: 1 | 2 | 3;
  /** What its `std` column, or the words above a table without one, says; `null` where that is empty, or a question mark. */
  library: Library | null;
  /** The sign in the column, as it stands: ✓, *, ?; empty where there is none. */
  libraryMark: string;
  hostTools: boolean | null;
  notes: string;
  /** The page on the target, relative to `rustc/`; `null` where it has none. */
  page: string | null;
}

/** By triple. */
export type PlatformSupport = ReadonlyMap<string, DocumentedTarget>;

/**
 * Reads the page of tables that https://doc.rust-lang.org/rustc/platform-support.html is. Why not: it was cut off, or holds no table
 * of targets below a heading that names a tier.
 */
export function readPlatformSupport(html: string): Answer<PlatformSupport> {
  const { blocks, whole } = readPage(html);
  if (!whole) return { trouble: 'platform-support.html ends in the middle' };
  const found = new Map<string, DocumentedTarget>();
  let section: Section | undefined;
  let columns: Columns | undefined;
  for (const block of blocks) {
    if (block.kind === 'heading') {
      section = sectionOf(block.text);
      columns = undefined;
    } else if (block.kind === 'row' && section !== undefined) {
      if (block.head) columns = columnsOf(block);
      else if (columns !== undefined) addRow(found, section, columns, block.cells);
    }
  }
  if (found.size > 0) return { value: found };
  return { trouble: 'platform-support.html holds no tables of targets that Assay can read' };
}

interface Section {
  tier: 1 | 2 | 3;
  /** What the heading says of host tools; `null` where each row has a column of its own. */
  hostTools: boolean | null;
}

/** `Tier 2 without Host Tools`. */
function sectionOf(heading: string): Section | undefined {
  const match = /^Tier ([123])(?: (with|without) host tools)?$/i.exec(heading);
  if (match === null) return undefined;
  return {
    tier: Number(match[1]) as 1 | 2 | 3,
    hostTools: match[2] === undefined ? null : match[2].toLowerCase() === 'with',
  };
}

/** Where in a row a column stands. */
type Columns = Readonly<Record<'target' | 'std' | 'host' | 'notes', number | undefined>>;

function columnsOf({ cells }: Extract<Block, { kind: 'row' }>): Columns | undefined {
  const at = (name: string) => {
    const index = cells.findIndex(({ text }) => text.toLowerCase() === name);
    return index === -1 ? undefined : index;
  };
  const target = at('target');
  return target === undefined ? undefined : { target, std: at('std'), host: at('host'), notes: at('notes') };
}

function addRow(
  found: Map<string, DocumentedTarget>,
  { tier, hostTools }: Section,
  columns: Columns,
  cells: readonly Passage[],
): void {
  const cell = (name: keyof Columns) => (columns[name] === undefined ? undefined : cells[columns[name]]);
  const target = cell('target');
  const triple = target?.codes[0];
  if (triple === undefined || !/^[\w.-]+$/.test(triple)) return;
  // One that stands there twice looks no better than the worse row of the two.
  const known = found.get(triple);
  if (known !== undefined && known.tier >= tier) return;
  const std = cell('std')?.text ?? '';
  const host = cell('host')?.text;
  found.set(triple, {
    tier,
    // The page says above the tables without the column: "All tier … targets with host tools support the full standard library."
    library: columns.std === undefined ? (hostTools === true ? 'std' : null) : (libraries.get(std) ?? null),
    libraryMark: std,
    hostTools: host === undefined ? hostTools : (hosts.get(host) ?? null),
    notes: cell('notes')?.text ?? '',
    page: pageOf(target?.link ?? null),
  });
}

/** What the page says that its signs mean. */
const libraries: ReadonlyMap<string, Library> = new Map([
  ['✓', 'std'],
  ['*', 'core'],
]);
const hosts: ReadonlyMap<string, boolean> = new Map([
  ['✓', true],
  ['', false],
]);

/** A page of the same book and no other file: the link is text of a page. */
function pageOf(link: string | null): string | null {
  return link !== null && /^platform-support\/[\w.*-]+\.html$/.test(link) ? link : null;
}
