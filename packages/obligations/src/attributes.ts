import { isTestOnly, splitList } from './cfg.js';

/** What attributes say of the item, statement, arm or expression that they stand at. */
export interface Attributes {
  readonly cfg: readonly string[];
  /** The attribute that makes it test code. */
  readonly test: string | undefined;
  /** `#[should_panic]`: a test that passes when it panics. */
  readonly shouldPanic: boolean;
  /** Attributes that are macros: they may rewrite what they stand at. */
  readonly macros: readonly string[];
  readonly path: string | undefined;
  readonly conditionalPaths: readonly { readonly cfg: string; readonly path: string }[];
}

/** Attributes from their texts: `#[cfg(test)]`, `#![cfg(unix)]`. */
export function readAttributes(texts: readonly string[]): Attributes {
  const cfg: string[] = [];
  const macros: string[] = [];
  const conditionalPaths: { cfg: string; path: string }[] = [];
  let test: string | undefined;
  let path: string | undefined;
  let shouldPanic = false;
  for (const text of texts) {
    const attribute = readAttribute(text.replace(/^#\s*!?\s*\[/, '').replace(/\]\s*$/, ''));
    if (attribute.name === 'cfg') {
      const predicate = oneLine(attribute.list);
      cfg.push(predicate);
      if (isTestOnly(predicate)) test ??= `#[cfg(${predicate})]`;
    } else if (attribute.name === 'cfg_attr') {
      const [predicate, ...conditional] = splitList(attribute.list).map(oneLine);
      for (const inner of conditional.map(readAttribute)) {
        if (inner.name === 'should_panic') shouldPanic = true;
        if (inner.name === 'path' && inner.value !== undefined)
          conditionalPaths.push({ cfg: predicate ?? '', path: inner.value });
        else if (inner.name === 'cfg') cfg.push(`any(not(${predicate}), ${inner.list})`);
        else if (!isBuiltIn(inner.name)) macros.push(inner.name);
      }
    } else if (attribute.name === 'should_panic') shouldPanic = true;
    else if (attribute.name === 'path') path ??= attribute.value;
    else if (isTest(attribute.name)) test ??= `#[${attribute.name}]`;
    else if (!isBuiltIn(attribute.name)) macros.push(attribute.name);
  }
  return { cfg, test, shouldPanic, macros, path, conditionalPaths };
}

interface Attribute {
  readonly name: string;
  /** What stands in its parentheses. */
  readonly list: string;
  /** The string after `=`. */
  readonly value: string | undefined;
}

function readAttribute(text: string): Attribute {
  const unwrapped = text.replace(/^\s*unsafe\s*\((.*)\)\s*$/s, '$1');
  const name = /^\s*((?:::)?[\w#]+(?:\s*::\s*[\w#]+)*)/.exec(unwrapped)?.[1]?.replace(/\s/g, '') ?? '';
  const rest = unwrapped.trimStart().slice(name.length).trim();
  const value = /^=\s*r?#*"(.*)"#*$/s.exec(rest)?.[1];
  return { name, list: /^[([{](.*)[)\]}]$/s.exec(rest)?.[1]?.trim() ?? '', value };
}

/** The text with one space for all white space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** By custom, attributes that make a test end in `test` (`tokio::test`, `rstest`); the other names are of well-known crates. */
function isTest(name: string): boolean {
  const last = name.split('::').at(-1) ?? '';
  return /test$/.test(last) || ['bench', 'test_case', 'test_matrix', 'quickcheck', 'proptest'].includes(last);
}

/** Attributes of the language and of its tools (Rust reference, "Attributes"; rustc's unstable ones by their prefixes). */
const builtIn = new Set(
  `allow warn deny forbid expect derive doc inline cold must_use no_mangle export_name link_name link_section link
  link_ordinal no_link repr ignore should_panic automatically_derived deprecated target_feature track_caller non_exhaustive
  macro_use macro_export recursion_limit type_length_limit global_allocator alloc_error_handler proc_macro
  proc_macro_derive proc_macro_attribute used no_std no_main no_core no_builtins no_implicit_prelude windows_subsystem
  crate_name crate_type feature panic_handler coverage naked instruction_set debugger_visualizer collapse_debuginfo
  may_dangle unstable stable marker fundamental lang thread_local optimize default_lib_allocator define_opaque
  type_const const_trait ffi_const ffi_pure linkage no_sanitize sanitize cfi_encoding allow_internal_unstable
  allow_internal_unsafe must_not_suspend pointee needs_allocator needs_panic_runtime`.split(/\s+/),
);

function isBuiltIn(name: string): boolean {
  return builtIn.has(name) || /^(rustc_|const_|rustfmt::|clippy::|diagnostic::|rustdoc::|miri::)/.test(name);
}
