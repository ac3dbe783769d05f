import { XMLParser } from 'fast-xml-parser';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { annotations } from './annotations.js';
import { renderHtml } from './html/page.js';
import { renderJUnit } from './junit.js';
import { renderMarkdown } from './markdown/summary.js';
import { renderNeeds } from './needs.js';
import type { Report } from './report.js';
import { oneLine, visible } from './safe.js';
import { renderSarif } from './sarif.js';
import { renderTerminal } from './terminal.js';
import { hostile } from './testing/hostile.js';
import { randomReport } from './testing/random-report.js';

// One table of hostile texts, each in every place of a report, through every renderer: shown as text in each.

const sizes = { checks: 4, findings: 3, gaps: 1 };
/** What a report without a hostile text looks like: what is there besides came out of the text. */
const plain = 'harmless';

function reportOf(text: string): Report {
  return randomReport(11, sizes, [text]);
}

/** Every kind of element of a page once: its name with the names of its attributes. */
function kindsOf(page: string): string[] {
  const kinds = Array.from(
    page.matchAll(/<(\/?[a-zA-Z!][\w-]*)((?:"[^"]*"|[^">])*)>/g),
    ([, name = '', attributes = '']) =>
      [name, ...Array.from(attributes.matchAll(/([\w-]+)(?:="[^"]*")?/g), ([, attribute = '']) => attribute)].join(' '),
  );
  return [...new Set(kinds)].sort();
}

function readable(text: string): string {
  const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (entity, name: string) => characters[name] ?? entity);
}

/** Of a page with texts of all lengths, because marks in a source depend on theirs. */
const ownKinds = kindsOf(['x', plain, plain.repeat(9)].map((text) => renderHtml(reportOf(text))).join(''));

const markdownOptions = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };
const rendered = (text: string) =>
  micromark(renderMarkdown(reportOf(text), { maxBytes: Number.MAX_SAFE_INTEGER }), markdownOptions);

describe.each(hostile)('%j', (text) => {
  const report = reportOf(text);

  it('makes no element and no attribute on the page, and stands there to be read', () => {
    const page = renderHtml(report);
    expect(kindsOf(page).filter((kind) => !ownKinds.includes(kind))).toEqual([]);
    // A link is a kind of ours: none may lead away from the page.
    expect(page).not.toMatch(/ href="(?!#)/);
    expect(readable(page.replace(/<[^>]*>/g, ''))).toContain(visible(text));
  });

  it('makes no element in the step summary, and stands there to be read', () => {
    const page = rendered(text);
    expect(kindsOf(page)).toEqual(kindsOf(rendered(plain)));
    expect(readable(page.replace(/<[^>]*>/g, ''))).toContain(oneLine(text).trim());
  });

  it('steers no terminal and no runner', () => {
    for (const color of [false, true]) {
      const lines = renderTerminal(report, { color, width: 80 }).split('\n');
      for (const line of lines) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(line.replace(/\u001b\[\d+m/g, '')).not.toMatch(/^\s*::|##\[|[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }
    }
    for (const { title, message, file = '' } of annotations(report, { perKind: 1000 })) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(title + file).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(message).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });

  it('is read back from SARIF, JUnit and needs.json as it is shown', () => {
    const [run] = (JSON.parse(renderSarif(report)) as Log).runs;
    expect(JSON.stringify(run?.results)).toContain(JSON.stringify(visible(text)).slice(1, -1));
    const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, parseAttributeValue: false });
    const junit = JSON.stringify(parser.parse(renderJUnit(report)));
    expect(junit).toContain(JSON.stringify(oneLine(text).trim()).slice(1, -1));
    const needs = renderNeeds(report);
    expect(Object.keys(JSON.parse(needs))).toEqual(['current_version', 'format_version', 'project', 'versions']);
    // No call of a function and no choice of a variant, which sphinx-needs would resolve.
    expect(needs).not.toMatch(/(?<!\\)\[\[|(?<!\\)<</);
  });
});
