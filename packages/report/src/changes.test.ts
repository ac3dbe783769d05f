import { expect, it } from 'vitest';
import { changesTitle } from './changes.js';
import { renderHtml } from './html/page.js';
import { randomReport } from './testing/random-report.js';

const bundle = { name: '../v1.zip', asOf: '2026-11-22', verdict: 'pass', assay: '0.1.0' } as const;

it('names the earlier bundle by its commit and date, not by the file that somebody typed', () => {
  const title = (subject: string) => changesTitle({ earlier: { ...bundle, subject } });
  expect(title(`commit ${'1f0c'.repeat(10)}`)).toBe('Changes since commit 1f0c1f0c1f0c, as of 2026-11-22');
  expect(title('working tree h1:abc=')).toBe('Changes since working tree h1:abc=, as of 2026-11-22');
});

it('keeps each change of a deviation on a line of its own', () => {
  const changes = [
    { what: 'approved-by', earlier: 'request 4711', later: 'request 4802' },
    { what: 'expires', earlier: '2027-03-31', later: '2027-06-30' },
  ];
  const none = { checks: [], coverage: [], toolchain: [], dependencies: [], policy: [], rules: [], unknown: [] };
  const comparison = {
    ...none,
    ...{ earlier: { ...bundle, subject: 'commit 1f' }, later: { ...bundle, subject: 'commit 2f' } },
    findings: { gone: [], new: [], still: [] },
    deviations: { added: [], removed: [], expired: [], reworded: [{ id: 'DEV-1', changes }] },
  };
  expect(renderHtml({ ...randomReport(7, { checks: 1 }), comparison })).toContain(
    '<span class="pre">approved-by: request 4711 → request 4802\nexpires: 2027-03-31 → 2027-06-30</span>',
  );
});
