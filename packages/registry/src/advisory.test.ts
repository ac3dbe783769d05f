import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { affects, readAdvisory } from './advisory.js';

const PATH = 'db/crates/time/RUSTSEC-2020-0071.md';
const expected = { package: 'time', id: 'RUSTSEC-2020-0071' };

const text = `\`\`\`toml
[advisory]
id = "RUSTSEC-2020-0071"
package = "time"
date = "2020-11-18"
categories = ["memory-corruption"]

[affected]
os = ["linux"]

[versions]
patched = [">= 0.2.23"]
unaffected = ["=0.2.0"]
\`\`\`

# Potential segfault in the time crate

## Impact
`;

const read = (content: string) => readAdvisory(content, PATH, expected);
const marked = (line: string) => read(text.replace('date =', `${line}\ndate =`));

/** What the error says to a person; fails when there is none. */
function complaint(content: string): string {
  try {
    read(content);
  } catch (error) {
    if (error instanceof UserError) return error.describe();
    throw error;
  }
  throw new Error('the advisory was accepted');
}

describe('readAdvisory', () => {
  it('reads id, title and day', () => {
    expect(read(text)).toMatchObject({
      id: 'RUSTSEC-2020-0071',
      title: 'Potential segfault in the time crate',
      date: '2020-11-18',
      informational: undefined,
      withdrawn: false,
    });
  });

  it('reads a file with the line ends of Windows', () => {
    expect(read(text.replaceAll('\n', '\r\n'))).toEqual(read(text));
  });

  it.each([
    ['informational = "unmaintained"', 'unmaintained'],
    ['informational = "notice"', 'notice'],
    ['informational = "unsound"', undefined],
    ['informational = "of a new kind"', undefined],
  ])('takes %s for the mark %s', (line, mark) => {
    expect(marked(line).informational).toBe(mark);
  });

  it.each([
    ['0.1.44', true],
    ['0.2.0', false],
    ['0.2.22', true],
    ['0.2.23-rc.1', true],
    ['0.2.23', false],
    ['0.3.0-alpha', false],
    ['no version', true],
  ])('speaks of %s: %s', (version, speaks) => {
    expect(affects(read(text), version)).toBe(speaks);
    expect(affects(marked('withdrawn = "2021-01-01"'), version)).toBe(false);
  });

  it('speaks of all versions when none was repaired', () => {
    expect(affects(read(text.replace('">= 0.2.23"', '')), '0.3.47')).toBe(true);
    expect(affects(read(text.replace(/^unaffected.*\n/m, '')), '0.2.0')).toBe(true);
  });

  it.each([
    ['no block of TOML', text.replace('```toml', '---'), `${PATH}: `],
    ['a block without end', text.replace('\n```\n', '\n'), `${PATH}: `],
    ['TOML with a fault', text.replace('"time"', 'time'), `${PATH}:4:`],
    ['no title', text.replace('# Potential', 'Potential').replace('## Impact', ''), 'no title'],
    ['another package', text.replace('"time"', '"chrono"'), `${PATH}:4:1: `],
    ['another id', text.replace('0071', '0072'), `${PATH}:3:1: `],
    ['no date', text.replace(/^date.*\n/m, ''), 'advisory.date'],
    ['a date that does not exist', text.replace('11-18', '11-31'), `${PATH}:5:1: `],
    ['a withdrawal without a day', text.replace('date =', 'withdrawn = true\ndate ='), 'advisory.withdrawn'],
    ['no list of repaired versions', text.replace(/^patched.*\n/m, ''), 'versions.patched'],
    ['a range that is none', text.replace('>= 0.2.23', '0.2.23 or later'), 'versions.patched[0]: not a requirement'],
    ['an empty file', '', `${PATH}: `],
  ])('refuses %s, and says where', (_, content, where) => {
    expect(complaint(content)).toContain(where);
  });

  it('refuses a file that is cut short before its title ends', () => {
    for (let end = 0; end < text.indexOf('# Potential') + 3; end += 1) {
      expect(() => read(text.slice(0, end)), `${end}`).toThrow(UserError);
    }
  });
});
