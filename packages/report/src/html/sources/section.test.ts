import type { MarkedSource } from '@assay/check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../report.js';
import { markedSource, span } from '../../testing/marked-source.js';
import { randomReport } from '../../testing/random-report.js';
import { renderHtml } from '../page.js';

const quiet = randomReport(3, { checks: 1, findings: 0, gaps: 0 });

function reportOf(sources: readonly MarkedSource[], texts: Readonly<Record<string, string>>, report = quiet): Report {
  const checks = report.checks.map((check) => ({ ...check, sources: () => sources }));
  return { ...report, checks, texts: new Map(Object.entries(texts)) };
}

/** The page of one source, from its first line on. */
function shown(text: string, parts: Partial<MarkedSource> = {}): string {
  const page = renderHtml(reportOf([markedSource(text, parts)], { 'src/lib.rs': text }));
  return page.slice(page.indexOf('<div class="source"'));
}

describe('a line', () => {
  it('has an id, its number, and its mark as symbol, word and class; one that owes nothing has no mark', () => {
    const page = shown('a\nb\nc\nd\ne\nf', {
      lines: [
        { line: 1, kind: 'reached' },
        { line: 2, kind: 'partly' },
        { line: 3, kind: 'missed' },
        { line: 4, kind: 'unknown' },
        { line: 5, kind: 'justified' },
      ],
    });
    expect(page.split('\n').slice(1, 7)).toEqual([
      '<div id="s:1" class="r"><b>1</b><i>✓ reached</i>a</div>',
      '<div id="s:2" class="p"><b>2</b><i>◐ partly</i>b</div>',
      '<div id="s:3" class="m"><b>3</b><i>✗ missed</i>c</div>',
      '<div id="s:4" class="u"><b>4</b><i>? unknown</i>d</div>',
      '<div id="s:5" class="j"><b>5</b><i>~ justified</i>e</div>',
      '<div id="s:6"><b>6</b>f</div>',
    ]);
  });

  it('shows markup, commands and unseen characters as text', () => {
    const page = shown('</script><script>alert(1)\n::error::x $\u007b{ y }}\n\u202eevil\u0000\r!\r\n');
    expect(page).toContain('<b>1</b>&lt;/script&gt;&lt;script&gt;alert(1)</div>');
    expect(page).toContain('<b>2</b>::error::x $\u007b{ y }}</div>');
    expect(page).toContain('<b>3</b>\\u{202e}evil\\u{0}\\u{d}!</div>');
  });
});

describe('a span', () => {
  it('is marked in place by columns in bytes, and its words stand in its title and under its line', () => {
    const page = shown('\tlet größe = "🦀" < ä;\r\n', {
      spans: [
        span([1, 6], [1, 13], 'pattern'),
        span([1, 16], [1, 22], 'crab', 'partly'),
        span([1, 25], [1, 27], 'ä', 'unknown'),
      ],
    });
    expect(page).toContain(
      '<b>1</b>\tlet <u class="m" title="pattern">größe</u> = <u class="p" title="crab">&quot;🦀&quot;</u> &lt; <u class="u" title="ä">ä</u>;</summary>',
    );
    expect(page).toContain(
      '<div id="s:1"><p class="m"><b>✗ missed</b> pattern</p><p class="p"><b>◐ partly</b> crab</p>',
    );
  });

  it('lies in another, and repeats no class that it has by standing there', () => {
    const page = shown('if a || b {', {
      lines: [{ line: 1, kind: 'partly' }],
      spans: [span([1, 4], [1, 10], 'all', 'partly'), span([1, 4], [1, 5], 'a'), span([1, 9], [1, 10], 'b', 'partly')],
    });
    expect(page).toContain('if <u title="all"><u class="m" title="a">a</u> || <u title="b">b</u></u> {</summary>');
    expect(page).toContain('<p><b>◐ partly</b> all</p><p class="m"><b>✗ missed</b> a</p>');
  });

  it('that crosses another is cut where that one ends, and told in full', () => {
    const page = shown('abcdef', { spans: [span([1, 1], [1, 4], 'one'), span([1, 3], [1, 6], 'two')] });
    expect(page).toContain('<u class="m" title="one">ab<u title="two">c</u></u>def</summary>');
    expect(page).toContain('</b> two</p>');
  });

  it('goes on over lines, without their indentation', () => {
    const page = shown('f(\n\n    a\n  )?;', { spans: [span([1, 2], [4, 4], 'call')] });
    const [, first, second, third, fourth] = page.split('\n');
    expect(first).toContain('<b>1</b>f<u class="m" title="call">(</u></summary>');
    expect(second).toBe('<div id="s:2"><b>2</b></div>');
    expect(third).toBe('<div id="s:3"><b>3</b>    <u class="m" title="call">a</u></div>');
    expect(fourth).toBe('<div id="s:4"><b>4</b>  <u class="m" title="call">)</u>?;</div>');
  });

  it('of nothing is a place in the line, at its end too', () => {
    const page = shown('if a {}', { spans: [span([1, 4], [1, 4], 'before'), span([1, 99], [1, 99], 'else')] });
    expect(page).toContain('if <u class="m" title="before"></u>a {}<u class="m" title="else"></u></summary>');
  });

  it('that begins in an empty line, ends before it begins or lies too deep is told', () => {
    const deep = Array.from({ length: 20 }, (_, index) => span([2, 1], [2, 5], `deep ${index}.`));
    const page = shown('\nabcd\n', {
      spans: [span([1, 1], [2, 1], 'empty'), span([2, 3], [1, 1], 'backwards'), ...deep],
    });
    for (const words of ['empty', 'backwards', ...deep.map((each) => each.words)])
      expect(page).toContain(`</b> ${words}</p>`);
    expect(page).toContain(`${'</u>'.repeat(8)}</summary>`);
    expect(page).not.toContain('</u>'.repeat(9));
  });
});

describe('a note', () => {
  const table = { columns: ['a', 'outcome'], rows: [['T', 'false']] };

  it('stands under its line, open where the line ran and lacks something, with a real table', () => {
    const note = { line: 1, title: 'MC/DC', text: ['a: x < y', 'missing: a true'], table };
    for (const [kind, open] of [
      ['partly', ' open'],
      ['reached', ''],
      ['missed', ''],
      ['unknown', ''],
      ['justified', ''],
    ] as const) {
      const page = shown('x', { lines: [{ line: 1, kind }], notes: [note] });
      expect(page).toContain(`<details class="${kind.charAt(0)}"${open}><summary>`);
      expect(page).toContain(
        '<p><strong>MC/DC</strong></p><p>a: x &lt; y\nmissing: a true</p><div role="group" tabindex="0" aria-label="MC/DC"><table><caption>MC/DC</caption><thead><tr><th scope="col">a</th><th scope="col">outcome</th></tr></thead><tbody><tr><td>T</td><td>false</td></tr></tbody></table></div>',
      );
    }
  });

  it('is closed where a line has words of spans alone', () => {
    expect(shown('x', { spans: [span([1, 1], [1, 2], 'x')] })).toContain('<details><summary>');
  });

  it('has the id of its line, so that a link to the line opens it', () => {
    expect(shown('x', { spans: [span([1, 1], [1, 2], 'x')] })).toContain('</summary><div id="s:1"><p');
  });
});

describe('the section of sources', () => {
  const figures = (reached: number, total: number, justified = 0) => [
    { label: 'statement', meaning: 'statements that ran', reached, total, justified },
  ];
  const lines = (...kinds: MarkedSource['lines'][number]['kind'][]) =>
    kinds.map((kind, index) => ({ line: index + 1, kind }));
  const sources = [
    markedSource('a\nb', { path: 'core/src/z.rs', figures: figures(1, 2), lines: lines('reached', 'missed') }),
    markedSource('a', { path: 'core/src/a.rs', figures: figures(38, 38), lines: lines('reached') }),
    markedSource('a', { path: 'core/build.rs', figures: figures(0, 0) }),
    markedSource('a', { path: 'main.rs', group: 'cli', figures: [] }),
  ];
  const texts = { 'core/src/z.rs': 'a\nb', 'core/src/a.rs': 'a', 'core/build.rs': 'another' };
  const page = renderHtml(reportOf(sources, texts));
  const table = page.slice(page.indexOf('<table class="figures">'), page.indexOf('<div class="files">'));

  it('is a tree of members, folders and files', () => {
    const rows = Array.from(
      table.matchAll(/<tr class="([\w ]+)"><th scope="\w+">(?:<a [^>]*>)?([^<]*)/g),
      ([, kind, name]) => [kind, name],
    );
    expect(rows).toEqual([
      ['member', 'core'],
      ['folder complete', 'core/'],
      ['file complete', 'build.rs'],
      ['folder', 'core/src/'],
      ['file complete', 'a.rs'],
      ['file', 'z.rs'],
      ['member', 'cli'],
      ['folder complete', './'],
      ['file complete', 'main.rs'],
    ]);
  });

  const row = (name: string) => table.split('\n').find((line) => line.includes(`>${name}<`)) ?? '';

  it('has of a folder and a member the sums of its files', () => {
    for (const name of ['core', 'core/src/']) {
      expect(row(name)).toContain('<td>97.5 % <span class="counts">(39 of 40)</span><svg');
      expect(row(name)).toContain(
        '<td class="lines"><span class="m">✗ 1<span class="unseen"> missed</span></span> </td>',
      );
    }
    expect(row('core/')).toContain('<td>–</td><td class="lines">–</td>');
  });

  it('has what justifications make of a figure beside it', () => {
    const [, cell] =
      /<tr class="file">.*?<\/th><td>(.*?)<\/td>/.exec(
        renderHtml(reportOf([markedSource('', { figures: figures(49, 50, 1) })], {})),
      ) ?? [];
    expect(cell).toMatch(
      /^98\.0 % <span class="counts">\(49 of 50\)<\/span><span class="counts also">100\.0 % with just/,
    );
    expect(cell).toContain('<path d="M0 0h98v1H0z"/><path class="j" d="M98 0h2v1H98z"/>');
  });

  it('says what its columns count', () => {
    expect(table).toContain('<li><strong>statement</strong>: statements that ran</li>');
  });

  it('has bars where something is missing, which are full of nothing less than all', () => {
    const bars = (...counts: Parameters<typeof figures>) =>
      Array.from(
        renderHtml(reportOf([markedSource('', { figures: figures(...counts) })], {})).matchAll(
          /<path(?: class="j")? d="M\d+ 0h(\d+)v1H\d+z"\/>/g,
        ),
        ([, length]) => Number(length),
      ).slice(0, 2);
    // Of the member, its folder and the file, each the same.
    expect(bars(0, 9)).toEqual([0, 0]);
    expect(bars(1, 10_000)).toEqual([1, 1]);
    expect(bars(1, 2)).toEqual([50, 50]);
    expect(bars(9999, 10_000)).toEqual([99, 99]);
    expect(bars(1, 4, 1)).toEqual([25, 25]);
    expect(bars(98, 100, 1)).toEqual([98, 1]);
    expect(bars(9, 9)).toEqual([]);
    expect(bars(0, 0)).toEqual([]);
  });

  it('shows the files whose text is at hand, and says of the others why not', () => {
    expect(page.match(/<details class="file( complete)?">/g)).toHaveLength(2);
    expect(table).toContain('main.rs<span class="place">its text is not at hand</span>');
    expect(table).toContain(
      'build.rs<span class="place">its text is not at hand, only one that is not the one judged</span>',
    );
    expect(page).toContain('<p>2 of 4 files cannot be shown line by line; the table says why.</p>');
    expect(page).not.toContain('another</div>');
    expect(renderHtml(reportOf(sources, {}))).not.toContain('<div class="files">');
    expect(renderHtml(reportOf([], texts))).not.toContain('<h4>Sources</h4>');
  });

  it('is linked from findings and gaps to the line, or to the file where there is no such line', () => {
    const [statement] = quiet.statements;
    if (statement === undefined) throw new Error('a report has a statement');
    const gap = { what: 'what', why: 'why', remedy: 'remedy' };
    const gaps = [
      { path: 'core/src/z.rs', line: 2, column: 3 },
      { path: 'core/src/z.rs', line: 9 },
      { path: 'main.rs', line: 1 },
    ].map((at) => ({ ...gap, at }));
    const statements = [{ ...statement, predicate: { ...statement.predicate, gaps } }];
    const linked = renderHtml(reportOf(sources, texts, { ...quiet, statements }));
    expect(linked).toContain('<code><a href="#s:2">core/src/z.rs:2:3</a></code>');
    expect(linked).toContain('<code><a href="#s">core/src/z.rs:9</a></code>');
    expect(linked).toContain('<code>main.rs:1</code>');
    expect(linked).toContain('<div id="s:2"');
  });

  it('is linked from the words of findings, where a word is a place that is shown', () => {
    const [statement] = randomReport(1, { checks: 1, findings: 1, gaps: 0 }).statements;
    const [finding] = statement?.predicate.findings ?? [];
    if (statement === undefined || finding === undefined) throw new Error('the report has a finding');
    const remedy = 'test these:\ncore/src/z.rs:2:1: <b> never ran\n(core/src/z.rs:2) core/src/z.rs:x main.rs:1: no';
    const findings = [{ ...finding, remedy, deviation: null }];
    const statements = [{ ...statement, predicate: { ...statement.predicate, findings } }];
    const linked = renderHtml(reportOf(sources, texts, { ...quiet, statements }));
    expect(linked).toContain(
      'test these:\n<a href="#s:2">core/src/z.rs:2:1</a>: &lt;b&gt; never ran\n(core/src/z.rs:2) core/src/z.rs:x main.rs:1: no</p>',
    );
  });

  it('tells of each file, beside its name, only what is missing', () => {
    const summaries = Array.from(page.matchAll(/<summary><code>(.*?)<\/summary>/g), ([, text = '']) =>
      text.replace(/<[^>]*>/g, ''),
    );
    expect(summaries).toEqual(['core/src/z.rs ✗ 1 missed statement 50.0 %', 'core/src/a.rs all reached']);
    expect(renderHtml(reportOf([markedSource('a', { path: 'x', figures: figures(0, 0) })], { x: 'a' }))).toContain(
      '<span class="quiet">nothing to reach</span>',
    );
  });
});
