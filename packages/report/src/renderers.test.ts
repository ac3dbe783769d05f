import { type Finding, judgeAll } from '@assay/evidence';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Log, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { annotations } from './annotations.js';
import { statedDeviations } from './deviations.js';
import { exhibitsOf, releasesIn } from './exhibits.js';
import { renderHtml } from './html/page.js';
import { renderJson } from './json.js';
import { renderJUnit } from './junit.js';
import { renderMarkdown } from './markdown/summary.js';
import { needTypes, renderNeeds } from './needs.js';
import { boardsIn, obstacles, type Report, sections, sourcesIn } from './report.js';
import { oneLine, visible } from './safe.js';
import { renderSarif } from './sarif.js';
import { sourceText } from './source-text.js';
import { renderTerminal } from './terminal.js';
import { hostile } from './testing/hostile.js';
import { markedSource } from './testing/marked-source.js';
import { randomReport } from './testing/random-report.js';

// One property over all renderers: each finding and each gap is shown, or counted in "and N more" with the right N.

const reports = Array.from({ length: 24 }, (_, seed) => randomReport(seed));
const unlimited = { maxBytes: Number.MAX_SAFE_INTEGER };
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\uffff]/;

/** The word that only this finding or gap has. */
const markOf = (text: string) => text.split(' ', 1)[0] ?? '';
const findingsOf = (report: Report): Finding[] => report.statements.flatMap(({ predicate }) => predicate.findings);
const findingMarks = (report: Report) => findingsOf(report).map(({ message }) => markOf(message));
const gapMarks = (report: Report) =>
  report.statements.flatMap(({ predicate }) => predicate.gaps.map(({ what }) => markOf(what)));
const marksOf = (report: Report) => [...findingMarks(report), ...gapMarks(report)];
/** Every mark in the text, each once, in order. */
const marksIn = (text: string) => [...new Set(Array.from(text.matchAll(/\b[fg]\d+x\b/g), ([mark]) => mark))].sort();
/** The words that only one member of marked sources has. */
const memberMarks = (report: Report, shown = sections(report)) =>
  shown.flatMap((section) => [
    ...new Set(sourcesIn(report, section).map(({ group }) => markOf(group.split(' ', 1)[0] ?? ''))),
  ]);
/** The checks with sources that no exhibit sums up: the short form has their figures. */
const summedUp = (report: Report) =>
  sections(report).filter(
    (section) => sourcesIn(report, section).length > 0 && exhibitsOf(report, section.predicate).length === 0,
  );
/** The words that only one row has of the tables over parts. */
const partMarks = (report: Report) => boardsIn(report).flatMap(({ rows }) => rows.map(([part = '']) => markOf(part)));
/** The words that only one deviation has of those that the policy states, and of those that are requested. */
const statedMarks = (report: Report) => {
  const { deviations, requests } = statedDeviations(report) ?? { deviations: [], requests: [] };
  return [...deviations, ...requests].map(({ id }) => markOf(id));
};
/** The words that only one exhibit's row has. */
const exhibitMarks = (report: Report) =>
  report.statements.flatMap(({ predicate }) =>
    exhibitsOf(report, predicate).flatMap(({ table }) => table.rows.map(([first = '']) => markOf(first))),
  );
/** The words that only one check has of those that are not asked for. */
const silentMarks = ({ notAsked = [] }: Report) => notAsked.map(markOf);
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const wellFormed = (text: string) => text.isWellFormed();

describe.each(reports.map((report, seed) => ({ report, seed })))('report $seed', ({ report }) => {
  const everything = marksOf(report).sort();

  it('terminal: shows each in full, or names or counts it after its rule', () => {
    for (const { text, full } of [
      { text: renderTerminal(report, { color: false, width: 80 }), full: true },
      { text: renderTerminal(report, { color: true, width: 30 }), full: false },
    ]) {
      expect(marksIn(text)).toEqual(everything);
      for (const mark of partMarks(report)) expect(text).toContain(mark);
      if (full) expect(unseen.test(text)).toBe(false);
      expect(text).not.toMatch(/^\s*::/m);
      expect(text).not.toContain('##[');
      expect(text).not.toContain('\u001b[31mred');
    }
  });

  it('Markdown: shows each, and lets no markup through', () => {
    const text = renderMarkdown(report, unlimited);
    expect(marksIn(text)).toEqual(everything);
    for (const mark of [...memberMarks(report, summedUp(report)), ...partMarks(report), ...exhibitMarks(report)]) {
      expect(text).toMatch(new RegExp(`^\\| ${mark} `, 'm'));
    }
    for (const mark of statedMarks(report)) expect(text).toContain(`\n- **${mark} `);
    for (const mark of silentMarks(report)) expect(text.split(mark)).toHaveLength(2);
    expect(text).not.toMatch(unseen);
    const page = micromark(text, markdownOptions);
    expect(Array.from(page.matchAll(/<table>/g))).toHaveLength(tablesDue(report));
    expect(elementsOf(page).filter((name) => forbiddenInMarkdown.includes(name))).toEqual([]);
    // Every message is what a reader reads, to the character.
    const read = unescapeHtml(page.replace(/<[^>]*>/g, ''));
    for (const { message } of findingsOf(report)) expect(read).toContain(oneLine(message));
  });

  it('Markdown: cut below its limit, it counts the rest', () => {
    for (const maxBytes of [1024, 2000, 5000, 9000]) {
      const text = renderMarkdown(report, { maxBytes });
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes);
      const [note = ''] = /\*\*Cut to fit: and .*/.exec(text) ?? [];
      const more = (noun: string) => Number(new RegExp(`(\\d+) more ${noun}`).exec(note)?.[1] ?? 0);
      const shown = marksIn(text);
      expect(shown.filter((mark) => mark.startsWith('f')).length + more('finding')).toBe(findingMarks(report).length);
      expect(shown.filter((mark) => mark.startsWith('g')).length + more('gap')).toBe(gapMarks(report).length);
      const rows = Array.from(text.matchAll(/^\| \w+ \| [✓✗?] /gm)).length;
      expect(rows + more('check')).toBe(report.statements.length);
      const members = Array.from(text.matchAll(/^\| m\d+x /gm)).length;
      expect(members + more('member')).toBe(memberMarks(report, summedUp(report)).length);
      const stated = Array.from(text.matchAll(/^- \*\*d\d+x /gm)).length;
      expect(stated + more('stated deviation')).toBe(statedMarks(report).length);
      const parts = Array.from(text.matchAll(/^\| p\d+x /gm)).length;
      expect(parts + more('part')).toBe(partMarks(report).length);
    }
  });

  it('HTML: shows each with its key as anchor, escaped, without script, the same twice', () => {
    const page = renderHtml(report);
    expect(renderHtml(report)).toBe(page);
    expect(marksIn(page)).toEqual(everything);
    for (const { key } of findingsOf(report)) expect(page).toContain(`<tr id="${key}">`);
    const ids = Array.from(page.matchAll(/ id="([^"]*)"/g), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target = ''] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
    expect(page).not.toMatch(unseen);
    for (const text of hostile.filter((each) => /[<>"&]/.test(each))) expect(page).not.toContain(text);
    expect(elementsOf(page).filter((name) => !knownElements.includes(name))).toEqual([]);
    // What stands within quotes is text; what got out of them would be an attribute.
    expect(page.replace(/="[^"]*"/g, '=""')).not.toMatch(/<[^>]*\son\w+=|<[^>]*\s(src|style)=/);
    expect(misnested(page)).toEqual([]);
    for (const mark of memberMarks(report)) expect(page).toContain(`<th scope="rowgroup">${mark} `);
    for (const mark of [...partMarks(report), ...exhibitMarks(report), ...statedMarks(report)]) {
      expect(page).toContain(`<th scope="row">${mark} `);
    }
    for (const mark of silentMarks(report)) expect(page.split(mark)).toHaveLength(2);
  });

  it('HTML: shows each line of a source to the character, and of no source another text', () => {
    const shown = sections(report).flatMap((section) =>
      sourcesIn(report, section).flatMap((source) => sourceText(source, report.texts).lines ?? []),
    );
    expect(sourceLinesOf(renderHtml(report))).toEqual(shown.map(visible));
  });

  it('SARIF: has a result for each finding and a notification for each gap', () => {
    const log = JSON.parse(renderSarif(report)) as Log;
    expect(log.version).toBe('2.1.0');
    expect(log.runs).toHaveLength(1);
    checkRun(log.runs[0] as Run, report);
  });

  it('JUnit: parses back and holds each text', () => {
    const xml = renderJUnit(report);
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xml).not.toMatch(unseen);
    const { testsuites } = xmlParser.parse(xml) as { testsuites: XmlSuites };
    const suites = testsuites.testsuite ?? [];
    expect(suites.map((suite) => suite['@name'])).toEqual(report.statements.map(({ predicate }) => predicate.check));
    expect(marksIn(JSON.stringify(testsuites))).toEqual(everything);
    const open = findingsOf(report).filter(({ severity, deviation }) => severity === 'error' && deviation === null);
    const cases = suites.flatMap(({ testcase }) => testcase);
    expect(sum(cases.map(({ failure = [] }) => failure.length))).toBe(open.length);
    expect(sum(cases.map(({ error = [] }) => error.length))).toBe(
      sum(sections(report).map((all) => obstacles(all).length)),
    );
    expect(Number(testsuites['@failures'])).toBe(cases.filter(({ failure }) => failure !== undefined).length);
    expect(Number(testsuites['@tests'])).toBe(cases.length);
    const texts = cases.flatMap(({ failure = [] }) => failure.map((each) => each['#text'])).join('\n');
    if (open.some(({ remedy }) => remedy === "' & &amp; &#60;")) expect(texts).toContain("Repair: ' & &amp; &#60;");
    if (open.some(({ remedy }) => remedy.startsWith(']]>'))) expect(texts).toContain('Repair: ]]> <!-- --> <?xml?>');
  });

  it('tells of a policy wherever there is one', () => {
    const policies = report.statements.filter(({ predicate }) => predicate.check === 'policy');
    expect(statedMarks(report).length > 0).toBe(policies.length > 0);
  });

  it('needs.json: has a need for each finding, gap and deviation, and no link into nothing', () => {
    const text = renderNeeds(report);
    expect(renderNeeds(report)).toBe(text);
    const { versions, current_version: version } = JSON.parse(text) as NeedsFile;
    const needs = versions[version]?.needs ?? {};
    expect(versions[version]?.needs_amount).toBe(Object.keys(needs).length);
    const titles = Object.values(needs).map(({ title }) => title);
    expect(marksIn(titles.join(' '))).toEqual(everything);
    for (const mark of statedMarks(report)) expect(titles.some((title) => title.startsWith(`${mark} `))).toBe(true);
    for (const [id, { type, links, ...each }] of Object.entries(needs)) {
      expect(id).toMatch(/^[A-Z0-9_]{5,}$/);
      expect(each.id).toBe(id);
      expect(Object.values(needTypes)).toContain(type);
      expect(links.filter((link) => needs[link] === undefined)).toEqual([]);
    }
    const ofRules = Object.values(needs).filter(({ type }) => type === needTypes.rule);
    expect(ofRules.length).toBeGreaterThanOrEqual(report.checks.flatMap(({ rules }) => rules).length);
    expect(text).not.toMatch(unseen);
  });

  it('JSON: is the evidence as it is', () => {
    const document = JSON.parse(renderJson(report)) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual(['assay', 'evidence', 'verdict']);
    expect(document.evidence).toEqual(JSON.parse(JSON.stringify(report.statements)));
    expect(document.verdict).toBe(judgeAll(report.statements.map(({ predicate }) => predicate.verdict)));
  });

  it.each([1, 2, 9, 10, 1000])('annotations: at most %i of a kind, the rest counted', (perKind) => {
    const shown = annotations(report, { perKind });
    const found = findingsOf(report);
    const due = {
      error:
        found.filter(({ severity, deviation }) => severity === 'error' && deviation === null).length +
        sum(sections(report).map((section) => obstacles(section).length)),
      warning: found.filter(({ severity, deviation }) => severity === 'warning' && deviation === null).length,
      notice: found.filter(({ deviation }) => deviation !== null).length,
    };
    for (const kind of ['error', 'warning', 'notice'] as const) {
      const ofKind = shown.filter((annotation) => annotation.kind === kind);
      expect(ofKind.length).toBeLessThanOrEqual(perKind);
      const more = Number(/^and (\d+) more/.exec(ofKind.at(-1)?.message ?? '')?.[1] ?? 0);
      expect(ofKind.length - (more > 0 ? 1 : 0) + more).toBe(due[kind]);
    }
    for (const { message, title, file } of shown) {
      expect(message.length).toBeLessThanOrEqual(4096);
      expect(title).not.toMatch(/\n/);
      expect(`${title}${message}${file ?? ''}`).not.toMatch(unseen);
      expect(file ?? '').not.toMatch(/^\$/);
    }
  });

  it('no format but the evidence itself holds half a character', () => {
    const texts = [
      renderTerminal(report, { color: false, width: 80 }),
      renderMarkdown(report, unlimited),
      renderHtml(report),
      renderJUnit(report),
      ...stringsIn(renderSarif(report)),
      ...stringsIn(renderNeeds(report)),
    ];
    expect(texts.filter((text) => !wellFormed(text))).toEqual([]);
  });
});

/** Every key and every text of a JSON document: half a character stands escaped in it, and strict readers refuse that. */
function stringsIn(json: string): string[] {
  const found: string[] = [];
  JSON.parse(json, (key, value) => {
    found.push(key, ...(typeof value === 'string' ? [value] : []));
    return value;
  });
  return found;
}

describe('a report with 5,000 findings', () => {
  const report = randomReport(5000, { checks: 2, findings: 2500, gaps: 0 });

  it('becomes a page in less than a second', () => {
    // Processor time, so that other work on the machine does not count.
    const start = process.cpuUsage();
    const page = renderHtml(report);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(1000);
    expect(marksIn(page)).toHaveLength(5000);
    const more = Array.from(page.matchAll(/<summary>and (\d+) more</g), ([, n]) => Number(n));
    const groups = sections(report).flatMap((section) =>
      section.groups.filter(({ bearing }) => bearing !== 'deviated'),
    );
    expect(more).toEqual(groups.map(({ findings }) => findings.length - 10));
  });

  it('becomes a step summary below 1 MiB that counts the rest', () => {
    const text = renderMarkdown(report, { maxBytes: 1024 * 1024 });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    const [, more = '0'] = /and (\d+) more findings/.exec(text) ?? [];
    expect(Number(more)).toBeGreaterThan(0);
    expect(marksIn(text).length + Number(more)).toBe(5000);
  });

  it('becomes a terminal page that shows ten of each rule and counts the rest', () => {
    const text = renderTerminal(report, { color: false, width: 100 });
    const more = Array.from(text.matchAll(/^ {4}and (\d+) more:/gm), ([, n]) => Number(n));
    const groups = sections(report).flatMap((section) => section.groups);
    expect(more).toEqual(groups.map(({ findings }) => findings.length - 10));
    expect(sum(more) + 10 * groups.length).toBe(5000);
  });
});

describe('a report with sources of 50 members', () => {
  const report = randomReport(50, { checks: 1, findings: 0, gaps: 0 });
  const figures = [
    { label: 'statement', reached: 9996, total: 10_000 },
    { label: 'decision', reached: 1, total: 4, justified: 3 },
  ];
  const sources = Array.from({ length: 50 }, (_, index) =>
    markedSource('', { group: `m${index}-a-member-with-a-long-name`, figures }),
  );
  const checks = report.checks.map((check) => ({ ...check, sources: () => sources }));

  it('shows the figures of some in the step summary, raw and with what is justified, and counts the others', () => {
    const text = renderMarkdown({ ...report, checks }, unlimited);
    const rows =
      /^\| m\d+\S* \| 1 \| 99\.9 % \(9996 of 10000\) \| 25\.0 % \(1 of 4\), 100\.0 % with justifications \|$/gm;
    expect(text.match(rows)).toHaveLength(20);
    expect(text).toContain('\n\nand 30 more members\n');
  });

  it('counts in a step summary that is cut those, too, that would only have been counted', () => {
    const text = renderMarkdown({ ...report, checks }, { maxBytes: 1024 });
    const rows = text.match(/^\| m\d+\S* \|/gm)?.length ?? 0;
    expect(rows).toBeGreaterThan(0);
    expect(text).toContain(`**Cut to fit: and ${50 - rows} more members.**`);
  });
});

describe('a repair of several lines', () => {
  it('is a list in the step summary, each line of it as harmless as any text', () => {
    const [statement] = randomReport(1, { checks: 1, findings: 1, gaps: 0 }).statements;
    const [finding] = statement?.predicate.findings ?? [];
    if (statement === undefined || finding === undefined) throw new Error('a report has a statement');
    const findings = [{ ...finding, because: [], deviation: null, remedy: 'add tests:\n  a.rs:1: x\n\n# <b>\n1. y' }];
    const statements = [{ ...statement, predicate: { ...statement.predicate, findings } }];
    const text = renderMarkdown({ statements, checks: [] }, unlimited);
    const lines = ['add tests:', '    - a.rs:1: x', '    - \\# &lt;b&gt;', '    - 1\\. y'];
    expect(text).toContain(`  - Repair: ${lines.join('\n')}\n`);
    expect(elementsOf(micromark(text, markdownOptions)).filter((name) => ['h1', 'b', 'ol'].includes(name))).toEqual([]);
  });
});

describe('an annotation', () => {
  it('keeps to what the runner shows of a message', () => {
    const [first] = randomReport(1, { checks: 1, findings: 1, gaps: 0 }).statements;
    if (first === undefined) throw new Error('a report has a statement');
    const findings = first.predicate.findings.map((finding) => ({ ...finding, message: '🦀'.repeat(5000) }));
    const report: Report = { statements: [{ ...first, predicate: { ...first.predicate, findings } }], checks: [] };
    const lengths = annotations(report, { perKind: 10 }).map(({ message }) => message.length);
    expect(Math.max(...lengths)).toBeGreaterThan(4000);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(4096);
  });
});

describe('a report without evidence', () => {
  const nothing: Report = { statements: [], checks: [] };

  it('is never a pass', () => {
    expect(renderTerminal(nothing, { color: false, width: 80 })).toBe('? no-verdict  there is no evidence\n');
    expect(renderMarkdown(nothing, unlimited)).toContain('## ? Assay: no-verdict');
    expect(renderHtml(nothing)).toContain('no check has left evidence');
    expect((JSON.parse(renderSarif(nothing)) as Log).runs[0]?.invocations?.[0]?.executionSuccessful).toBe(false);
    expect(JSON.parse(renderJson(nothing))).toEqual({ assay: '', evidence: [], verdict: 'no-verdict' });
    expect(XMLValidator.validate(renderJUnit(nothing))).toBe(true);
  });
});

/** The properties that SARIF 2.1.0 asks for and that GitHub's code scanning reads. */
function checkRun(run: Run, report: Report): void {
  const { rules = [] } = run.tool.driver;
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const rule of rules) expect(rule.shortDescription?.text).toBeTypeOf('string');
  for (const rule of report.checks.flatMap((check) => check.rules)) {
    expect(rules.find(({ id }) => id === rule.id)?.help?.text).toContain(rule.repair);
  }
  const results = run.results ?? [];
  const expected = findingsOf(report);
  expect(results.map(({ partialFingerprints }) => partialFingerprints?.['assayKey/v1'])).toEqual(
    expected.map(({ key }) => key),
  );
  for (const [index, result] of results.entries()) {
    const finding = expected[index] as Finding;
    expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    expect(result.level).toBe(finding.severity);
    expect(result.message.text).toContain(markOf(finding.message));
    expect(result.suppressions?.map(({ kind }) => kind)).toEqual(finding.deviation === null ? [] : ['external']);
    if (finding.deviation !== null) expect(result.suppressions?.[0]?.justification).toContain(finding.deviation.id);
    for (const { physicalLocation } of [...(result.locations ?? []), ...(result.relatedLocations ?? [])]) {
      const uri = physicalLocation?.artifactLocation?.uri ?? '/';
      expect(uri).toMatch(/^(?![A-Za-z][\w+.-]*:)[^/\s][^\s]*$/);
      expect(new URL(uri, 'https://base.example/root/').href).toContain('https://base.example/');
      expect(physicalLocation?.region?.startLine ?? 1).toBeGreaterThan(0);
    }
  }
  const gaps = sections(report).flatMap((section) => obstacles(section));
  const notifications = run.invocations?.[0]?.toolExecutionNotifications ?? [];
  expect(run.invocations?.[0]?.executionSuccessful).toBe(gaps.length === 0 && report.statements.length > 0);
  expect(notifications).toHaveLength(report.statements.length === 0 ? 1 : gaps.length);
  expect(marksIn(JSON.stringify(notifications))).toEqual(gapMarks(report).sort());
}

/** Everything that the page is made of. */
const knownElements =
  '!doctype a b body caption circle code dd details div dl dt figcaption figure h1 h2 h3 h4 head header html i li main meta nav p path pre section span strong style summary svg table tbody td th thead title tr u ul'.split(
    ' ',
  );

/** GitHub's Markdown. HTML is let through as it stands, so that a test sees it. */
const markdownOptions = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };

/** What only markup in a message can have made: our own is headings, lists, one table, bold and code. */
const forbiddenInMarkdown = [
  'script',
  'img',
  'a',
  'em',
  'del',
  'h1',
  'pre',
  'blockquote',
  'ol',
  'hr',
  'input',
  'style',
  '!--',
];

function unescapeHtml(text: string): string {
  const characters: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
  return text.replace(/&(lt|gt|quot|amp);/g, (entity) => characters[entity] ?? entity);
}

/** The table of checks, one of each exhibit and board, one of ages, and one for each check whose sources no exhibit sums up. */
function tablesDue(report: Report): number {
  const exhibits = report.statements.flatMap(({ predicate }) => exhibitsOf(report, predicate));
  const ages = Math.min(releasesIn(report).length, 1);
  return (
    Math.min(report.statements.length, 1) + exhibits.length + boardsIn(report).length + ages + summedUp(report).length
  );
}

/** The text of every line of every source on the page, as a reader sees it. */
function sourceLinesOf(page: string): string[] {
  const lines = page.matchAll(/(?:<div id="s[~\d]*:\d+"[^>]*>|<summary>)<b>\d+<\/b>(.*?)<\/(?:summary|div)>/gs);
  return Array.from(lines, ([, text = '']) =>
    unescapeHtml(text.replace(/^<i>[^<]*<\/i>/, '').replace(/<[^>]*>/g, '')).replaceAll('&#39;', "'"),
  );
}

/** What is closed without having been opened last, or never closed. */
function misnested(page: string): string[] {
  const open: string[] = [];
  for (const [, end, name = '', alone] of page.matchAll(/<(\/?)([a-z]\w*)(?:"[^"]*"|[^">])*?(\/?)>/g)) {
    if (name === 'meta' || alone === '/') continue;
    if (end === '') open.push(name);
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

/** The names of all elements that a page opens. */
function elementsOf(page: string): string[] {
  return [...new Set(Array.from(page.matchAll(/<([a-zA-Z!][\w-]*)/g), ([, name = '']) => name.toLowerCase()))];
}

interface NeedsFile {
  current_version: string;
  versions: Record<
    string,
    { needs: Record<string, { id: string; type: string; title: string; links: string[] }>; needs_amount: number }
  >;
}

interface XmlTrouble {
  '@message': string;
  '#text': string;
}
interface XmlCase {
  failure?: XmlTrouble[];
  error?: XmlTrouble[];
}
interface XmlSuites {
  '@failures': string;
  '@tests': string;
  testsuite?: { '@name': string; testcase: XmlCase[] }[];
}

const xmlParser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  parseTagValue: false,
  isArray: (name) => ['testsuite', 'testcase', 'failure', 'error'].includes(name),
});
