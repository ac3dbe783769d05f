import type { Node, Syntax } from './syntax.js';

/** A pattern without its parentheses, and the offsets of rustc's branch row for it: of `x @ P` that has the binding alone. */
export function patternRow(syntax: Syntax, holder: Node, matched: Node): { pattern: Node; start: number; end: number } {
  let pattern = matched;
  while (syntax.type(pattern) === 'tuple_pattern' && syntax.child(pattern, ',') === undefined) {
    const part = syntax.parts(pattern)[0];
    if (part === undefined) break;
    pattern = part;
  }
  let binding = pattern;
  while (['ref_pattern', 'mut_pattern'].includes(syntax.type(binding))) {
    const part = syntax.parts(binding).at(-1);
    if (part === undefined) break;
    binding = part;
  }
  const name = syntax.type(binding) === 'captured_pattern' ? syntax.parts(binding)[0] : undefined;
  const mutable = syntax.child(holder, 'mutable_specifier');
  return { pattern, start: syntax.start(mutable ?? pattern), end: syntax.end(name ?? pattern) };
}

/**
 * Whether a pattern matches whatever it is given, as far as its text tells: `_`, a lower-case name, tuples of those. A name
 * that begins with a capital letter may be a constant or a variant.
 */
export function isIrrefutable(syntax: Syntax, pattern: Node): boolean {
  switch (syntax.type(pattern)) {
    case '_':
      return true;
    case 'identifier':
      return /^(r#)?_?[a-z]/.test(syntax.text(pattern));
    case 'mut_pattern':
    case 'ref_pattern':
    case 'reference_pattern':
    case 'tuple_pattern':
    case 'captured_pattern':
      return syntax
        .children(pattern)
        .filter((child) => syntax.isNamed(child) || syntax.type(child) === '_')
        .every((child) => syntax.type(child) === 'mutable_specifier' || isIrrefutable(syntax, child));
    default:
      return false;
  }
}
