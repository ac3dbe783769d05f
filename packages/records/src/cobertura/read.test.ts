import { describe, expect, it } from 'vitest';
import { MAX_COUNT } from '../count.js';
import { rowsOf } from '../test-lines.js';
import { complaint, streamOf } from '../test-streams.js';
import { readCobertura } from './read.js';

const read = (text: string | Uint8Array, size?: number) => readCobertura(streamOf(text, size), 'x.xml');
const refused = (text: string | Uint8Array, size?: number) => complaint(read(text, size));

const DOCTYPE = '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">';

const report = (...classes: string[]) => `<?xml version="1.0" ?>
${DOCTYPE}
<coverage line-rate="1" branch-rate="1"><sources><source>/work</source></sources>
<packages><package name="p" line-rate="1" branch-rate="1"><classes>${classes.join('')}</classes></package></packages></coverage>`;

const classOf = (lines: string, methods = '', filename = 'src/a.rs') =>
  `<class name="a" filename="${filename}" line-rate="1"><methods>${methods}</methods><lines>${lines}</lines></class>`;

const line = (number: number | string, hits: number | string, more = '') =>
  `<line number="${number}" hits="${hits}" ${more}/>`;
const method = (name: string, lines: string) =>
  `<method name="${name}" signature="()">\n<lines>${lines}</lines></method>`;

async function readOne(...classes: string[]) {
  const { files } = await read(report(...classes));
  const [file] = files.values();
  if (file === undefined || files.size > 1) throw new Error(`${files.size} files were read`);
  return rowsOf(file);
}

const small = report(
  classOf(
    line(1, 5) + line(2, 0, 'branch="true" condition-coverage="50% (1/2)"'),
    method('f', line(1, 5)),
    'src/ä&amp;b.rs',
  ),
  classOf(line(7, 1), '', 'b.rs'),
);

describe('readCobertura', () => {
  it('reads lines, methods and branches, and believes no rates', async () => {
    const { files, sources } = await read(small);
    expect(sources).toEqual(['/work']);
    expect([...files].map(([path, file]) => [path, rowsOf(file)])).toEqual([
      [
        'src/ä&b.rs',
        {
          lines: [
            [1, 5],
            [2, 0],
          ],
          functions: [{ name: 'f', line: 1, count: 5 }],
          tallies: [{ line: 2, covered: 1, total: 2 }],
          ...{ branches: [], mcdc: [] },
        },
      ],
      ['b.rs', { lines: [[7, 1]], functions: [], tallies: [], branches: [], mcdc: [] }],
    ]);
  });

  it('reads the same, however the bytes are cut', async () => {
    const whole = await read(small, 10_000);
    for (const size of [1, 2, 3, 7, 64]) expect(await read(small, size)).toEqual(whole);
    expect(await read(`\ufeff${small}`, 2)).toEqual(whole);
  });

  it('counts a line of a method once, where the class lists it too', async () => {
    const { lines, functions } = await readOne(classOf(line(1, 5) + line(2, 3), method('f', line(2, 3) + line(1, 5))));
    expect(lines).toEqual([
      [1, 5],
      [2, 3],
    ]);
    expect(functions).toEqual([{ name: 'f', line: 1, count: 5 }]);
  });

  it('believes the class where a method says otherwise, and the method where the class says nothing', async () => {
    const lines = line(1, 0) + line(2, 4, 'branch="true" condition-coverage="100% (2/2)"');
    const other = line(1, 9) + line(2, 4, 'branch="true" condition-coverage="50% (1/2)"') + line(3, 7);
    expect(await readOne(classOf(lines, method('f', other)))).toMatchObject({
      lines: [
        [1, 0],
        [2, 4],
        [3, 7],
      ],
      tallies: [{ line: 2, covered: 2, total: 2 }],
    });
  });

  it('takes classes of one file for one run: the most hits, and what is sure of the branches', async () => {
    const one = classOf(
      line(1, 5) + line(2, 1, 'branch="True" condition-coverage="50% (1/2)"'),
      method('f', line(1, 5)),
    );
    const other = classOf(
      line(1, 3) + line(2, 2, 'branch="true" condition-coverage="75% (3/4)"') + line(4, 0),
      method('f', line(1, 3)),
    );
    const read = await readOne(one, other);
    expect(read).toMatchObject({
      lines: [
        [1, 5],
        [2, 2],
        [4, 0],
      ],
      functions: [{ name: 'f', line: 1, count: 5 }],
      tallies: [{ line: 2, covered: 1, total: 4 }],
    });
    expect(await readOne(other, one)).toEqual(read);
  });

  it.each([
    ['no branch', 'branch="false"', []],
    ['what writers put on every line', 'branch="false" condition-coverage="100%"', []],
    ['branches', 'branch="true" condition-coverage="66.67% (2/3)"', [[2, 3]]],
    ['branches that nobody announced', 'condition-coverage="0% (0/2)"', [[0, 2]]],
  ])('knows %s', async (_, attributes, tallies) => {
    const found = (await readOne(classOf(line(1, 1, attributes)))).tallies;
    expect(found.map(({ covered, total }) => [covered, total])).toEqual(tallies);
  });

  it('keeps counts that are too high as the highest', async () => {
    expect((await readOne(classOf(line(1, '18446744073709551615') + line(2, '9'.repeat(100_000))))).lines).toEqual([
      [1, MAX_COUNT],
      [2, MAX_COUNT],
    ]);
  });

  it('takes any name, and passes over what it does not know', async () => {
    const names = ['__proto__', 'C:\\a.rs', ' ', '&#x1f600;', 'ü/'.repeat(500_000)];
    const { files } = await read(
      report(...names.map((name) => `${classOf(line(1, 1), '<x/>', name)}<other><line/></other><!-- é -->`)),
      65_536,
    );
    expect([...files.keys()]).toEqual(['__proto__', 'C:\\a.rs', ' ', '\u{1f600}', 'ü/'.repeat(500_000)]);
  });

  it('gives every source once, without the blanks around it', async () => {
    const text = small.replace(
      '<source>/work</source>',
      '<source>\n /a&amp;b </source><source/><source><![CDATA[/c]]></source><source>/c</source>',
    );
    expect((await read(text)).sources).toEqual(['/a&b', '/c']);
  });

  it('leaves out a method without lines, and reads a report without files', async () => {
    expect((await readOne(classOf(line(1, 1), method('f', '')))).functions).toEqual([]);
    expect((await read(report())).files.size).toBe(0);
  });

  it('is refused wherever it is cut', async () => {
    const bytes = Buffer.from(small);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(await refused(bytes.subarray(0, length), 256)).toMatch(/^x\.xml:\d+:\d+: /);
    }
  });

  it.each([
    ['another root', '<report name="jacoco"/>', 'its root is "report"'],
    ['a report of Clover', '<coverage generated="1"><project/></coverage>', 'no packages'],
    ['no root', '<?xml version="1.0"?>', 'cut short'],
    ['nothing', '', 'cut short'],
    ['something behind the root', `${small}<a/>`, 'one root'],
    ['an element that does not end', small.replace('</lines>', ''), 'cut short'],
    ['entities of its own', small.replace('04.dtd"', '04.dtd" [<!ENTITY a "aaaa">]'), 'define entities'],
    ['an entity that is not defined', small.replace('ä&amp;', '&a;'), 'entity'],
    [
      'another encoding',
      small.replace('version="1.0"', 'version="1.0" encoding="ISO-8859-1"'),
      'the report is in ISO-8859-1',
    ],
    ['a class without filename', report('<class name="a"/>'), 'a file has no name'],
    ['a class with an empty filename', report(classOf('', '', '')), 'a file has no name'],
    ['a class in a class', report(classOf(classOf(''))), 'a class stands in a class'],
    ['a line in no class', report(`<lines>${line(1, 1)}</lines>`), 'a line stands in no class'],
    ['a line without number', report(classOf('<line hits="1"/>')), 'the number of a line'],
    ['line 0', report(classOf(line(0, 1))), 'the number of a line'],
    ['a negative line', report(classOf(line(-1, 1))), 'the number of a line'],
    ['a line that is too high', report(classOf(line(10_000_001, 1))), 'the number of a line'],
    ['a line without hits', report(classOf('<line number="1"/>')), 'the hits of a line'],
    ['negative hits', report(classOf(line(1, -1))), 'the hits of a line'],
    ['fractional hits', report(classOf(line(1, '1.5'))), 'the hits of a line'],
    ['hits with an exponent', report(classOf(line(1, '1e3'))), 'the hits of a line'],
    [
      'branches of which it does not say how many',
      report(classOf(line(1, 1, 'branch="true"'))),
      'does not say how many',
    ],
    [
      'branches with a percentage alone',
      report(classOf(line(1, 1, 'branch="true" condition-coverage="100%"'))),
      'does not say how many',
    ],
    [
      'more branches covered than there are',
      report(classOf(line(1, 1, 'condition-coverage="200% (2/1)"'))),
      'more branches covered',
    ],
    ['an attribute that comes twice', report(classOf('<line number="1" number="2" hits="1"/>')), 'damaged'],
    ['a zero byte', small.replace('name="p"', 'name="\0"'), 'disallowed character'],
    ['something deep', `<coverage>${'<a>'.repeat(100_000)}`, 'more than 64 elements'],
  ])('refuses %s', async (_, text, message) => {
    for (const size of [5, 10_000]) {
      const words = await refused(text, size);
      expect(words).toMatch(/^x\.xml:\d+:\d+: .+\n {2}let the tool/);
      expect(words).toContain(message);
    }
  });

  it.each([
    ['in it', Buffer.from(small.replace('b.rs', '\xff.rs'), 'latin1')],
    ['at its end', Buffer.concat([Buffer.from(small), Buffer.from([0xc3])])],
    ['from its beginning', Buffer.from(`\ufeff${small}`, 'utf16le')],
  ])('refuses what is not UTF-8 %s', async (_, bytes) => {
    expect(await refused(bytes)).toContain('not UTF-8');
  });
});
