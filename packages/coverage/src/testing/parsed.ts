import { rustGrammar } from '@assay/host';
import { type FileObligations, obligationsOf, openGrammar } from '@assay/obligations';

const grammar = rustGrammar().then(openGrammar);

/** What a source in Rust owes. */
export async function parsed(text: string): Promise<FileObligations> {
  const obligations = obligationsOf(await grammar, text);
  if (obligations.trouble !== undefined) throw new Error(`the test’s source does not parse: ${text}`);
  return obligations;
}
