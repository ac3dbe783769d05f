import { demangleLegacy } from './legacy.js';
import { demangleV0 } from './v0.js';

/** The path of a symbol of Rust’s in either mangling; the symbol as it is where it has neither. */
export function demangle(symbol: string): string {
  return demangleV0(symbol) ?? demangleLegacy(symbol) ?? symbol;
}
