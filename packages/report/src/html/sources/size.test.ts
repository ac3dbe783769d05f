import type { MarkedSource } from '@assay/check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../report.js';
import { largeSources, markedSource, span } from '../../testing/marked-source.js';
import { randomReport } from '../../testing/random-report.js';
import { renderHtml } from '../page.js';

const empty = randomReport(3, { checks: 1, findings: 0, gaps: 0 });

function reportOf({ sources, texts }: { sources: MarkedSource[]; texts: Map<string, string> }, report = empty): Report {
  return { ...report, checks: report.checks.map((check) => ({ ...check, sources: () => sources })), texts };
}

describe('a page with 100,000 lines of source and 2,000 findings', () => {
  const report = reportOf(largeSources(100), randomReport(3, { checks: 1, findings: 2000, gaps: 0 }));

  // Processor time, so that other work on the machine does not count.
  it('has at most 20 MB, and is made in 5 s of processor time', { timeout: 30_000 }, () => {
    const start = process.cpuUsage();
    const page = renderHtml(report);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(5000);
    expect(page.match(/ id="s[~\d]*:\d+"/g)).toHaveLength(100_000);
    expect(page.match(/<tr id="toolchain\/[a-z]+@/g)).toHaveLength(2000);
    expect(Buffer.byteLength(page)).toBeLessThan(20_000_000);
  });
});

describe('spans that all lie in one another', () => {
  it('cost no more than a few marks a line', () => {
    const text = 'x\n'.repeat(6000);
    const spans = Array.from({ length: 6000 }, (_, index) => span([index + 1, 1], [6000, 2], 'deep'));
    const report = reportOf({ sources: [markedSource(text, { spans })], texts: new Map([['src/lib.rs', text]]) });
    const start = process.cpuUsage();
    const page = renderHtml(report);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(1000);
    expect(Buffer.byteLength(page)).toBeLessThan(3_000_000);
    expect(page.match(/<\/b> deep/g)).toHaveLength(6000);
  });
});
