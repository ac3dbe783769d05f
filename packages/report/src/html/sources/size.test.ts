import type { MarkedSource } from '@assay/check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../report.js';
import { largeSources, markedSource, span } from '../../testing/marked-source.js';
import { randomReport } from '../../testing/random-report.js';
import { renderHtml } from '../page.js';

const empty = randomReport(3, { checks: 1, findings: 0, gaps: 0 });

function reportOf({ sources, texts }: { sources: MarkedSource[]; texts: Map<string, string> }): Report {
  return { ...empty, checks: empty.checks.map((check) => ({ ...check, sources: () => sources })), texts };
}

describe('a page with 100,000 lines of source', () => {
  const report = reportOf(largeSources(100));

  // Processor time, so that other work on the machine does not count.
  it('has at most 160 bytes a line, text included, and is made in 3 s of processor time', { timeout: 30_000 }, () => {
    const start = process.cpuUsage();
    const page = renderHtml(report);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(3000);
    expect(page.match(/ id="s[~\d]*:\d+"/g)).toHaveLength(100_000);
    expect(Buffer.byteLength(page)).toBeLessThan(16_000_000);
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
