import { expect, test } from 'vitest';
import type { FileObligations } from './obligation.js';
import { obligationsOf } from './obligations.js';
import type { Span } from './place.js';
import { grammar, obligations } from './test-grammar.js';

/** A source with a bit of everything. */
const sample = `#![cfg(x)]
mod a { #[path = "b.rs"] mod c; }
impl<T> S<T> { async fn é(&self, 变: &str) -> Option<u8> {
    let Some(x @ 1..=3) = f()?.g(|y| y && z).await? else { return None };
    if !(a && b) && let Some(q) = r { assert!(a || b, "日本 {}", c && d); } else if e { loop { break } }
    match x { 1 | 2 if a && b => vec![a && b; 3], _ => { tokio::select! { v = w => { u?; } } } }
    #[cfg(test)] { t(); }
    unsafe { *p } as u8 <= 3; 'l: while m!(n) {} r#"raw "#; '\\'' } }
macro_rules! m { ($a:expr) => { $a && b }; }
`;

/** What must hold of whatever is found: places in the text, in order, and references to functions that are there. */
function isSound(found: FileObligations, source: string): void {
  const lines = source.split('\n').map((line) => Buffer.byteLength(line) + 1);
  const check = ({ line, column, endLine, endColumn }: Span) => {
    expect(line).toBeGreaterThan(0);
    expect(endLine * 1e6 + endColumn).toBeGreaterThanOrEqual(line * 1e6 + column);
    expect(endLine).toBeLessThanOrEqual(lines.length);
    expect(column).toBeLessThanOrEqual(lines[line - 1] ?? 0);
    expect(endColumn).toBeLessThanOrEqual(lines[endLine - 1] ?? 0);
  };
  for (const { span } of [...found.functions, ...found.statements, ...found.decisions, ...found.troubles]) check(span);
  for (const decision of found.decisions) {
    if ('conditions' in decision) for (const { span } of decision.conditions) check(span);
    if ('arms' in decision)
      for (const { pattern, body } of decision.arms) for (const span of [pattern, body]) check(span);
  }
  for (const { function: index } of [...found.statements, ...found.decisions]) {
    if (index === undefined) continue;
    expect(found.functions[index]?.isKnown).toBe(true);
    expect(found.functions[index]?.isTest).toBe(false);
  }
}

function isAnswered(source: string): void {
  const found = obligationsOf(grammar, source);
  if (found.trouble === undefined) isSound(found, source);
  else expect(found.trouble.message).not.toBe('');
}

test('the sample itself parses', () => {
  const { troubles, decisions } = obligations(sample);
  expect(troubles).toEqual([]);
  expect(decisions.length).toBeGreaterThan(12);
});

test('a text that is cut off anywhere is answered', () => {
  for (let end = 0; end < sample.length; end += 2) isAnswered(sample.slice(0, end));
});

test('a text with a part taken out or put in twice is answered', () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed % below;
  };
  for (let round = 0; round < 200; round++) {
    const [start, length] = [random(sample.length), 1 + random(20)];
    const part = sample.slice(start, start + length);
    const at = random(sample.length);
    isAnswered(round % 2 === 0 ? sample.replace(part, () => '') : sample.slice(0, at) + part + sample.slice(at));
  }
});

test.each([
  ['parentheses', (n: number) => `fn f() { ${'('.repeat(n)}a${')'.repeat(n)} }`],
  ['negations', (n: number) => `fn f() { ${'!'.repeat(n)}a }`],
  ['negations of operators', (n: number) => `fn f() { if ${'!('.repeat(n)}a && b${')'.repeat(n)} {} }`],
  ['operators to the right', (n: number) => `fn f() { if ${'a && ('.repeat(n)}b${')'.repeat(n)} {} }`],
  ['operators to the left', (n: number) => `fn f() { if a${' && b'.repeat(n)} {} }`],
  ['sums', (n: number) => `fn f() { a${' + b()?'.repeat(n)} }`],
  ['blocks', (n: number) => `fn f() { ${'{'.repeat(n)}a${'}'.repeat(n)} }`],
  ['matches', (n: number) => `fn f() { ${'match a { 1 => '.repeat(n)}b${', _ => c }'.repeat(n)} }`],
  ['ifs', (n: number) => `fn f() { ${'if a { '.repeat(n)}b${' }'.repeat(n)} }`],
  ['elses', (n: number) => `fn f() { if a {}${' else if b {}'.repeat(n)} }`],
  ['closures', (n: number) => `fn f() { ${'|x| '.repeat(n)}y }`],
  ['calls in a row', (n: number) => `fn f() { a${'.b()?'.repeat(n)} }`],
  ['calls in calls', (n: number) => `fn f() { ${'a('.repeat(n)}b?${')'.repeat(n)} }`],
  ['macros in macros', (n: number) => `fn f() { ${'m!('.repeat(n)}a && b${')'.repeat(n)} }`],
  ['modules', (n: number) => `${'mod a { '.repeat(n)}fn f() {}${' }'.repeat(n)}`],
  ['functions', (n: number) => `${'fn a() { '.repeat(n)}b;${' }'.repeat(n)}`],
  ['elements', (n: number) => `fn f() { [${'a && b, '.repeat(n)}] }`],
  ['statements', (n: number) => `fn f() { ${'a()?; m!(b); '.repeat(n)} }`],
  ['attributes', (n: number) => `${'#[cfg(a)] '.repeat(n)}fn f() {}`],
  ['arms', (n: number) => `fn f() { match a { ${'1 if b && c => d, '.repeat(n)} } }`],
  ['errors', (n: number) => `fn f() { ${'a @ ; '.repeat(n)} }`],
  ['raw borrows', (n: number) => `fn f() { ${'g(&raw.a); '.repeat(n)} }`],
])('a thousand %s are answered, in time', (_, source) => {
  const started = process.cpuUsage();
  isAnswered(source(1000));
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
});

test('one grammar serves file after file without growing', () => {
  const source = sample + 'fn g() { a && b; }\n'.repeat(200);
  const memory = () => process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  for (let round = 0; round < 10; round++) obligationsOf(grammar, source);
  const before = memory();
  for (let round = 0; round < 60; round++) obligationsOf(grammar, source);
  // A tree that is not given back costs about a megabyte of WebAssembly's memory.
  expect(memory() - before).toBeLessThan(64 << 20);
});
