import { describe, expect, test } from 'vitest';
import { normalisedText } from './normalise.js';
import { obligations } from './test-grammar.js';

/** The normalised text of the first function of a source. */
function normalised(source: string): string {
  const [first] = obligations(source).functions;
  if (first === undefined) throw new Error('no function');
  return normalisedText(source, first.span);
}

const plain = 'fn f(a: bool) -> bool { if a && !b { return g("x  y", \'c\'); } a }';

test.each([
  ['spaces', 'fn f( a:bool )->bool{if a&&!b{return g("x  y",\'c\');}a}'],
  [
    'lines and indentation',
    'fn f(a: bool)\r\n    -> bool\n{\n\tif a && !b {\n\t\treturn g("x  y", \'c\');\n\t}\n\ta\n}',
  ],
  ['trailing white space', plain.replace('{ if', '{   \n if')],
  ['comments', plain.replace('a && !b', 'a /* && c /* nested */ */ && // why\n !b')],
  ['another place', `// é\nmod m { ${plain} }`],
  ['a byte order mark', `\ufeff${plain}`],
])('does not change with %s', (_, other) => {
  expect(normalised(other)).toBe(normalised(plain));
});

test.each([
  ['an operator', plain.replace('&&', '||')],
  ['a negation', plain.replace('!b', 'b')],
  ['a name', plain.replace('!b', '!B')],
  ['a string', plain.replace('x  y', 'x y')],
  ['a character', plain.replace("'c'", "'d'")],
  ['where words end', plain.replace('return g', 'returng')],
  ['a sign of two', plain.replace('&&', '& &')],
  ['a comment in a string', plain.replace('x  y', '// x')],
  ['a statement', plain.replace('a }', 'h(); a }')],
])('changes with %s', (_, other) => {
  expect(normalised(other)).not.toBe(normalised(plain));
});

describe('tokens', () => {
  function tokens(text: string): string[] {
    return normalisedText(text, { line: 1, column: 1, endLine: 99, endColumn: 1 }).split(' ');
  }

  test.each([
    [`'a 'b' '\\'' '\\u{1F600}' '𝄞'`, ["'a", "'b'", "'\\''", "'\\u{1F600}'", "'𝄞'"]],
    ['r"a\\" r#"b"c"# br##"d"#e"## c"f" b\'g\'', ['r"a\\"', 'r#"b"c"#', 'br##"d"#e"##', 'c"f"', "b'g'"]],
    ['r#type é_1 _', ['r#type', 'é_1', '_']],
    ['1.0e-3f32 0xFFu8 1..2 1.foo x.0.1', ['1.0e-3f32', '0xFFu8', '1', '..', '2', '1', '.', 'foo', 'x', '.', '0.1']],
    ['a<<=b>>c..=d=>e->f::g||h', ['a', '<<=', 'b', '>>', 'c', '..=', 'd', '=>', 'e', '->', 'f', '::', 'g', '||', 'h']],
    ['"a\\"//b" /* "c" */ d // "e', ['"a\\"//b"', 'd']],
  ])('%s', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  test('what is cut off ends, and nothing is lost', () => {
    for (const text of ['"abc', 'r#"abc', '/* abc', "'", "b'", '\\', '\u0000']) {
      expect(tokens(`x ${text}`)[0]).toBe('x');
    }
  });
});

test('a span outside of the text is empty', () => {
  expect(normalisedText('fn f() {}', { line: 7, column: 1, endLine: 9, endColumn: 1 })).toBe('');
});
