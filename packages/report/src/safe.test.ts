import { describe, expect, it } from 'vitest';
import { htmlText, inertLine, markdownCode, markdownText, oneLine, shorten, visible } from './safe.js';

describe('visible', () => {
  it('writes out what a reader would not see, and keeps newlines and tabs', () => {
    expect(visible('a\u001b[31m\u202eb\u0000\n\tc\r')).toBe('a\\u{1b}[31m\\u{202e}b\\u{0}\n\tc\\u{d}');
    expect(oneLine('a\n\tb')).toBe('a\\n\\tb');
  });

  it('writes out half characters and noncharacters, and keeps whole ones', () => {
    expect(visible('\ud800 \uffff 🦀 ä')).toBe('\\u{d800} \\u{ffff} 🦀 ä');
  });
});

describe('inertLine', () => {
  it('lets no line begin a command of a CI runner', () => {
    expect(inertLine('  ::error::x')).toBe('  \\u{3a}:error::x');
    expect(inertLine('a ##[group]b')).toBe('a #\\u{23}[group]b');
    expect(inertLine('core::fmt::Write')).toBe('core::fmt::Write');
  });
});

describe('htmlText', () => {
  it('escapes for elements and attributes', () => {
    expect(htmlText(`<a href="x" b='y'>&amp;`)).toBe('&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;');
  });
});

describe('markdownText', () => {
  it.each([
    ['1.88.0 is newer than 1.85.0', '1.88.0 is newer than 1.85.0'],
    ['1. not a list', '1\\. not a list'],
    ['# not a heading', '\\# not a heading'],
    ['snake_case _not_ emphasis', 'snake_case \\_not\\_ emphasis'],
    ['see https://example.com', 'see https\\://example.com'],
    ['a | b `c` [d](e) <f> &', 'a \\| b \\`c\\` \\[d\\](e) &lt;f&gt; &amp;'],
  ])('%s', (text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });
});

describe('markdownCode', () => {
  it('fences with more backticks than the text has', () => {
    expect(markdownCode('Cargo.lock:1')).toBe('`Cargo.lock:1`');
    expect(markdownCode('a``b`')).toBe('``` a``b` ```');
    expect(markdownCode('')).toBe('`  `');
  });
});

describe('shorten', () => {
  it('cuts between characters and says so', () => {
    expect(shorten('abcdef', 6)).toBe('abcdef');
    expect(shorten('abcdef', 4)).toBe('abc…');
    expect(shorten('ab🦀def', 4)).toBe('ab…');
  });
});
