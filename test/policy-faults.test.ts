import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyCheck } from '@assay/check';
import { utcDay } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { assay, temporaryFolder } from './support/command.js';
import { type Edit, smallWorkspace } from './support/small-workspace.js';

/*
 * Seeded faults of the built-in check `policy`. Its facts are the findings of the other checks, so each is tried through a whole
 * `assay qualify`.
 */

/** The package of the small workspace above its baseline: something that a deviation can match. */
const above: Edit = { file: 'Cargo.toml', replace: 'rust-version = "1.85"', by: 'rust-version = "1.90"' };

function deviation(name: string, expires: string, by = 'approved-by'): Edit {
  const entry = `[[deviation]]\nid = "DEV-001"\nrule = "msrv/above-baseline"\nscope = { package = "${name}" }\nrationale = "For a while."\n${by} = "functional safety"\nexpires = ${expires}\n`;
  return { file: 'assay.toml', replace: '[toolchain]', by: `${entry}\n[toolchain]` };
}

/** A last day that is near: the workspace is no commit, so that its evidence is as of today. */
const soon = utcDay(Date.now() + 10 * 24 * 60 * 60 * 1000);

/** Two dependencies of one name, both above the baseline. */
function twins(): { edit: Edit; more: Record<string, string> } {
  const manifest = (version: string) =>
    `[package]\nname = "time"\nversion = "${version}"\nedition = "2021"\nrust-version = "1.90"\n`;
  const dependencies =
    '[dependencies]\ntime-1 = { package = "time", path = "time-1" }\ntime-2 = { package = "time", path = "time-2" }\n';
  return {
    edit: { file: 'Cargo.toml', replace: 'license = "MIT"\n', by: `license = "MIT"\n\n${dependencies}` },
    more: {
      'time-1/Cargo.toml': manifest('1.0.0'),
      'time-1/src/lib.rs': '',
      'time-2/Cargo.toml': manifest('2.0.0'),
      'time-2/src/lib.rs': '',
    },
  };
}

/** The findings of the check `policy` after a whole run: rule, subject and line. */
async function policyFindings(edits: readonly Edit[], more: Record<string, string> = {}): Promise<string[]> {
  const cwd = smallWorkspace(temporaryFolder(), edits, more);
  execFileSync('cargo', ['generate-lockfile', '--offline', '--quiet'], { cwd });
  const { stdout, stderr } = await assay(['qualify'], { cwd });
  const file = join(cwd, 'target/assay/evidence/policy.json');
  expect(existsSync(file), stderr).toBe(true);
  const evidence = JSON.parse(readFileSync(file, 'utf8')).predicate;
  // A gap elsewhere would leave a deviation unjudged: what is tried here must have been looked at.
  expect(stdout, stdout).not.toContain('no-verdict');
  type Found = { rule: string; subject: { name: string }; at: { path: string; line: number } };
  return evidence.findings.map(({ rule, subject, at }: Found) => `${rule} ${subject.name} ${at.path}:${at.line}`);
}

describe('the check policy', () => {
  const { edit, more } = twins();
  const faults: [rule: string, edits: Edit[], more: Record<string, string>][] = [
    ['policy/expired-deviation', [above, deviation('governor', '2024-01-01')], {}],
    ['policy/unmatched-deviation', [deviation('governor', '2099-01-01')], {}],
    ['policy/overbroad-deviation', [edit, deviation('time', '2099-01-01')], more],
    ['policy/expiring-deviation', [above, deviation('governor', soon)], {}],
    ['policy/requested-deviation', [above, deviation('governor', '2099-01-01', 'requested-by')], {}],
  ];

  it('is silent where every deviation holds and matches one finding', async () => {
    expect(await policyFindings([above, deviation('governor', '2099-01-01')])).toEqual([]);
  });

  it.each(faults)('%s is raised by its fault, and no other rule', async (rule, edits, files) => {
    expect(await policyFindings(edits, files)).toEqual([`${rule} DEV-001 assay.toml:12`]);
  });

  it('has a fault for every rule', () => {
    expect(faults.map(([rule]) => rule).sort()).toEqual(policyCheck.rules.map(({ id }) => id).sort());
  });
});
