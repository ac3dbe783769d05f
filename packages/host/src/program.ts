import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Is the module with this URL what Node was started with, links resolved? A module of its own, so that asking costs nothing. */
export function isProgram(url: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(url);
}
