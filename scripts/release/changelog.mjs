import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../setup.mjs';

/** What CHANGELOG.md says of a version, below its heading. Throws SetupError where it says nothing. @param {string} root @param {string} version */
export function changesOf(root, version) {
  const sections = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split(/^## /m);
  const section = sections.find((text) => /^\[?([\d.]+)/.exec(text)?.[1] === version);
  const changes = section?.slice(section.indexOf('\n')).trim() ?? '';
  if (changes === '')
    throw new SetupError(`CHANGELOG.md says nothing of ${version}: it needs a section "## ${version}"`);
  return changes;
}
