import type { Changed } from './facts.js';

/**
 * The new lines of each file in a diff without context, as `git diff --unified=0` prints it. Files without new lines
 * are left out. Names with control characters or quotes, which git writes in C's form, are read back.
 */
export function readDiff(text: string): Changed['files'] {
  const files: Changed['files'] = [];
  let left = 0; // Lines of the hunk that are still to come: they may look like headers.
  for (const line of text.split('\n')) {
    if (left > 0) {
      if (/^[-+]/.test(line)) left -= 1;
      continue;
    }
    const name = /^\+\+\+ (.+?)\t?$/.exec(line)?.[1];
    if (name !== undefined) files.push({ path: unquoted(name).replace(/^b\//, ''), lines: [] });
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) continue;
    const [removed, from, added] = [Number(hunk[1] ?? 1), Number(hunk[2]), Number(hunk[3] ?? 1)];
    left = removed + added;
    if (added > 0) files.at(-1)?.lines.push([from, from + added - 1]);
  }
  return files.filter(({ lines }) => lines.length > 0);
}

/** C's letters for bytes. */
const letters = new Map(Object.entries({ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }));

/** `"b/a\\303\\244.rs"`: octal bytes, C's letters, and what stands for itself. */
function unquoted(name: string): string {
  const quoted = /^"(.*)"$/.exec(name)?.[1];
  if (quoted === undefined) return name;
  const parts = [...quoted.matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gu)].map(([part, octal, letter]) => {
    if (octal !== undefined) return Buffer.of(Number.parseInt(octal, 8));
    return Buffer.from(letter === undefined ? part : (letters.get(letter) ?? letter));
  });
  return Buffer.concat(parts).toString('utf8');
}
