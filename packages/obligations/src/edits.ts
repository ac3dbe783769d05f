/** Another text of the same length in place of a part of a text. */
export interface Edit {
  readonly start: number;
  readonly text: string;
}

/** The text with the edits made. They are in order and do not overlap, and no place in the text moves. */
export function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.start + edit.text.length;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
