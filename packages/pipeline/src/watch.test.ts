import { describe, expect, it } from 'vitest';
import { runCheck } from './run-check.js';
import { at, gears, workshop } from './testing/workshop.js';
import { watchToTheEnd } from './watch.js';

describe('a second look at the end of the job', () => {
  it('writes products, evidence and page anew with what was seen then', async () => {
    const { host, files, request } = workshop({ wanted: true });
    const product = (content: string) => ({ name: 'gears.info', content });
    const first = gears({ products: [product('first')] });
    const check = {
      ...first,
      collect: async (...args: Parameters<typeof first.collect>) => ({
        ...(await first.collect(...args)),
        memory: 'what was seen',
      }),
      lookAgain: async (...[, , , collected]: Parameters<NonNullable<typeof first.lookAgain>>) => ({
        ...collected,
        gaps: [{ what: 'a gear', why: 'it was taken out', remedy: 'put it back' }],
        products: [product('second')],
      }),
    };
    const watching = { ...request, checks: [check] };
    const { watch } = await runCheck(host, 'gears', watching);
    if (watch === undefined) throw new Error('the check left nothing to look at again');
    // As it comes back from the file that keeps it.
    const outcome = await watchToTheEnd(host, watching, JSON.parse(JSON.stringify(watch)));
    expect(outcome.verdict).toBe('no-verdict');
    expect(outcome.products).toEqual([{ name: 'gears.info', path: at('target/assay/gears/gears.info') }]);
    expect(files.get(at('target/assay/gears/gears.info'))).toBe('second');
    expect(files.get(at('target/assay/evidence/gears.json'))).toContain('it was taken out');
    expect(files.get(outcome.reportPath ?? '')).toContain('it was taken out');
  });
});
