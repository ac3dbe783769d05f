/** A token of Rust with the offset at which it begins. Comments and white space are none. */
export interface Token {
  readonly text: string;
  readonly start: number;
}

/** White space, comments, then what a token can be, the longest first: numbers, strings, characters, lifetimes, words, signs. */
const token = new RegExp(
  [
    /\s+/u,
    /\/\/[^\n]*/u,
    /(?<block>\/\*)/u,
    /(?<raw>(?:b|c)?r(?<hashes>#*)")/u,
    /(?:b|c)?"(?:[^"\\]|\\[\s\S])*"/u,
    /b?'(?:[^\\'\n]|\\(?:u\{[^}]*\}|x..|.))'/u,
    /0[xob]\w+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?[\d_]+)?\w*/u,
    /'(?:r#)?[\p{ID_Start}_]\p{ID_Continue}*/u,
    /(?:r#)?[\p{ID_Start}_]\p{ID_Continue}*/u,
    /<<=|>>=|\.\.\.|\.\.=|&&|\|\||[=!<>+\-*/%^&|]=|->|=>|::|<<|>>|\.\./u,
    /[\s\S]/u,
  ]
    .map((part) => part.source)
    .join('|'),
  'uy',
);

/** The tokens of a Rust source, or of a part of one that begins and ends outside of strings and comments. */
export function* tokensOf(source: string): Generator<Token> {
  let at = 0;
  while (at < source.length) {
    token.lastIndex = at;
    const match = token.exec(source);
    if (match === null) return;
    const start = at;
    const { block, raw, hashes } = match.groups ?? {};
    if (block !== undefined) at = endOfComment(source, at);
    else if (raw !== undefined) at = endOf(source, `"${hashes ?? ''}`, at + raw.length);
    else at += match[0].length;
    if (block !== undefined || /^(?:\s|\/\/)/.test(match[0])) continue;
    yield { text: source.slice(start, at), start };
  }
}

function endOf(source: string, closing: string, from: number): number {
  const at = source.indexOf(closing, from);
  return at === -1 ? source.length : at + closing.length;
}

/** Block comments nest. One that is not closed goes on to the end. */
function endOfComment(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; ) {
    const sign = source.slice(at, at + 2);
    if (sign === '/*') depth++;
    else if (sign === '*/') depth--;
    at += sign === '/*' || sign === '*/' ? 2 : 1;
    if (depth === 0) return at;
  }
  return source.length;
}
