import { type Anchors, portableText } from '@assay/host';
import { statedFeaturesInWords } from '@assay/rust';
import type { Build } from '../settings.js';

/** A build by the name that facts give it: `dev, default features`. */
export function buildName(build: Build): string {
  return `${build.profile}, ${statedFeaturesInWords(build)}`;
}

/** A command as a person would type it: variables, program, arguments; in quotes what a shell would take apart. */
export function commandLine(
  variables: Readonly<Record<string, string>>,
  program: string,
  args: readonly string[],
): string {
  const set = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}`);
  return [...set, quoted(program), ...args.map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * What a tool said, without what differs from machine to machine or from run to run: folders, the digests in names of files, the numbers
 * of threads, the folder in which rustc links.
 */
export function steadyText(text: string, anchors: Anchors): string {
  return portableText(text, anchors)
    .replace(/(?<=[\s'"`(=]|^)\/(?:[^\s'"`:()/]+\/)+([^\s'"`:()/]+)/gm, '<outside>/$1')
    .replace(/-[0-9a-f]{16}(?![0-9A-Za-z])/g, '')
    .replace(/(thread '[^']*') \(\d+\)/g, '$1')
    .replace(/\brustc[A-Za-z0-9]{6}\b(?=\/)/g, 'rustc');
}
