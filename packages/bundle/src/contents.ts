import type { Statement } from '@assay/evidence';
import type { Policy } from '@assay/policy';
import { inputEntry } from './entry.js';
import { decode } from './json.js';
import { readPolicy } from './policy-entry.js';
import { markedInputs, sourceTexts } from './source-texts.js';
import type { VerificationTerms } from './terms.js';
import { readZip } from './zip-read.js';

/** What a bundle holds besides its statements. */
export interface BundleContents {
  /** `undefined` where this version of Assay cannot read it. */
  policy: Policy | undefined;
  /** The text of the copy of a file of the workspace, by its path there; `undefined` where there is none, or where it is not UTF-8. */
  inputText(path: string): string | undefined;
  /** The texts of the sources that the report shows, by path. */
  texts: ReadonlyMap<string, string>;
}

/** Reads what else stands in a bundle, which has been verified. `statements`: its own, as verification gives them. */
export function bundleContents(
  bytes: Uint8Array,
  statements: readonly Statement[],
  terms: VerificationTerms,
): BundleContents {
  const { entries } = readZip(bytes);
  const evidence = statements.map((statement) => ({ entry: '', check: statement.predicate.check, statement }));
  const policy = readPolicy(entries, evidence, terms);
  const contentOf = (path: string) => entries.get(inputEntry(path));
  return {
    policy: 'value' in policy ? policy.value : undefined,
    inputText(path) {
      const content = contentOf(path);
      return content === undefined ? undefined : decode(content);
    },
    texts: sourceTexts(markedInputs(statements, terms.checks), contentOf),
  };
}
