import { type Gap, sha256 } from '@assay/evidence';
import { isWorldError, portablePath, rustGrammar, type World } from '@assay/host';
import { type FileObligations, type Grammar, obligationsOf, openGrammar } from '@assay/obligations';
import { unparsed, unreadable } from './source-gaps.js';

let opened: Promise<Grammar> | undefined;

/** One per process: the runtime can be started only once. */
export function parser(): Promise<Grammar> {
  opened ??= rustGrammar().then(openGrammar);
  return opened;
}

/** What a file holds; of one that does not parse its text and its digest, where it is text. */
export type Contents =
  | { obligations: FileObligations; sha256: string; text: string }
  | { obligations?: undefined; gap: Gap; text?: string; sha256?: string };

/** Reads and parses a file (absolute). Throws WorldError when interrupted. */
export async function readContents(world: World, grammar: Grammar, file: string): Promise<Contents> {
  const shown = portablePath(file, world.anchors);
  let bytes: Uint8Array;
  try {
    bytes = await world.files.read(file);
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return { gap: unreadable(shown, error.message) };
  }
  const text = decoded(bytes);
  if (text === undefined) return { gap: unreadable(shown, `${shown} is not UTF-8 text`) };
  const obligations = obligationsOf(grammar, text);
  if (obligations.trouble === undefined) return { obligations, sha256: sha256(bytes), text };
  const { message, span } = obligations.trouble;
  return { gap: unparsed(shown, message, span), text, sha256: sha256(bytes) };
}

/** Without a byte order mark, which the compiler passes over as well; `undefined` for what is not UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // The only reason is that it is not UTF-8, and the caller says so.
  }
}
