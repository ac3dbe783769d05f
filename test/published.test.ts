import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assay, copyOf } from './support/command.js';
import { applications, fetchApplication } from './support/published.js';

const baseline = '1.85.0';

interface Metadata {
  packages: { name: string; version: string; rust_version: string | null }[];
}

interface Finding {
  rule: string;
  subject: { name: string; version: string };
}

it.each(applications.map((application) => [application.name, application] as const))(
  '%s, with a policy that assay init wrote: the findings are what cargo metadata says of each package that cargo tree shows',
  async (_, application) => {
    const cwd = copyOf(fetchApplication(application));
    // The compiler that is there, whatever pin the application ships.
    const env = { RUSTUP_TOOLCHAIN: '1.95.0' };
    const init = await assay(['init', '--baseline', baseline], { cwd, env });
    expect(init.status, init.stderr).toBe(0);
    const { status, stderr } = await assay(['qualify'], { cwd, env });
    expect([0, 1], stderr).toContain(status);

    const built = treeOf(cwd);
    const packages = metadata(cwd).packages.filter(({ name, version }) => built.has(`${name} ${version}`));
    const { examined, findings, verdict } = evidence(cwd);
    const above = packages.filter(({ rust_version }) => rust_version !== null && isAbove(rust_version, baseline));
    expect(examined).toBe(built.size);
    expect(
      names(findings.filter(({ rule }) => /\/(?:edition-)?above-baseline$/.test(rule)).map(({ subject }) => subject)),
    ).toEqual(names(above));
    expect(verdict).toBe(findings.some(({ rule }) => rule === 'msrv/above-baseline') ? 'fail' : 'pass');
  },
  600_000,
);

/** By Cargo's own reading, and compared here without Assay's code. */
function metadata(cwd: string): Metadata {
  const args = ['metadata', '--format-version', '1', '--locked', '--offline', '--all-features'];
  const env = { ...process.env, RUSTUP_TOOLCHAIN: '1.95.0' };
  return JSON.parse(
    execFileSync('cargo', args, { cwd, env, maxBuffer: 1024 ** 3, stdio: ['ignore', 'pipe', 'pipe'] }).toString(),
  );
}

/** What is built, as `cargo tree` has it: `name version`. */
function treeOf(cwd: string): Set<string> {
  const args = [
    'tree',
    '--locked',
    '--offline',
    '--edges',
    'normal,build',
    '--prefix',
    'none',
    '--no-dedupe',
    '--format',
    '{p}',
  ];
  const env = { ...process.env, RUSTUP_TOOLCHAIN: '1.95.0' };
  const lines = execFileSync('cargo', args, { cwd, env, maxBuffer: 1024 ** 3, stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .split('\n');
  const named = lines.flatMap((line) => /^(\S+) v(\S+)/.exec(line)?.slice(1).join(' ') ?? []);
  return new Set(named);
}

function isAbove(version: string, limit: string): boolean {
  const [a, b] = [version, limit].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const index = [0, 1, 2].find((part) => (a[part] ?? 0) !== (b[part] ?? 0));
  return index !== undefined && (a[index] ?? 0) > (b[index] ?? 0);
}

function names(packages: readonly { name: string; version: string }[]): string[] {
  return packages.map(({ name, version }) => `${name} ${version}`).sort();
}

function evidence(cwd: string): { examined: number; findings: Finding[]; verdict: string } {
  return JSON.parse(readFileSync(join(cwd, 'target/assay/evidence/msrv.json'), 'utf8')).predicate;
}
