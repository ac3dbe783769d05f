import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './repository.js';

/** The code block of the README between the marks of this name. Throws when there is none. */
export function readmeBlock(mark: string): string {
  return pageBlock('README.md', mark);
}

/** The code block of a page (its path in the repository) between the marks of this name. Throws when there is none. */
export function pageBlock(page: string, mark: string): string {
  const text = readFileSync(join(root, page), 'utf8');
  const [, block] = new RegExp(`<!-- ${mark}.*? -->\\n\`\`\`\\w*\\n(.*?)\\n\`\`\`\\n<!-- /`, 's').exec(text) ?? [];
  if (block === undefined) throw new Error(`${page} has no block ${mark}`);
  return block;
}
