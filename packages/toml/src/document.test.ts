import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { parseToml } from './document.js';
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

  it('is not led astray by a key named __proto__', () => {
    const { value } = parseToml('[__proto__]\npolluted = 1\n', 'assay.toml');
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('parseTomlFast', () => {
  it('gives values, and the line of an error', () => {
    expect(parseTomlFast('version = 4\n', 'Cargo.lock')).toEqual({ version: 4 });
    expect(() => parseTomlFast('version = 4\n<<<<<<< HEAD\n', 'Cargo.lock')).toThrow(
      expect.objectContaining({ at: expect.objectContaining({ path: 'Cargo.lock', line: 2 }) }),
    );
  });
});
