import { createHash } from 'node:crypto';
import { canonicalJson, type Json, Predicate, sha256 } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import type { Report } from '../report.js';
import { randomReport } from '../testing/random-report.js';
import { renderHtml } from './page.js';

const { earlier: _earlier, comparison: _comparison, ...report } = randomReport(7, { checks: 1, findings: 3 });

const applied = { id: 'DEV-1', rationale: 'Because.', approvedBy: 'functional safety', expires: '2027-03-31' };

function withFacts(facts: Json): Report {
  const statements = report.statements.map((each) => ({ ...each, predicate: { ...each.predicate, facts } }));
  return { ...report, statements };
}

describe('the page', () => {
  it('allows its own style sheet and nothing else', () => {
    const page = renderHtml(report);
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;;`);
  });

  it('keeps the order of its parts', () => {
    const page = renderHtml(report);
    const parts = ['class="banner', 'id="examined"', 'id="gaps"', 'id="findings"', 'id="deviations"', 'id="checks"'];
    const places = parts.map((part) => page.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('gives the same finding in two statements two anchors', () => {
    const [first] = report.statements;
    if (first === undefined) throw new Error('a report has a statement');
    const page = renderHtml({ ...report, statements: [first, first] });
    const key = first.predicate.findings[0]?.key;
    expect(page).toContain(`<tr id="${key}">`);
    expect(page).toContain(`<tr id="${key}~2">`);
  });

  it('shows facts, cuts large ones with the digest of the whole, and names those that stand in a file', () => {
    expect(renderHtml(withFacts({ release: '1.95.0' }))).toContain('&quot;release&quot;: &quot;1.95.0&quot;');
    const large = { names: Array.from({ length: 20_000 }, (_, index) => `package-${index}`) };
    const page = renderHtml(withFacts(large));
    expect(page).toContain(sha256(canonicalJson(large)));
    expect(page).not.toContain('package-19999');
    const digest = 'ab'.repeat(32);
    expect(renderHtml(withFacts({ file: 'msrv.facts.json', sha256: digest }))).toContain(
      `<code>msrv.facts.json</code>, SHA-256 <code>${digest}</code>`,
    );
  });

  it('ends with the pages to sign, each linked from the overview, with lines for three', () => {
    const page = renderHtml(report);
    const sheet = page.slice(page.indexOf('<section class="sheet" id="sheet-toolchain">'));
    expect(page.indexOf('id="checks"')).toBeLessThan(page.length - sheet.length);
    expect(page).toContain('href="#sheet-toolchain"');
    expect(sheet.match(/<tr>(<td><\/td>){4}<\/tr>/g)).toHaveLength(3);
    for (const column of ['Name', 'Role', 'Date', 'Signature'])
      expect(sheet).toContain(`<th scope="col">${column}</th>`);
    // It speaks for itself: what it is about stands on it, not only at the top of the report.
    const [statement] = report.statements;
    for (const text of ['ISO 26262', '1f0c'.repeat(10), '2026-11-22', statement?.predicate.assay.rulesSha256 ?? '']) {
      expect(sheet).toContain(text);
    }
  });

  it('says on the page to sign what could not be established', () => {
    const gap = { what: 'which rustc runs', why: 'it did not answer', remedy: 'repair it' };
    const statements = report.statements.map((each) => ({ ...each, predicate: { ...each.predicate, gaps: [gap] } }));
    const page = renderHtml({ ...report, statements });
    expect(page.slice(page.indexOf('id="sheet-toolchain"'))).toContain(
      '<dt>Not known</dt><dd>which rustc runs: it did not answer</dd>',
    );
  });

  it('has nothing to sign where facts are missing or of another shape', () => {
    const shaped = report.checks.map((check) => ({ ...check, facts: Predicate.shape.examined }));
    expect(renderHtml({ ...withFacts(null), checks: shaped })).not.toContain('sheet-toolchain');
    expect(renderHtml({ ...withFacts({ release: '1.95.0' }), checks: shaped })).not.toContain('sheet-toolchain');
    expect(renderHtml({ ...withFacts(1), checks: shaped })).toContain('sheet-toolchain');
  });

  it('repeats the disposition of a deviation', () => {
    const stating = (deviation: object) => {
      const statements = report.statements.map((each) => ({
        ...each,
        predicate: {
          ...each.predicate,
          findings: each.predicate.findings.map((finding) => ({ ...finding, deviation: { ...applied, ...deviation } })),
        },
      }));
      return renderHtml({ ...report, statements });
    };
    expect(stating({ disposition: 'mitigated' })).toContain('Disposition: <strong>mitigated</strong>.');
    expect(stating({})).not.toContain('Disposition');
  });

  it('says of a finding what repairs it, unless a deviation permits it already', () => {
    const remedied = (deviation: typeof applied | null) => {
      const statements = report.statements.map((each) => {
        const findings = each.predicate.findings.map((found) => ({ ...found, remedy: 'Add a deviation.', deviation }));
        return { ...each, predicate: { ...each.predicate, findings } };
      });
      return renderHtml({ ...report, statements });
    };
    expect(remedied(null)).toContain('Add a deviation.');
    expect(remedied(applied)).not.toContain('Add a deviation.');
  });

  it('lists clean rules and those that did not apply, with the reason', () => {
    const whole = renderHtml(randomReport(8, { checks: 1, findings: 0 }));
    const page = whole.slice(whole.indexOf('id="checks"'));
    expect(page.match(/applied, no findings/g)).toHaveLength(2);
    expect(page.match(/not applied: /g)).toHaveLength(1);
  });

  it('begins with a way to skip to the results, and a list of its parts', () => {
    const page = renderHtml(report);
    expect(page).toMatch(/<body>\s*<a class="skip" href="#results">/);
    expect(page).toContain('<main id="results">');
    const nav = page.slice(page.indexOf('<nav aria-label="Contents">'), page.indexOf('</nav>'));
    const headings = Array.from(page.matchAll(/<section class="chapter"><h2 id="([^"]*)">/g), ([, id]) => id);
    const links = Array.from(nav.matchAll(/href="#([^"]*)"/g), ([, id]) => id);
    expect(links).toEqual([...headings, 'sheet-toolchain']);
    expect(nav).toContain('Pages to sign (1)');
    // Where nothing is to be signed, nothing is promised.
    expect(renderHtml({ ...report, checks: [] })).not.toContain('Pages to sign');
  });

  it('draws the deviations of the bundles before, the oldest first, and this one’s only where it is known', () => {
    const earlier = [
      { name: 'v2', asOf: '2026-08-01', verdict: 'pass', deviations: 4 },
      { name: 'v1', asOf: '2026-05-01', verdict: 'fail', deviations: 1 },
    ] as const;
    const page = renderHtml({ ...report, earlier });
    const plot = page.slice(
      page.indexOf('Deviations over time'),
      page.indexOf('</figure>', page.indexOf('Deviations over time')),
    );
    expect(
      Array.from(plot.matchAll(/<li><span>([^<]*)<.*?<span>([^<]*)<\/span><\/li>/g), ([, label, words]) => [
        label,
        words,
      ]),
    ).toEqual([
      ['2026-05-01, v1', '1 deviation'],
      ['2026-08-01, v2', '4 deviations'],
    ]);
    expect(plot).toContain('M0 2h25v6h-25z');
    expect(renderHtml(report)).not.toContain('Deviations over time');
  });

  it('names the run that made it as text, and none where there is none', () => {
    const run = 'https://github.com/o/r/actions/runs/1';
    const statements = report.statements.map((each) => ({ ...each, predicate: { ...each.predicate, run } }));
    expect(renderHtml({ ...report, statements })).toContain(`<dt>Run</dt><dd>${run}</dd>`);
    expect(renderHtml(report)).not.toContain('<dt>Run</dt>');
  });
});
