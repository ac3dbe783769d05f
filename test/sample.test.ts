import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from '@assay/evidence';
import { describe, expect, test } from 'vitest';
import { assay, temporaryFolder } from './support/command.js';
import { llvmVariables } from './support/llvm.js';
import { readText, root } from './support/repository.js';
import { tool } from './support/tools.js';

const workspace = 'examples/motor-controller';
const COMPILING_MS = 300_000;

interface Metadata {
  packages: { name: string; rust_version: string | null }[];
}

function cargo(...args: string[]): string {
  return execFileSync('cargo', args, {
    cwd: join(root, workspace),
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 16 * 1024 * 1024,
  }).toString();
}

describe('the sample workspace', () => {
  test.for(['debug', 'release'] as const)(
    'passes its own tests, %s build',
    { timeout: COMPILING_MS },
    (profile, { skip }) => {
      tool('rustc', skip);
      const flags = profile === 'release' ? ['--release'] : [];
      const passed = cargo('test', '--quiet', '--locked', ...flags).matchAll(
        /test result: ok\. (\d+) passed; 0 failed/g,
      );
      expect([...passed].reduce((sum, [, count]) => sum + Number(count), 0)).toBe(21);
    },
  );

  test('declares a Rust release for every package, so that the baseline can be judged', ({ skip }) => {
    tool('rustc', skip);
    const { packages } = JSON.parse(cargo('metadata', '--locked', '--format-version', '1')) as Metadata;
    expect(packages.length).toBeGreaterThan(10);
    for (const { name, rust_version } of packages) expect(rust_version, name).toMatch(/^1\.\d+/);
  });

  test('is qualified: every check passes, one finding is deviated, one warns of where its lock comes from', async ({
    skip,
  }) => {
    tool('rustc', skip);
    const folder = temporaryFolder();
    const args = [
      'qualify',
      '--manifest-path',
      workspace,
      '--evidence-dir',
      join(folder, 'evidence'),
      '--format',
      'json',
    ];
    const env = Object.fromEntries(llvmVariables('22', skip));
    const { status, stdout, stderr } = await assay(args, { cwd: root, env });
    expect(status, stderr).toBe(0);
    const { evidence } = JSON.parse(stdout) as { evidence: Statement[] };
    expect(evidence.map(({ predicate }) => [predicate.check, predicate.verdict])).toEqual([
      ['toolchain', 'pass'],
      ['msrv', 'pass'],
      ['coverage', 'pass'],
      ['targets-x86_64-unknown-linux-gnu', 'pass'],
      ['policy', 'pass'],
    ]);
    const findings = evidence.flatMap(({ predicate }) => predicate.findings);
    expect(
      findings.map(({ rule, severity, subject, deviation }) => [rule, severity, subject.name, deviation?.id]),
    ).toEqual([
      ['toolchain/known-problem', 'error', 'rust#159035', 'DEV-001'],
      ['toolchain/trusted-on-first-use', 'warning', 'assay.lock', undefined],
    ]);
    expect(existsSync(join(folder, 'bundle.zip'))).toBe(true);
  });

  test('keeps what its deviation says: no Option is stored in what runs on the target', () => {
    expect(readText(`${workspace}/assay.toml`)).toContain('store no Option');
    for (const crate of ['motor-control', 'motor-driver']) {
      const files = readdirSync(join(root, workspace, crate, 'src'));
      expect(files).toContain('lib.rs');
      for (const file of files)
        expect(readText(`${workspace}/${crate}/src/${file}`)).not.toMatch(/\bOption\b|\bSome\(/);
    }
  });
});
