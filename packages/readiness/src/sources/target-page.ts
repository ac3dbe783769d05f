import { type Block, readPage } from './html.js';

/** What a target's own page in the rustc book says. */
export interface TargetPage {
  /** `null` where it names none. */
  maintainers: string | null;
  /** The tier that it gives for this target; `null` where it gives none, or several without saying which is whose. */
  tier: 1 | 2 | 3 | null;
  /** Does it say that the target has core and alloc? */
  hasAlloc: boolean;
  /** What a table of it says of the whole standard library for this target, as it stands: ✓, ?; `null` where none does. */
  libraryMark: string | null;
  /** Was it read to its end? */
  whole: boolean;
}

/** Reads the page for one of its targets. */
export function readTargetPage(html: string, target: string): TargetPage {
  const { blocks, whole } = readPage(html);
  const texts = blocks.filter(isText);
  return {
    maintainers: maintainersIn(blocks),
    tier: tierIn(blocks, target),
    hasAlloc: texts.some(({ text }) => /\bcore`? and `?alloc\b/i.test(text)),
    libraryMark: libraryMarkIn(blocks, target),
    whole,
  };
}

type Text = Extract<Block, { kind: 'paragraph' | 'item' }>;

function isText(block: Block): block is Text {
  return block.kind === 'paragraph' || block.kind === 'item';
}

/** What stands below the heading "Target maintainers". */
function maintainersIn(blocks: readonly Block[]): string | null {
  const start = blocks.findIndex((block) => block.kind === 'heading' && /^target maintainers?\b/i.test(block.text));
  if (start === -1) return null;
  const below = blocks.slice(start + 1);
  const end = below.findIndex(({ kind }) => kind === 'heading');
  const texts = (end === -1 ? below : below.slice(0, end)).filter(isText).map(({ text }) => text);
  const named = texts.filter((text) => text !== '').join(', ');
  // Handles that stand in a row: @one @two.
  return named === '' ? null : named.replace(/(?<=^|\s)(@[\w/-]+) (?=@)/g, '$1, ');
}

/**
 * "Tier: 3: `thumbv8r-none-eabihf`", "Tier: 1" with a list that begins with targets, and "Tier: 2" on a page whose heading names the target:
 * pages on a family of targets, such as `*-unknown-freebsd`, speak of some of them only.
 */
function tierIn(blocks: readonly Block[], target: string): 1 | 2 | 3 | null {
  const given: { tier: 1 | 2 | 3; targets: string[] }[] = [];
  let isOpen = false;
  for (const block of blocks) {
    const tier = isText(block) ? /^Tier:? ?([123])(?![\d/])/.exec(block.strong[0] ?? '')?.[1] : undefined;
    const code = isText(block) ? block.codes[0] : undefined;
    if (isText(block) && tier !== undefined) {
      given.push({ tier: Number(tier) as 1 | 2 | 3, targets: [...block.codes] });
      isOpen = true;
    } else if (isOpen && block.kind === 'item' && code !== undefined && block.text.startsWith(code)) {
      given.at(-1)?.targets.push(code);
    } else if (block.kind !== 'item') {
      isOpen = false;
    }
  }
  const its = given.filter(({ targets }) => targets.includes(target));
  const isAbout = blocks.some((block) => block.kind === 'heading' && block.level === 1 && block.codes.includes(target));
  const forAll = isAbout && given.length === 1 ? given.filter(({ targets }) => targets.length === 0) : [];
  const tiers = (its.length > 0 ? its : forAll).map(({ tier }) => tier);
  return tiers.length === 0 ? null : (Math.max(...tiers) as 1 | 2 | 3);
}

/** As on the page on QNX: a table of targets, of which a column says whether there is full support, which there means std. */
function libraryMarkIn(blocks: readonly Block[], target: string): string | null {
  let column = -1;
  for (const block of blocks) {
    if (block.kind !== 'row') continue;
    if (block.head) column = block.cells.findIndex(({ text }) => /^(std|full support)$/i.test(text));
    else if (column !== -1 && block.cells[0]?.codes.includes(target)) return block.cells[column]?.text ?? null;
  }
  return null;
}
