import { demangle } from './demangle/demangle.js';

/** What every name of the machinery holds somewhere, in either mangling: most symbols need not be looked at closer. */
const HINT = /panic|fail|overflow|handle_error|rust_begin_unwind|rust_foreign_exception/;

/** Modules and crates that are nothing else. */
const MODULES = /^(core::panicking|std::panicking|core::num::overflow_panic|panic_unwind|panic_abort)(::|>| as |$)/;

/** Functions of the libraries that panic and do nothing else, by what they are called: `core::option::unwrap_failed`. */
const FUNCTIONS =
  /^(core|alloc|std)::(.*::)?(panic_\w+|\w+_panic|do_panic::runtime|\w+_fail(ed)?(_[cr]t)?|resume_unwind)$/;

/** The same, without a word that says so. */
const ALLOCATION = /^alloc::raw_vec::(handle_error|capacity_overflow)$/;

/** Names that the compiler gives; newer releases put them in a crate `__rustc` of their own. Apple and 32-bit Windows add a `_`. */
const GIVEN =
  /^(__rustc::)?_?(rust_begin_unwind|rust_panic|__rust_start_panic|__rust_panic_cleanup|__rust_drop_panic|__rust_foreign_exception)$/;

/** In a symbol that could not be demangled. */
const RAW = /(4core|3std)9panicking/;

/**
 * The names among `symbols` that belong to Rust’s panic machinery: as paths, sorted, each once; as they are where they cannot be
 * demangled.
 *
 * What it shows: the linker kept that function, or the object refers to it, so there is a path to a panic that neither compiler nor
 * linker could rule out. It does not show that the path can be taken. What it does not show: that a file without such names cannot
 * panic. The names may have been stripped in part; a function may be inlined into its callers; a standard library that is built
 * with `panic = "immediate-abort"` ends the program without any of them. Without a symbol table nothing is known: an empty answer is
 * one only for `symbols` that are not `undefined`. Names: core, alloc, std, panic_unwind and panic_abort of Rust 1.63, 1.85 and 1.95.
 */
export function panicSymbols(symbols: readonly string[]): string[] {
  const paths = symbols
    .filter((symbol) => HINT.test(symbol))
    .map(demangle)
    .filter(isPanicPath);
  return [...new Set(paths)].sort();
}

function isPanicPath(path: string): boolean {
  // `<core::panicking::Kind as core::fmt::Debug>::fmt`, `<alloc::vec::Vec>::remove::assert_failed`.
  const plain = path.replace(/^</, '');
  return [MODULES, FUNCTIONS, ALLOCATION].some((pattern) => pattern.test(plain)) || GIVEN.test(path) || RAW.test(path);
}
