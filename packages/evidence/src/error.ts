import type { Place } from './finding.js';
import { formatPlace } from './words.js';

/**
 * Trouble that the user caused and can repair: wrong usage, a policy that does not parse. Its message is whole: what is
 * wrong, where, what to do. Exit status 2, and no stack trace.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly remedy: string;
  readonly at: Place | undefined;

  constructor(message: string, options: { remedy: string; at?: Place; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.remedy = options.remedy;
    this.at = options.at;
  }

  /** `assay.toml:3:1: unknown key "levl"` and the remedy on the next line. */
  describe(): string {
    return `${this.at === undefined ? '' : `${formatPlace(this.at)}: `}${this.message}\n  ${this.remedy}`;
  }
}

/** The message of anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
