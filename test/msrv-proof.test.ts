import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assay, type CommandRun, copyOf, temporaryFolder } from './support/command.js';
import { commitAll } from './support/small-workspace.js';
import { writeFiles } from './support/write-files.js';

interface Predicate {
  verdict: string;
  gaps: { what: string; why: string; remedy: string }[];
  findings: { rule: string; subject: { name: string }; message: string; at: { path: string; line?: number } }[];
  facts: { proof: { runs: { rust: string; outcome: string; compiler: { release: string } }[] } };
}

/** What the baseline 1.85.0 does not compile, and 1.95.0 does. */
const tooNew = 'pub fn limit(value: u32) -> u32 {\n    value.midpoint(1000).cast_signed().cast_unsigned()\n}\n';

/** A copy of the clean workspace for proofs, with its files changed, as a repository. */
function workspace(files: Record<string, string> = {}): string {
  const folder = copyOf('test/clean/msrv-proved', join(temporaryFolder(), 'infusion'));
  writeFiles(folder, files);
  return commitAll(folder);
}

function evidence(cwd: string): Predicate {
  return JSON.parse(readFileSync(join(cwd, 'target/assay/evidence/msrv.json'), 'utf8')).predicate;
}

const msrv = (cwd: string, args: string[] = [], env: Record<string, string> = {}): Promise<CommandRun> =>
  assay(['msrv', ...args], { cwd, env });

describe('proof by compiling', () => {
  it('names the compilers that proved, and leaves tree and build cache as they are', async () => {
    const cwd = workspace();
    const before = readdirSync(cwd).sort();
    const { status, stdout } = await msrv(cwd);
    expect(status, stdout).toBe(0);
    const { runs } = evidence(cwd).facts.proof;
    expect(runs.map(({ rust, outcome, compiler }) => [rust, outcome, compiler.release])).toEqual([
      ['1.63.0', 'compiled', '1.63.0'],
      ['1.85.0', 'compiled', '1.85.0'],
    ]);
    expect(readdirSync(cwd).sort()).toEqual([...before, 'target'].sort());
    expect(readdirSync(join(cwd, 'target'))).toEqual(['assay']);
  });

  it('tells the package and the place, and what likely came when', async () => {
    const cwd = workspace({ 'third-party/valve/src/lib.rs': tooNew });
    const { status } = await msrv(cwd);
    expect(status).toBe(1);
    const [finding] = evidence(cwd).findings;
    expect(finding).toMatchObject({ rule: 'msrv/does-not-compile', subject: { name: 'valve' } });
    expect(finding?.message).toContain('third-party/valve/src/lib.rs:2:');
  });

  it('is not had by wrappers and variables that put another compiler in place', async () => {
    const cwd = workspace({ 'third-party/valve/src/lib.rs': tooNew });
    const newer = join(temporaryFolder(), 'newer');
    writeFileSync(newer, '#!/bin/sh\ncase "$1" in *rustc*) shift;; esac\nexec rustc +1.95.0 "$@"\n');
    chmodSync(newer, 0o755);
    const wrapped: Record<string, string>[] = [
      { RUSTC_WRAPPER: newer },
      { RUSTC_WORKSPACE_WRAPPER: newer },
      { RUSTC: newer },
      { CARGO_BUILD_RUSTC: newer },
      { RUSTC_BOOTSTRAP: '1' },
    ];
    for (const env of wrapped) {
      const { status, stdout } = await msrv(cwd, [], env);
      expect(status, `${JSON.stringify(env)}\n${stdout}`).not.toBe(0);
      expect(evidence(cwd).findings.map(({ rule }) => rule)).toContain('msrv/does-not-compile');
    }
  }, 240_000);

  it('takes nothing that the repository brings for compiled', async () => {
    const cwd = workspace();
    await msrv(cwd);
    execFileSync('git', ['add', '--force', 'target/assay/build'], { cwd });
    const { status, stdout } = await msrv(cwd);
    expect(status).toBe(2);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('git tracks target/assay/build/');
    expect(evidence(cwd).facts.proof.runs).toEqual([]);
  });

  it('is not left out in silence where the policy asks for it', async () => {
    const cwd = workspace();
    const { status, stdout } = await msrv(cwd, ['--no-prove']);
    expect([status, evidence(cwd).verdict]).toEqual([2, 'no-verdict']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('--no-prove leaves out what the policy asks for');
  });

  it('is made at the lowest rank too when the command asks for it, and not without', async () => {
    const policy = readFileSync('test/clean/msrv-proved/assay.toml', 'utf8').replaceAll(/ASIL [BD]/g, 'QM');
    const cwd = workspace({ 'assay.toml': policy });
    await msrv(cwd);
    expect(evidence(cwd).facts.proof.runs).toEqual([]);
    expect((await msrv(cwd, ['--prove'])).status).toBe(0);
    expect(evidence(cwd).facts.proof.runs).toHaveLength(2);
  });

  it('has no verdict with a baseline toolchain that is broken, or is another release than its name says', async () => {
    const cwd = workspace();
    for (const [rustc, why] of [
      ['#!/bin/sh\nexit 1\n', 'does not say which compiler it is'],
      ['#!/bin/sh\necho "rustc 1.84.0 (abc 2025-01-01)"\necho "release: 1.84.0"\n', 'says that it is Rust 1.84.0'],
    ] as const) {
      const RUSTUP_HOME = temporaryFolder();
      const bin = join(RUSTUP_HOME, 'toolchains/1.85.0-x86_64-unknown-linux-gnu/bin');
      mkdirSync(bin, { recursive: true });
      for (const [name, script] of [
        ['cargo', '#!/bin/sh\nexit 0\n'],
        ['rustc', rustc],
      ] as const) {
        writeFileSync(join(bin, name), script);
        chmodSync(join(bin, name), 0o755);
      }
      const own = join(process.env.RUSTUP_HOME ?? join(process.env.HOME ?? '', '.rustup'), 'toolchains');
      const pinned = join(own, '1.95.0-x86_64-unknown-linux-gnu/bin');
      const { status, stdout } = await msrv(cwd, [], { RUSTUP_HOME, PATH: `${pinned}:${process.env.PATH}` });
      expect(status, stdout).toBe(2);
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(why);
    }
  });

  it('says what stands in the way of an old Cargo: an edition, a resolver, a lock file', async () => {
    const dial = readFileSync('test/clean/msrv-proved/dial/Cargo.toml', 'utf8');
    const lock = readFileSync('test/clean/msrv-proved/Cargo.lock', 'utf8');
    const root = readFileSync('test/clean/msrv-proved/Cargo.toml', 'utf8');
    const cases: [file: string, content: string, rule: string][] = [
      [
        'dial/Cargo.toml',
        dial.replace('"2021"', '"2024"').replace('rust-version = "1.63"\n', ''),
        'msrv/edition-above-baseline',
      ],
      ['Cargo.toml', root.replace('"2"', '"3"'), 'msrv/manifest-above-baseline'],
      ['Cargo.lock', lock.replace('version = 3', 'version = 4'), 'msrv/lock-version'],
    ];
    for (const [file, content, rule] of cases) {
      const cwd = workspace({ [file]: content });
      const { status, stdout } = await msrv(cwd);
      expect(status, stdout).toBe(1);
      expect(evidence(cwd).findings.map((finding) => finding.rule)).toContain(rule);
    }
  });

  it('is interrupted without a trace', async () => {
    const cwd = workspace();
    let interrupted = false;
    const run = await assay(['msrv'], {
      cwd,
      watch: (child, stderr) => {
        if (interrupted || !stderr.includes('compiling')) return;
        interrupted = true;
        child.kill('SIGINT');
      },
    });
    expect(run.status).toBe(130);
    expect(existsSync(join(cwd, 'target/assay/evidence/msrv.json'))).toBe(false);
  });

  it('stays open where a deviation permits that one package does not compile, for all that was not reached', async () => {
    const policy = readFileSync('test/clean/msrv-proved/assay.toml', 'utf8');
    const deviation = `
[[deviation]]
id = "DEV-001"
rule = "msrv/does-not-compile"
scope = { package = "valve" }
rationale = "Only for a while."
approved-by = "functional safety"
expires = 2099-01-01
`;
    const cwd = workspace({ 'third-party/valve/src/lib.rs': tooNew, 'assay.toml': policy + deviation });
    const { status } = await msrv(cwd);
    expect(status).toBe(2);
    expect(evidence(cwd).gaps.map(({ why }) => why)).toContain(
      'it was not reached, because something before it failed',
    );
  });

  it('keeps unstable features off also where a configuration puts them on', async () => {
    const cwd = workspace({
      '.cargo/config.toml': '[env]\nRUSTC_BOOTSTRAP = { value = "1", force = true }\n',
      'dial/src/lib.rs': '#![feature(let_chains)]\npub fn mark(rate: u32) -> u32 {\n    rate\n}\n',
    });
    expect((await msrv(cwd)).status).not.toBe(0);
    expect(evidence(cwd).verdict).not.toBe('pass');
  });

  it('has no verdict where a build script changes what is compiled', async () => {
    const build =
      'fn main() {\n    stamp::emit();\n    std::fs::write("../dial/src/lib.rs", "pub fn mark() {}\\n").expect("written");\n}\n';
    const cwd = workspace({ 'pump/build.rs': build });
    const { status, stdout } = await msrv(cwd);
    expect(status, stdout).toBe(2);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('the workspace changed while it was compiled: dial/src/lib.rs');
  });

  it('is not led astray by a link in place of the folder that is compiled in', async () => {
    const cwd = workspace();
    mkdirSync(join(cwd, 'elsewhere'));
    writeFileSync(join(cwd, 'elsewhere/.keep'), '');
    symlinkSync('elsewhere', join(cwd, 'target'));
    execFileSync('git', ['add', '--force', 'target', 'elsewhere'], { cwd });
    const { status, stdout } = await msrv(cwd);
    expect(status, stdout).toBe(2);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('git tracks target');
  });

  it('builds the features of the member, not those of the root, with resolver 1', async () => {
    const member = (name: string, more: string) =>
      `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2018"\n${more}`;
    const folder = temporaryFolder();
    writeFiles(folder, {
      'Cargo.toml': member('root', '\n[features]\nx = []\n\n[workspace]\nmembers = ["b"]\n'),
      'src/lib.rs': '',
      'b/Cargo.toml': member('b', '\n[features]\ndefault = ["std"]\nstd = []\n'),
      'b/src/lib.rs': `#[cfg(not(feature = "std"))]\n${tooNew}`,
      'Cargo.lock':
        'version = 3\n\n[[package]]\nname = "b"\nversion = "0.1.0"\n\n[[package]]\nname = "root"\nversion = "0.1.0"\n',
      'rust-toolchain.toml': '[toolchain]\nchannel = "1.95.0"\n',
      'assay.toml':
        '[project]\nname = "p"\nstandard = "ISO 26262"\nlevel = "ASIL B"\n\n[baseline]\nrust = "1.85.0"\n\n[msrv]\nfeatures = ["none"]\n',
    });
    commitAll(folder);
    expect((await msrv(folder)).status).toBe(1);
    expect(evidence(folder).findings.map(({ rule, subject }) => [rule, subject.name])).toContainEqual([
      'msrv/does-not-compile',
      'b',
    ]);
  });
});
