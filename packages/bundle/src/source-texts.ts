import { type Check, checkOf, knownFacts } from '@assay/check';
import { type Input, type Statement, sha256 } from '@assay/evidence';
import { isPlainPath } from './entry.js';
import { decode } from './json.js';

/** What marks sources: a check, and how its facts are read. */
type Marker = Pick<Check, 'name' | 'parts' | 'facts' | 'sources'>;

/**
 * The inputs whose texts the report shows: files of the workspace that a check marked line by line, as its own evidence lists them.
 * Pure; throws what a check throws at facts that none of ours would have written.
 */
export function markedInputs(statements: readonly Statement[], checks: readonly Marker[]): Input[] {
  return statements.flatMap(({ predicate }) => {
    const check = checkOf(checks, predicate.check);
    const marked = knownFacts(check, predicate, (facts) => check?.sources?.(facts)) ?? [];
    const listed = new Map(predicate.inputs.map(({ path, sha256: digest }) => [path, digest]));
    return marked
      .filter(({ path, sha256: digest }) => isPlainPath(path) && listed.get(path) === digest)
      .map(({ path, sha256: digest }) => ({ path, sha256: digest }));
  });
}

/**
 * The texts of these inputs by path. Left out is what is not at hand, has another digest by now, or is not UTF-8. A byte order mark stays:
 * the text has the digest that its file has. `contentOf`: the bytes of a file of the workspace.
 */
export function sourceTexts(
  inputs: readonly Input[],
  contentOf: (path: string) => Uint8Array | undefined,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { path, sha256: digest } of inputs) {
    const content = contentOf(path);
    if (content === undefined || sha256(content) !== digest) continue;
    const text = decode(content);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}
