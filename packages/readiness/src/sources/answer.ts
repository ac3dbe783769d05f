import { UserError } from '@assay/evidence';
import { isWorldError } from '@assay/host';

/** What a source answered; where it did not, why, in a sentence without places of this machine. */
export type Answer<T> = { value: T } | { trouble: string };

/** The answer's value; `undefined` where there is none. */
export function answered<T>(answer: Answer<T>): T | undefined {
  return 'value' in answer ? answer.value : undefined;
}

/** Why there is no answer; `null` where there is one. */
export function troubleOf(answer: Answer<unknown>): string | null {
  return 'trouble' in answer ? answer.trouble : null;
}

/**
 * Looks, and makes of what fails an answer that says why: messages name files by portable paths. Throws WorldError only when interrupted.
 */
export async function answerOf<T>(look: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof UserError) return { trouble: error.message };
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return { trouble: error.message };
  }
}
