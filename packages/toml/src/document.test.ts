import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { NESTING_LIMIT, parseToml } from './document.js';
import { parseTomlFast } from './fast.js';

const text = `title = "a"
[project]
name.first = "b"
"key with spaces" = [1, { x = 2 }]
[[deviation]]
id = "DEV-1"
scope = { package = "time" }
[[deviation]]
id = "DEV-2"
expires = 2027-03-31
`;

describe('parseToml', () => {
  const document = parseToml(text, 'assay.toml');

  it('gives values, dates as text', () => {
    expect(JSON.parse(JSON.stringify(document.value))).toEqual({
      title: 'a',
      project: { name: { first: 'b' }, 'key with spaces': [1, { x: 2 }] },
      deviation: [
        { id: 'DEV-1', scope: { package: 'time' } },
        { id: 'DEV-2', expires: '2027-03-31' },
      ],
    });
  });

  it.each([
    [['title'], 1, 1],
    [['project'], 2, 2],
    [['project', 'name', 'first'], 3, 6],
    [['project', 'key with spaces'], 4, 1],
    [['project', 'key with spaces', 1, 'x'], 4, 27],
    [['deviation', 0, 'scope', 'package'], 7, 11],
    [['deviation', 1], 8, 3],
    [['deviation', 1, 'expires'], 10, 1],
    [['deviation', 1, 'rationale'], 8, 3],
    [['nothing', 'here'], 1, 1],
  ])('knows the place of %j', (path, line, column) => {
    expect(document.placeOf(path)).toEqual({ path: 'assay.toml', line, column });
  });

  it('says where it is not TOML', () => {
    const parse = () => parseToml('a = 1\nb = \n', 'assay.toml');
    expect(parse).toThrow(UserError);
    expect(parse).toThrow(expect.objectContaining({ at: { path: 'assay.toml', line: 2, column: 5 } }));
    expect(() => parseToml('a = 1\na = 2\n', 'assay.toml')).toThrow(/multiple/);
  });

  it.each([
    ['arrays', `a = ${'['.repeat(100)}${']'.repeat(100)}`],
    ['inline tables', `a = ${'{a='.repeat(100)}1${'}'.repeat(100)}`],
    ['dotted keys', `${'a.'.repeat(20_000)}a = 1`],
    ['headings', `[${'a.'.repeat(20_000)}a]`],
  ])('refuses %s that go too deep', (_, deep) => {
    expect(() => parseToml(deep, 'assay.toml')).toThrow(`more than ${NESTING_LIMIT} levels deep`);
  });

  it.each([
    ['nested', `a = ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['long', `a = "${'x'.repeat(500_000)}"`],
  ])('refuses a value that is too %s for the stack', (_, value) => {
    expect(() => parseToml(value, 'assay.toml')).toThrow(UserError);
    expect(() => parseToml(value, 'assay.toml')).toThrow('nested too deep, or too long');
  });

  it.each(['2020-02-30', '2027-13-01', '2027-03-31T25:00:00Z'])('refuses %s, which is no date', (date) => {
    expect(() => parseToml(`a = ${date}`, 'assay.toml')).toThrow(/this is not TOML: Unexpected invalid (date|time)/);
  });

  it('accepts what TOML 1.1 added', () => {
    expect(parseToml('a = { b = "\\e",\n c = 2,\n}', 'a.toml').value.a).toEqual({ b: '\u001b', c: 2 });
  });

  it('is not led astray by a key named __proto__', () => {
    const { value } = parseToml('[__proto__]\npolluted = 1\n', 'assay.toml');
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('parseTomlFast', () => {
  const parse = (text: string) => () => parseTomlFast(text, 'Cargo.lock');

  it('gives values', () => {
    expect(parse('version = 4\n[[package]]\nname = "a"\n')()).toEqual({ version: 4, package: [{ name: 'a' }] });
  });

  it.each([
    ['a merge conflict', 'version = 4\n<<<<<<< HEAD\n', 'illegal character in key', { line: 2, column: 1 }],
    ['a mistake on the first line', 'a = True\n', 'invalid value', { line: 1, column: 5 }],
    ['a file cut off', '[[package]]\nname = "ser', 'unfinished string', { line: 2, column: 8 }],
    ['a date that does not exist', 'a = 2020-13-01', 'invalid date', { line: 1, column: 5 }],
  ])('says what is wrong, and where: %s', (_, text, message, at) => {
    expect(parse(text)).toThrow(UserError);
    expect(parse(text)).toThrow(expect.objectContaining({ at: { path: 'Cargo.lock', ...at } }));
    expect(parse(text)).toThrow(message);
    expect(parse(text)).not.toThrow(/Invalid TOML document|\n/);
  });

  it('is not led astray by a key named __proto__', () => {
    const value = parse('[__proto__]\npolluted = 1\n')();
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
