import { join } from 'node:path';

/** Where an index keeps a package of four letters or more: https://doc.rust-lang.org/cargo/reference/registry-index.html#index-files */
export function indexPath(name: string): string {
  return join(name.slice(0, 2), name.slice(2, 4), name);
}
