import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../setup.mjs';
import { git } from './git.mjs';

/** Throws SetupError where a package, or the command that is built, says that it is of another version. @param {string} root @param {string} version */
export function checkVersion(root, version) {
  const manifests = git(root, 'ls-files', '-z', '--', 'package.json', '*/package.json').split('\0').filter(Boolean);
  const others = manifests.flatMap((file) => {
    const { version: own = version } = JSON.parse(readFileSync(join(root, file), 'utf8'));
    return own === version ? [] : [`${file} says ${own}`];
  });
  const said = execFileSync(process.execPath, [join(root, 'dist/assay.js'), '--version'], { encoding: 'utf8' }).trim();
  if (!said.split(/\s+/).includes(version)) others.push(`dist/assay.js --version says ${said}`);
  if (others.length > 0) throw new SetupError(`this is not ${version}:\n  ${others.join('\n  ')}`);
}
