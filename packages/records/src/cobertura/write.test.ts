import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import type { OutputFile } from '../output-file.js';
import { lineFile, randomLineFile, rowsOf } from '../test-lines.js';
import { randomFrom, streamOf } from '../test-streams.js';
import { readCobertura } from './read.js';
import { faultsOf } from './test-dtd.js';
import { writeCobertura } from './write.js';

const options = { sourceRoot: '.', timestamp: 1790000000000 };
const write = (...files: OutputFile[]) => [...writeCobertura(files, options)].join('');

const file: OutputFile = {
  path: 'src/io/a.rs',
  lines: [
    [4, 0],
    [1, 5],
    [2, 5],
  ],
  functions: [
    { name: 'f<&"A">', line: 1, count: 5 },
    { name: 'elsewhere', line: 9, count: 1 },
  ],
  branches: [
    { line: 2, block: 0, branch: '0', taken: 5 },
    { line: 2, block: 0, branch: '1', taken: 0 },
    { line: 2, block: 1, branch: '0', taken: null },
  ],
  mcdc: [],
};

describe('writeCobertura', () => {
  it('writes a package for each folder and a class for each file, with rates of what is written', () => {
    expect(
      write({ ...file, path: 'b.rs', lines: [], functions: [], branches: [] }, file),
    ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.6666" branch-rate="0.3333" complexity="0" lines-covered="2" lines-valid="3" branches-covered="1" branches-valid="3" version="assay" timestamp="1790000000000">
  <sources>
    <source>.</source>
  </sources>
  <packages>
    <package name="." line-rate="0" branch-rate="0" complexity="0">
      <classes>
        <class name="b.rs" filename="b.rs" line-rate="0" branch-rate="0" complexity="0">
          <methods>
          </methods>
          <lines>
          </lines>
        </class>
      </classes>
    </package>
    <package name="src/io" line-rate="0.6666" branch-rate="0.3333" complexity="0">
      <classes>
        <class name="a.rs" filename="src/io/a.rs" line-rate="0.6666" branch-rate="0.3333" complexity="0">
          <methods>
            <method name="f&lt;&amp;&quot;A&quot;&gt;" signature="" line-rate="1" branch-rate="0" complexity="0"><lines><line number="1" hits="5"/></lines></method>
            <method name="elsewhere" signature="" line-rate="1" branch-rate="0" complexity="0"><lines/></method>
          </methods>
          <lines>
            <line number="1" hits="5" branch="false"/>
            <line number="2" hits="5" branch="true" condition-coverage="33% (1/3)"/>
            <line number="4" hits="0" branch="false"/>
          </lines>
        </class>
      </classes>
    </package>
  </packages>
</coverage>
`);
  });

  it('says 1 only of what is wholly covered', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => [index + 1, index] as const);
    expect(write({ ...file, lines })).toContain('<coverage line-rate="0.9999"');
    expect(write({ ...file, lines: lines.slice(1), branches: [] })).toContain(
      '<coverage line-rate="1" branch-rate="0"',
    );
  });

  it('is valid and read back as it was, as far as the form goes', async () => {
    const random = randomFrom(7);
    const paths = ['a.rs', 'src/"ä" <&>.rs', '__proto__', 'src/x\t\n.rs', '/abs.rs'];
    for (let round = 0; round < 50; round += 1) {
      const files = new Map(paths.map((path) => [path, withoutLoose(randomLineFile(random))]));
      const text = write(...[...files].map(([path, one]) => ({ path, ...one })));
      expect(faultsOf(text)).toEqual([]);
      const read = await readCobertura(streamOf(text, 100), 'x.xml');
      expect(read.sources).toEqual(['.']);
      expect([...read.files.keys()].sort()).toEqual([...paths].sort());
      for (const [path, one] of read.files) {
        const { lines, functions, tallies } = rowsOf(one);
        const original = files.get(path) ?? lineFile({});
        expect({ lines, functions }).toEqual({ lines: [...original.lines], functions: [...original.functions] });
        expect(tallies.reduce((sum, { total }) => sum + total, 0)).toBe(original.branches.length);
        expect(tallies.reduce((sum, { covered }) => sum + covered, 0)).toBe(
          original.branches.filter(({ taken }) => (taken ?? 0) > 0).length,
        );
      }
    }
  });

  it('does not lose a branch on a line that is not counted', () => {
    expect(write({ ...file, lines: [], functions: [] })).toContain(
      '<line number="2" hits="5" branch="true" condition-coverage="33% (1/3)"/>',
    );
  });

  it.each([
    ['a path', { ...file, path: 'a\0' }],
    ['a path', { ...file, path: '\ud800' }],
    ['a name', { ...file, functions: [{ name: '\u0001', line: 1, count: 1 }] }],
  ])('refuses %s that XML cannot hold', (_, one) => {
    expect(() => write(one)).toThrow(UserError);
    expect(() => [...writeCobertura([], { ...options, sourceRoot: '\uffff' })]).toThrow(UserError);
  });
});

describe('faultsOf', () => {
  it.each([
    ['an attribute is missing', / branches-valid="3"/],
    ['an element is missing', /<packages>[\s\S]*<\/packages>/],
    ['an element is elsewhere', /<methods>[\s\S]*?<\/methods>/],
    ['an end is missing', /<\/coverage>/],
  ])('sees that %s', (_, part) => {
    const text = write(file);
    expect(text.replace(part, '')).not.toBe(text);
    expect(faultsOf(text.replace(part, ''))).not.toEqual([]);
  });
});

/** The file without functions and branches that stand on lines without counts, for which the form has no place. */
function withoutLoose(one: ReturnType<typeof randomLineFile>): ReturnType<typeof randomLineFile> {
  const functions = [...one.functions].filter(({ line }) => one.lines.get(line) !== undefined);
  const branches = one.branches.filter(({ line }) => one.lines.get(line) !== undefined);
  return lineFile({ lines: [...one.lines], functions, branches });
}
