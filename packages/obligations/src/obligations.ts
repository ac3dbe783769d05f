import { outermost } from './context.js';
import { damageOf } from './damage.js';
import { Found } from './found.js';
import type { Grammar } from './grammar.js';
import { Lines } from './lines.js';
import type { FileObligations, Unparsed } from './obligation.js';
import type { Span } from './place.js';
import { parseFile } from './repair.js';
import { scan } from './scan.js';

/**
 * The obligations of one source file. What the parser does not understand is trouble: of one function where it can be told
 * that the rest of the tree is the source's, otherwise of the whole file.
 */
export function obligationsOf(grammar: Grammar, source: string): FileObligations | Unparsed {
  // rustc drops a byte order mark before it counts columns.
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  const lines = new Lines(text);
  const { syntax, text: parsed } = parseFile(grammar, text);
  const damage = damageOf(syntax, lines);
  if ('trouble' in damage) return damage;
  const found = new Found(grammar, lines, parsed, syntax, damage.functions);
  found.troubles.push(...damage.elsewhere);
  scan(found, syntax, 0, outermost);
  const { functions, modules, includes, macroBodies, excludedRegions, constantCalls, troubles } = found;
  return {
    functions,
    statements: found.statements.sort(bySpan),
    decisions: found.decisions.sort(bySpan),
    modules,
    includes,
    macroBodies,
    excludedRegions,
    constantCalls,
    troubles: troubles.sort(bySpan),
  };
}

/** In the order of the source; what encloses another comes first. */
function bySpan({ span: a }: { span: Span }, { span: b }: { span: Span }): number {
  return a.line - b.line || a.column - b.column || b.endLine - a.endLine || b.endColumn - a.endColumn;
}
