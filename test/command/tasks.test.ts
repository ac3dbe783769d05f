import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allChecks } from '@assay/pipeline';
import { describe, expect, it } from 'vitest';
import { assay, copyOf, temporaryFolder } from '../support/command.js';
import { commitAll, smallWorkspace } from '../support/small-workspace.js';

const rules = allChecks.flatMap((check) => check.rules.map(({ id }) => id));

describe('assay init', () => {
  it('writes a policy that qualifies, the pin and the caller workflow, and never overwrites', async () => {
    const cwd = smallWorkspace(temporaryFolder());
    const files = ['assay.toml', 'rust-toolchain.toml', '.github/workflows/assay.yml'].map((file) => join(cwd, file));
    for (const file of files) rmSync(file, { force: true });
    const env = { RUSTUP_TOOLCHAIN: '1.95.0' };
    expect((await assay(['init'], { cwd, env })).status).toBe(0);
    const written = files.map((file) => readFileSync(file, 'utf8'));
    expect(written[1]).toBe('[toolchain]\nchannel = "1.95.0"\n');
    expect((await assay(['qualify'], { cwd })).status).toBe(0);

    const again = await assay(['init', '--level', 'ASIL D'], { cwd, env });
    expect(again.stdout.match(/^kept /gm)).toHaveLength(3);
    expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(written);
  });

  it('puts the workflow at the root of the repository, where GitHub looks for it', async () => {
    const top = temporaryFolder();
    const workspace = smallWorkspace(join(top, 'firmware'));
    rmSync(join(workspace, '.git'), { recursive: true });
    commitAll(top);
    expect((await assay(['init', 'firmware'], { cwd: top })).status).toBe(0);
    expect(readFileSync(join(top, '.github/workflows/assay.yml'), 'utf8')).toContain('working-directory: "firmware"');
  });

  it.each([
    [['--level', 'ASIL Z'], /knows no level "ASIL Z"/],
    [['--standard', 'ISO 2626'], /project\.standard/],
    [['--baseline', '1.85'], /baseline\.rust/],
  ])('writes nothing that qualify would refuse: %j', async (args, message) => {
    const cwd = smallWorkspace(temporaryFolder());
    rmSync(join(cwd, 'assay.toml'));
    const { status, stderr } = await assay(['init', ...args], { cwd });
    expect({ status, written: existsSync(join(cwd, 'assay.toml')) }).toEqual({ status: 2, written: false });
    expect(stderr).toMatch(message);
  });

  it('sends who starts it in a member to the workspace', async () => {
    const cwd = copyOf('examples/motor-controller');
    const { status, stderr } = await assay(['init', 'motor-control'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('this is a member of the workspace in ..');
    expect(existsSync(join(cwd, 'motor-control/assay.toml'))).toBe(false);
  });
});

describe('assay selftest', () => {
  it('tries every rule both ways, and leaves evidence of it', async () => {
    const cwd = temporaryFolder();
    const { status, stdout } = await assay(['selftest', '--evidence-dir', 'evidence', '--format', 'json'], { cwd });
    expect(status).toBe(0);
    expect(readFileSync(join(cwd, 'evidence/selftest.json'), 'utf8')).toBe(stdout);
    const trials: { rule: string; passed: boolean; raises: { raised: number }; spares: { spared: number } }[] =
      JSON.parse(stdout).rules;
    expect(trials.map(({ rule }) => rule)).toEqual(rules);
    for (const { rule, passed, raises, spares } of trials) {
      expect({ rule, passed, both: raises.raised > 0 && spares.spared > 0 }).toEqual({
        rule,
        passed: true,
        both: true,
      });
    }
  });
});

describe('assay explain', () => {
  it('lists every rule, and explains each', async () => {
    const cwd = temporaryFolder();
    const { stdout } = await assay(['explain'], { cwd });
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/\s/)[0]),
    ).toEqual(rules);
    const { status, stdout: page } = await assay(['explain', 'msrv/above-baseline'], { cwd });
    expect(status).toBe(0);
    expect(page).toMatch(/^# `msrv\/above-baseline`[\s\S]*## Why[\s\S]*## Repair[\s\S]*ASIL D/);
  });
});

it('prints one JSON document and nothing else, also of a fail', async () => {
  const cwd = smallWorkspace(temporaryFolder());
  mkdirSync(join(cwd, '.cargo'));
  writeFileSync(join(cwd, '.cargo/config.toml'), '[build]\nrustc-wrapper = "env"\n');
  const { status, stdout } = await assay(['qualify', '--format', 'json'], { cwd });
  expect(status).toBe(1);
  const { verdict, evidence } = JSON.parse(stdout);
  expect(verdict).toBe('fail');
  expect(evidence.map(({ predicate }: { predicate: { check: string } }) => predicate.check)).toEqual([
    'toolchain',
    'msrv',
    'policy',
  ]);
});
