import { byCodeUnit, quote } from '@assay/evidence';
import { SUMS } from './entry.js';
import { firstDifference, type Problem } from './problem.js';

/** Digests by entry name, of every entry but SHA256SUMS itself. */
export type Digests = ReadonlyMap<string, string>;

/** SHA256SUMS as `sha256sum --check` reads it: the digest, two spaces, the name; in code-unit order of the names. */
export function renderSums(digests: Digests): string {
  return [...digests]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, digest]) => `${digest}  ${name}\n`)
    .join('');
}

/** Compares what SHA256SUMS says with the entries. `listed`: the names of all entries, readable or not. */
export function checkSums(text: string, digests: Digests, listed: ReadonlySet<string>): Problem[] {
  if (text === renderSums(digests)) return [];
  const { stated, problems } = parseSums(text);
  for (const [name, digest] of digests) {
    const claim = stated.get(name);
    if (claim === undefined) problems.push({ where: name, what: `is not listed in ${SUMS}` });
    else if (claim !== digest)
      problems.push({ where: name, what: `is not what ${SUMS} says: its SHA-256 is ${digest}, not ${claim}` });
  }
  for (const name of stated.keys()) {
    if (!listed.has(name)) problems.push({ where: SUMS, what: `lists ${quote(name)}, which the bundle does not hold` });
  }
  if (problems.length > 0 || digests.size < listed.size - 1) return problems;
  const line = firstDifference(renderSums(digests), text);
  return [{ where: `${SUMS}:${line}`, what: 'is not in the order and form that bundles have' }];
}

function parseSums(text: string): { stated: Map<string, string>; problems: Problem[] } {
  const stated = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [index, line] of text.replace(/\n$/, '').split('\n').entries()) {
    const where = `${SUMS}:${index + 1}`;
    const [, digest, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (digest === undefined || name === undefined) problems.push({ where, what: 'is not a line of sha256sum' });
    else if (stated.has(name)) problems.push({ where, what: `lists ${quote(name)} a second time` });
    else stated.set(name, digest);
  }
  return { stated, problems };
}
