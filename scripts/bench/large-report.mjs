/** Writes the page of a report with 2,000 findings and 100,000 lines of covered source: `node large-report.mjs FILE`. Needs `tsc -b`. */
import { writeFileSync } from 'node:fs';
import { renderHtml } from '../../packages/report/build/src/index.js';
import { largeSources, randomReport } from '../../packages/report/build/src/testing/index.js';

const report = randomReport(2000, { checks: 2, findings: 1000, gaps: 0 });
const { sources, texts } = largeSources(100);
const checks = report.checks.map((check, index) => (index === 1 ? { ...check, sources: () => sources } : check));
writeFileSync(process.argv[2], renderHtml({ ...report, checks, texts }));
