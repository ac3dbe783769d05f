import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assay, type CommandRun, temporaryFolder } from '../support/command.js';
import { smallWorkspace } from '../support/small-workspace.js';

const workspace = () => smallWorkspace(temporaryFolder());
const qualify = (cwd: string, args: string[] = [], env: Record<string, string | undefined> = {}) =>
  assay(['qualify', ...args], { cwd, env });

/** Everything that was said, for messages that stand in the result (gaps) or on standard error (user errors). */
const said = ({ stdout, stderr }: CommandRun) => `${stdout}\n${stderr}`.replaceAll(/\s+/g, ' ');

/** A user's own mistake: no verdict, one message, no stack, nothing claimed on standard output. */
function expectUserError(run: CommandRun, message: string | RegExp): void {
  expect(run.status).toBe(2);
  expect(said(run)).toMatch(message);
  expect(run.stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(run.stdout).toBe('');
}

/** Something that could not be known: no verdict, and evidence that says so. */
function expectGap(run: CommandRun, folder: string, message: string | RegExp): void {
  expect(run.status).toBe(2);
  expect(said(run)).toMatch(message);
  expect(run.stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  const { verdict, gaps } = evidence(folder, 'msrv');
  expect(verdict).toBe('no-verdict');
  expect(gaps.length).toBeGreaterThan(0);
}

function evidence(folder: string, check: string): { verdict: string; gaps: unknown[]; findings: { rule: string }[] } {
  return JSON.parse(readFileSync(join(folder, 'target/assay/evidence', `${check}.json`), 'utf8')).predicate;
}

/** Names of files that only a broken-off write leaves. */
function halfWritten(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.tmp'));
}

describe('the workspace', () => {
  it('has no Cargo.toml, or is no folder', async () => {
    const folder = temporaryFolder();
    expectUserError(await qualify(folder), /there is no Cargo\.toml in \. .*--manifest-path/);
    expectUserError(await qualify(folder, ['--manifest-path', 'absent']), /absent cannot be opened: no such file/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('has a Cargo.toml that does not parse', async () => {
    const folder = workspace();
    writeFileSync(join(folder, 'Cargo.toml'), '[package\nname = 1\n');
    expectGap(await qualify(folder), folder, /Cargo\.toml:1/);
  });

  it('has a path with a trailing slash', async () => {
    const folder = workspace();
    const { status, stdout } = await qualify(folder, ['--manifest-path', `${folder}/`]);
    expect({ status, first: stdout.split('\n')[0] }).toEqual({ status: 0, first: expect.stringContaining('pass') });
  });

  it('may be named by its Cargo.toml', async () => {
    const folder = workspace();
    expect((await qualify(temporaryFolder(), ['--manifest-path', join(folder, 'Cargo.toml')])).status).toBe(0);
  });
});

describe('the lock file', () => {
  it('is missing: a finding', async () => {
    const folder = workspace();
    rmSync(join(folder, 'Cargo.lock'));
    expect((await qualify(folder)).status).toBe(1);
    expect(evidence(folder, 'msrv').findings.map(({ rule }) => rule)).toEqual(['msrv/lock-missing']);
    expect(existsSync(join(folder, 'Cargo.lock'))).toBe(false);
  });

  const package_ = '[[package]]\nname = "governor"\nversion = "0.1.0"\n';
  it.each([
    ['of an unknown version', `version = 9\n\n${package_}`, /Cargo\.lock:1/],
    ['truncated', `version = 3\n\n[[package]]\nname = "gove`, /Cargo\.lock:\d+/],
    ['in conflict', `version = 3\n\n<<<<<<< HEAD\n${package_}=======\n>>>>>>> topic\n`, /Cargo\.lock:3/],
  ])('is %s', async (_, content, message) => {
    const folder = workspace();
    writeFileSync(join(folder, 'Cargo.lock'), content);
    expectGap(await qualify(folder), folder, message);
    expect(readFileSync(join(folder, 'Cargo.lock'), 'utf8')).toBe(content);
  });
});

describe('the policy', () => {
  it('is missing', async () => {
    const folder = workspace();
    rmSync(join(folder, 'assay.toml'));
    expectUserError(await qualify(folder), /assay\.toml does not exist .*assay init/);
  });

  it('is missing where it was named, and named as it was', async () => {
    expectUserError(
      await qualify(workspace(), ['--policy', '../nix.toml']),
      /there is no policy: \.\.\/nix\.toml does not exist/,
    );
    expectUserError(await qualify(workspace(), ['--policy', '..']), /assay: \.\. is a folder, not a regular file/);
  });

  it.each([
    ['empty', '', /assay\.toml:1: the policy is empty/],
    ['10 MB long', `#${'x'.repeat(10 * 1024 * 1024)}`, /assay\.toml.*(too large|1048576 bytes|1 MiB)/],
    ['not TOML', '[project\n', /assay\.toml:\d+:\d+: this is not TOML/],
  ])('is %s', async (_, content, message) => {
    const folder = workspace();
    writeFileSync(join(folder, 'assay.toml'), content);
    expectUserError(await qualify(folder), message);
  });

  it('is that of another workspace', async () => {
    const folder = workspace();
    const policy = readFileSync(join(folder, 'assay.toml'), 'utf8');
    writeFileSync(join(folder, 'assay.toml'), `${policy}\n[levels]\nmotor-control = "DAL B"\n`);
    expectUserError(
      await qualify(folder),
      /assay\.toml:\d+:1: no package "motor-control" is in Cargo\.lock.*another workspace/,
    );
  });
});

describe('the place for evidence', () => {
  it('is taken by a file', async () => {
    const folder = workspace();
    writeFileSync(join(folder, 'taken'), 'mine');
    const run = await qualify(folder, ['--evidence-dir', 'taken/evidence']);
    expectUserError(run, /cannot be written.*--evidence-dir/);
    expect(readFileSync(join(folder, 'taken'), 'utf8')).toBe('mine');
  });

  it('is read-only', async () => {
    const folder = workspace();
    // /sys refuses every user, the superuser too, where a mode would not hold.
    expectUserError(
      await qualify(folder, ['--evidence-dir', '/sys/assay/evidence']),
      /cannot be written.*--evidence-dir/,
    );
  });

  it('is on a full device', async () => {
    const folder = workspace();
    // Node is told that a file may have no more than a few blocks, as a full device would.
    const limited = join(temporaryFolder(), 'limited.sh');
    writeFileSync(limited, `ulimit -f 1\ntrap '' XFSZ\nexec "$@"\n`);
    const run = await assay(['qualify'], { cwd: folder, wrapper: ['sh', limited] });
    expectUserError(run, /cannot be written: file too large/);
    expect(halfWritten(join(folder, 'target'))).toEqual([]);
    expect(existsSync(join(folder, 'target/assay/bundle.zip'))).toBe(false);
  });
});

describe('cargo and rustc', () => {
  /** A PATH that holds these programs and no others. */
  function pathWith(programs: Record<string, string>): string {
    const folder = temporaryFolder();
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(folder, name), script, { mode: 0o755 });
    }
    for (const name of ['git', 'sh', 'kill', 'sleep', 'touch']) {
      const found = (process.env.PATH ?? '')
        .split(delimiter)
        .map((part) => join(part, name))
        .find(existsSync);
      if (found !== undefined) symlinkSync(found, join(folder, name));
    }
    return folder;
  }

  it('are not on the PATH', async () => {
    const folder = workspace();
    const run = await qualify(folder, [], { PATH: pathWith({}) });
    expectGap(run, folder, /cargo is not on the PATH/);
    expect(evidence(folder, 'toolchain').verdict).toBe('no-verdict');
  });

  it('are killed half-way', async () => {
    const folder = workspace();
    const killed = '#!/bin/sh\necho "{" && kill -9 $$\n';
    expectGap(
      await qualify(folder, [], { PATH: pathWith({ cargo: killed, rustc: killed }) }),
      folder,
      /ended by SIGKILL/,
    );
  });

  it('say nothing that makes sense', async () => {
    const folder = workspace();
    const garbled = '#!/bin/sh\necho "{\\"packages\\": [}"\n';
    expectGap(await qualify(folder, [], { PATH: pathWith({ cargo: garbled, rustc: garbled }) }), folder, /./);
  });
});

describe('an interruption', () => {
  it('ends the children, leaves nothing half-written, and exits with 130', async () => {
    const folder = workspace();
    const started = join(temporaryFolder(), 'started');
    const slow = `#!/bin/sh\necho $$ > '${started}'\nsleep 60\n`;
    const bin = temporaryFolder();
    for (const name of ['cargo', 'rustc']) writeFileSync(join(bin, name), slow, { mode: 0o755 });
    const env = { PATH: `${bin}${delimiter}${process.env.PATH}` };
    let sent = false;
    const run = assay(['qualify'], {
      cwd: folder,
      env,
      watch(child) {
        const timer = setInterval(() => {
          if (sent || !existsSync(started) || readFileSync(started, 'utf8') === '') return;
          sent = child.kill('SIGINT');
          clearInterval(timer);
        }, 20);
      },
    });
    const { status, stdout, stderr } = await run;
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
    expect(stderr).toContain('interrupted');
    expect(isRunning(Number(readFileSync(started, 'utf8')))).toBe(false);
    expect(halfWritten(join(folder, 'target'))).toEqual([]);
    expect(existsSync(join(folder, 'target/assay/evidence/msrv.json'))).toBe(false);
  });

  function isRunning(pid: number): boolean {
    const status = `/proc/${pid}/status`;
    return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
  }
});

describe('a bundle', () => {
  it.each([
    ['is not there', undefined, /there is no such file/],
    ['is empty', Buffer.alloc(0), /empty/],
    ['is not a zip', Buffer.from('hello'), /not a zip/i],
  ])('%s', async (_, content, message) => {
    const cwd = temporaryFolder();
    if (content !== undefined) writeFileSync(join(cwd, 'bundle.zip'), content);
    const run = await assay(['verify', 'bundle.zip'], { cwd });
    expect(said(run)).toMatch(message);
    expect([1, 2]).toContain(run.status);
    expect(run.stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  });
});

it('a bundle or a key that is a folder is named once, as it was typed', async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'keys'));
  expectUserError(await assay(['verify', 'keys'], { cwd }), /^\s*assay: keys is a folder, not a regular file/);
  const sign = ['sign', 'x.zip', '--key', '../keys/'];
  mkdirSync(join(cwd, 'inner'));
  expectUserError(
    await assay(sign, { cwd: join(cwd, 'inner') }),
    /^\s*assay: \.\.\/keys\/ is a folder, not a regular file/,
  );
});

describe('wrong usage', () => {
  it.each([
    [['qualif'], /unknown command 'qualif'/],
    [['qualify', '--formt', 'json'], /unknown option '--formt'/],
    [['qualify', '--format', 'xml'], /Allowed choices are human, json, sarif, markdown/],
    [['qualify', '--only', ''], /--only names no check .*name at least one/],
    [['qualify', '--only', 'spelling'], /there is no check "spelling".*toolchain, msrv, coverage/],
    [['verify'], /missing required argument 'file'/],
    [['explain', 'msrv/above-baselin'], /did you mean msrv\/above-baseline\?/],
  ])('%j', async (args, message) => {
    expectUserError(await assay(args, { cwd: workspace() }), message);
  });
});

it('keeps the folder for evidence clean of what it does not know', async () => {
  const folder = workspace();
  mkdirSync(join(folder, 'target/assay/evidence'), { recursive: true });
  writeFileSync(join(folder, 'target/assay/evidence/mine.txt'), 'mine');
  expect((await qualify(folder)).status).toBe(0);
  expect(readFileSync(join(folder, 'target/assay/evidence/mine.txt'), 'utf8')).toBe('mine');
});
