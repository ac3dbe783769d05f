import type { MarkedSource, MarkKind, SpanMark } from '@assay/check';
import { sha256 } from '@assay/evidence';

/** A marked source of this text, without marks but those given. */
export function markedSource(text: string, parts: Partial<MarkedSource> = {}): MarkedSource {
  return {
    path: 'src/lib.rs',
    sha256: sha256(text),
    group: 'core',
    figures: [],
    lines: [],
    spans: [],
    notes: [],
    ...parts,
  };
}

/** A span of these places, `missed` unless said otherwise. */
export function span(from: SpanMark['from'], to: SpanMark['to'], words: string, kind: MarkKind = 'missed'): SpanMark {
  return { from, to, kind, words };
}

/**
 * As many files as asked for, of a thousand lines each, marked as code is that is measured well: of ten lines three owe nothing, one has a
 * decision with two conditions in it, the others are statements; every hundredth line has a truth table below it.
 */
export function largeSources(files: number): { sources: MarkedSource[]; texts: Map<string, string> } {
  const sources = Array.from({ length: files }, (_, index) => largeSource(`src/part${index % 10}/file${index}.rs`));
  const text = largeText();
  return { sources, texts: new Map(sources.map(({ path }) => [path, text])) };
}

const LINES = 1000;

function largeText(): string {
  const line = (index: number) => {
    if (index % 10 < 3) return ['', '    /// What this is for, and what it asks of who calls it.', '    }'][index % 10];
    if (index % 10 === 3) return `    if value_${index} < limit && is_armed(${index}) {`;
    return `        let größe_${index} = table[${index}].saturating_add(offset);`;
  };
  return `${Array.from({ length: LINES }, (_, index) => line(index)).join('\n')}\n`;
}

function largeSource(path: string): MarkedSource {
  const owing = Array.from({ length: LINES }, (_, index) => index).filter((index) => index % 10 >= 3);
  const kind = (index: number): MarkKind => (index % 20 === 3 ? 'partly' : index % 50 === 7 ? 'missed' : 'reached');
  return markedSource(largeText(), {
    path,
    figures: ['function', 'statement', 'decision', 'condition', 'MC/DC'].map((label) => {
      return { label, meaning: `what ${label} counts`, reached: 197, total: 200, justified: 1 };
    }),
    lines: owing.map((index) => ({ line: index + 1, kind: kind(index) })),
    spans: owing.flatMap((index) => spansAt(index, kind(index))),
    notes: owing.filter((index) => index % 100 === 3).map((index) => truthTable(index + 1)),
  });
}

function spansAt(index: number, kind: MarkKind): SpanMark[] {
  const line = index + 1;
  if (index % 10 !== 3) return kind === 'missed' ? [span([line, 9], [line, 60], 'statement: it never ran')] : [];
  const digits = `${index}`.length;
  const and = 8 + 'value_'.length + digits + ' < limit'.length;
  return [
    span([line, 8], [line, and + 15 + digits], 'if: both outcomes', kind),
    span([line, 8], [line, and], `condition value_${index} < limit: both values`, 'reached'),
    span([line, and + 4], [line, and + 15 + digits], `condition is_armed(${index}): never false`, kind),
  ];
}

function truthTable(line: number): MarkedSource['notes'][number] {
  return {
    line,
    title: 'MC/DC: one of two conditions is shown to affect the outcome',
    text: ['a: value < limit', 'b: is_armed', 'missing: a true, b false'],
    table: {
      columns: ['a', 'b', 'outcome', 'executed'],
      rows: [
        ['F', '-', 'false', 'yes'],
        ['T', 'F', 'false', 'no'],
        ['T', 'T', 'true', 'yes'],
      ],
    },
  };
}
