import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utcDay } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { assay, temporaryFolder } from '../support/command.js';
import { type Edit, smallWorkspace } from '../support/small-workspace.js';

const inDays = (days: number) => utcDay(Date.now() + days * 24 * 60 * 60 * 1000);

const above: Edit = { file: 'Cargo.toml', replace: 'rust-version = "1.85"', by: 'rust-version = "1.90"' };

function entry(id: string, rule: string, expires: string, who: string): string {
  return `[[deviation]]\nid = "${id}"\nrule = "${rule}"\nscope = { package = "governor" }\nrationale = "For a while."\n${who}\nexpires = ${expires}\n`;
}

const approved = 'approved-by = "functional safety"';
const requested = 'requested-by = "drive team"';
/** In the order in which they end. */
const expiring = entry('DEV-2', 'msrv/above-baseline', inDays(30), approved);
const unused = entry('DEV-3', 'msrv/does-not-compile', inDays(31), approved);
const request = entry('DEV-4', 'msrv/above-baseline', inDays(400), requested);

function workspace(...entries: string[]): string {
  const by = `${entries.join('\n')}\n[toolchain]`;
  return smallWorkspace(temporaryFolder(), [above, { file: 'assay.toml', replace: '[toolchain]', by }]);
}

describe('assay deviations', () => {
  it('lists what is permitted, the soonest to end first, and what each covers by the evidence of this policy', async () => {
    const cwd = workspace(request, unused, expiring);
    const before = await assay(['deviations', '--format', 'json'], { cwd });
    expect(JSON.parse(before.stdout)).toMatchObject({ evidenceAsOf: null, deviations: [{}, { findings: null }, {}] });
    expect(before.stderr).toContain('assay qualify leaves it');

    await assay(['qualify'], { cwd });
    const { status, stdout } = await assay(['deviations', '--format', 'json'], { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      today: inDays(0),
      verdict: 'pass',
      deviations: [
        {
          id: 'DEV-2',
          state: 'expiring',
          daysLeft: 30,
          findings: 1,
          approvedBy: 'functional safety',
          requestedBy: null,
        },
        { id: 'DEV-3', state: 'approved', daysLeft: 31, findings: 0 },
        { id: 'DEV-4', state: 'requested', findings: 1, approvedBy: null, requestedBy: 'drive team' },
      ],
    });
    const shown = await assay(['deviations'], { cwd });
    expect(shown.stdout.split('\n').map((line) => line.trim().split(/ {2,}/).slice(0, 5))).toEqual([
      ['id', 'state', 'last day', 'ends', 'covers'],
      ['DEV-2', 'expiring', inDays(30), 'in 30 days', '1 finding'],
      ['DEV-3', 'approved', inDays(31), 'in 31 days', 'unused: it matches no finding'],
      ['DEV-4', 'requested', inDays(400), 'in 400 days', '1 finding'],
      [''],
      [`3 deviations as of ${inDays(0)}: 1 expiring, 1 approved, 1 requested`],
      [''],
    ]);

    writeFileSync(join(cwd, 'assay.toml'), '\n# another policy\n', { flag: 'a' });
    expect(JSON.parse((await assay(['deviations', '--format', 'json'], { cwd })).stdout)).toMatchObject({
      evidenceAsOf: null,
    });
  });

  it('fails when one has expired, as a gate of today would', async () => {
    const cwd = workspace(entry('DEV-1', 'msrv/above-baseline', inDays(-1), approved), expiring);
    const { status, stdout } = await assay(['deviations'], { cwd });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^DEV-1 +expired +\S+ +yesterday /m);
  });

  it('fails for no request that is past: it never held', async () => {
    const cwd = workspace(entry('DEV-1', 'msrv/above-baseline', inDays(-1), requested));
    const { status, stdout } = await assay(['deviations'], { cwd });
    expect({ status, shown: /^DEV-1 +requested .* nobody; requested by drive team$/m.test(stdout) }).toEqual({
      status: 0,
      shown: true,
    });
  });

  it('says so where there are none', async () => {
    const { status, stdout } = await assay(['deviations'], { cwd: smallWorkspace(temporaryFolder()) });
    expect({ status, stdout }).toEqual({ status: 0, stdout: `no deviations as of ${inDays(0)}\n` });
  });
});
