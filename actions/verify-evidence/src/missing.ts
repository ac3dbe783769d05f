import type { Result } from '@assay/action-kit';

/** Why evidence may be missing. Its job said nothing, so that nobody knows more. */
const WHY = 'its job was skipped, was cancelled, failed before the check had ended, or never ran';

/** How the log and the step summary name the evidence that is missing. The names are those of files: letters, digits, `.`, `_` and `-`. */
export function tellMissing(missing: readonly string[]): Required<Pick<Result, 'notes' | 'addendum'>> {
  const notes = missing.map((name) => `${name}: evidence is missing: ${WHY}`);
  if (missing.length === 0) return { notes, addendum: '' };
  const names = missing.map((name) => `- \`${name}\`\n`).join('');
  return { notes, addendum: `### Evidence that is missing\n\n${names}\nNobody knows more: ${WHY}.\n` };
}
