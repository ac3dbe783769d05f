import type { Problem } from '@assay/bundle';
import type { Statement } from '@assay/evidence';
import type { Forgery, RealBundle } from '../support/real-bundle.js';

/** One fault in a bundle, and all that verification must say of it. */
export interface Tampering {
  /** What was done to it. */
  what: string;
  tamper(bundle: RealBundle): Uint8Array;
  /** Every problem, {@link inBrief}; of many the first ones, and `and 3 more`. */
  problems: readonly string[];
  /** Every doubt, likewise: where evidence cannot be confirmed rather than refused. */
  doubts?: readonly string[];
}

export const TARGET = 'targets-x86_64-unknown-linux-gnu';

/** What a statement of the forgery says. Throws where there is none. */
export function said({ statements }: Forgery, check: string): Statement['predicate'] {
  const statement = statements.get(check);
  if (statement === undefined) throw new Error(`the bundle has no evidence of ${check}`);
  return statement.predicate;
}

/** The text with one replacement, which must apply exactly once. */
export function replaced(text: string | undefined, find: string, replacement: string): string {
  const parts = text?.split(find) ?? [];
  if (parts.length !== 2) throw new Error(`${JSON.stringify(find)} stands there ${parts.length - 1} times`);
  return parts.join(replacement);
}

/** A problem as `where: what`, without what differs from one bundle to the next. */
export function inBrief({ where, what }: Problem): string {
  return `${where}: ${what}`
    .replace(/\b[0-9a-f]{40,64}\b/g, 'DIGEST')
    .replace(/\b\d{4}-\d{2}-\d{2}\b(?=$|")/g, 'DAY')
    .replace(/(?<=(?:bytes?|to|line) )\d+/g, 'N');
}

/** As many of the lines as are expected, and how many there are besides. */
export function cutTo(lines: readonly string[], expected: readonly string[]): readonly string[] {
  const shown = /^and \d+ more$/.test(expected.at(-1) ?? '') ? expected.length - 1 : lines.length;
  return lines.length > shown ? [...lines.slice(0, shown), `and ${lines.length - shown} more`] : lines;
}
