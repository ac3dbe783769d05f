import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './repository.js';

/** The code block of the README, or of another page, between the marks of this name. Throws when there is none. */
export function readmeBlock(mark: string, page = 'README.md'): string {
  const readme = readFileSync(join(root, page), 'utf8');
  const [, block] = new RegExp(`<!-- ${mark}.*? -->\\n\`\`\`\\w*\\n(.*?)\\n\`\`\`\\n<!-- /`, 's').exec(readme) ?? [];
  if (block === undefined) throw new Error(`${page} has no block ${mark}`);
  return block;
}
