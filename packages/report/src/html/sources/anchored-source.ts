import type { MarkedSource } from '@assay/check';
import { type SourceText, sourceText } from '../../source-text.js';
import type { Anchors } from '../anchors.js';

/** A marked source with its text, where that is at hand, and the id of its part of the page. */
export interface AnchoredSource {
  source: MarkedSource;
  text: SourceText;
  anchor: string;
}

/** Gives every source its text and its id. Ids are short, because every line has one: `s`, `s~2`. */
export function anchorSources(
  sources: readonly MarkedSource[],
  texts: ReadonlyMap<string, string> | undefined,
  anchors: Anchors,
): AnchoredSource[] {
  return sources.map((source) => ({ source, text: sourceText(source, texts), anchor: anchors.take('s') }));
}

/** The id of a line. `:` is in no other id, so that it meets none. */
export function lineId(anchor: string, line: number): string {
  return `${anchor}:${line}`;
}
