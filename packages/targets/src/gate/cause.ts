import type { CompileError } from '@assay/rust';
import type { Cause } from '../facts.js';
import { stdFloatMethod } from './float-methods.js';

/** What else decides why something does not build. */
export interface Circumstances {
  /** The crates that the policy has built from source, where it says so: `core`, `alloc`, … */
  buildStd: readonly string[] | undefined;
  /** Is std known not to exist for the target? */
  lacksStd: boolean;
}

/** Why something does not build, by what rustc or Cargo says. The words are those of 1.85 to 1.96 (observed). */
export function causeOf(error: CompileError, circumstances: Circumstances): Cause {
  if (error.by === 'build-script') return 'build-script';
  if (error.by === 'cargo')
    return /unable to build with the standard library/.test(error.message) ? 'library-missing' : 'cargo';
  const { code, message, rendered } = error;
  if (code === 'E0463') return ofMissingCrate(message, rendered ?? '', circumstances);
  if (needsStdInPart(code, message)) return 'needs-std';
  if (code !== null) return 'compiler';
  if (/^linker .* not found|^could not exec the linker/.test(message)) return 'linker-missing';
  if (/^linking with .* failed/.test(message)) return 'linker';
  return pointsAtCompileError(rendered ?? '') ? 'refuses-target' : 'compiler';
}

/** `can't find crate for `std``: is it that the target has none, or that it is not installed? rustc's notes say which. */
function ofMissingCrate(message: string, notes: string, { buildStd, lacksStd }: Circumstances): Cause {
  const crate = /^can't find crate for `(\w+)`/.exec(message)?.[1];
  if (crate === 'core' || crate === 'alloc' || crate === 'compiler_builtins') return 'library-missing';
  // `test` is what the tests of Rust's own harness are linked to; it needs std.
  if (crate !== 'std' && crate !== 'test') return 'compiler';
  if (buildStd !== undefined) return buildStd.includes('std') ? 'library-missing' : 'needs-std';
  if (notes.includes('may not support the standard library')) return 'needs-std';
  return lacksStd ? 'needs-std' : 'library-missing';
}

/** A crate that says it does without std, and names it; or a floating-point function that is only there. */
function needsStdInPart(code: string | null, message: string): boolean {
  if (code === 'E0432' || code === 'E0433') return message.includes('`std`');
  return code === 'E0599' && stdFloatMethod(message) !== undefined;
}

/** Does the line of the source that rustc shows call `compile_error!`? */
function pointsAtCompileError(rendered: string): boolean {
  return /^ *\d+ +\|.*\bcompile_error!/m.test(rendered);
}
