import { cargoReason } from './cargo.js';
import type { LikelyReason, ReadError } from './error.js';
import { refusedLanguage, unstableLibrary } from './features.js';
import { missingItem, missingMember, notConstant } from './missing.js';

export type { LikelyReason } from './error.js';

/** An error as rustc's JSON has it, or as Cargo said it on standard error. */
export interface RefusedCode {
  /** `E0658`; absent or null for errors without one. */
  code?: string | null | undefined;
  message: string;
  /** The error with its source lines and notes, as rustc's JSON has it. Without it less is known. */
  rendered?: string | null | undefined;
}

/** 4,000 letters: types make a message as long as they like, and what is looked for stands at its beginning. */
const READ = 4000;

/**
 * What an error of rustc or Cargo most likely says that the release lacks; `undefined` when it is not likely that the release is the
 * reason. It goes by the words of the compilers from 1.63 to 1.95, and by data that ends with 1.95.
 */
export function likelyReason(error: RefusedCode): LikelyReason | undefined {
  return reasonOf(error, undefined);
}

/**
 * {@link likelyReason} that also looks into the release notes of a toolchain, for what came after the data. They are
 * `share/doc/rust/html/releases.md` of one with its documentation.
 */
export function likelyReasonWith(notes: string): (error: RefusedCode) => LikelyReason | undefined {
  return (error) => reasonOf(error, notes);
}

function reasonOf({ code, message, rendered }: RefusedCode, notes: string | undefined): LikelyReason | undefined {
  const error: ReadError = {
    code: code ?? undefined,
    message: message.slice(0, READ),
    rendered: (rendered ?? '').slice(0, READ),
    notes,
  };
  for (const read of readers) {
    const reason = read(error);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

const readers: readonly ((error: ReadError) => LikelyReason | undefined)[] = [
  unstableLibrary,
  refusedLanguage,
  missingMember,
  missingItem,
  notConstant,
  ({ code, message }) => (code === undefined ? cargoReason(message) : undefined),
];
