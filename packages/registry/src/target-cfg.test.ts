import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appliesTo } from './target-cfg.js';

const linux = { triple: 'x86_64-unknown-linux-gnu', cfg: ['unix', 'target_os="linux"'] };

describe('appliesTo', () => {
  it.each([
    [undefined, true],
    ['x86_64-unknown-linux-gnu', true],
    ['x86_64-pc-windows-msvc', false],
    ['my-own.target_2', false],
    ['cfg(unix)', true],
    ['cfg(windows)', false],
    ['cfg(not(target_os = "linux"))', false],
  ])('%s: %s', (target, applies) => {
    expect(appliesTo(target, linux)).toEqual({ applies });
  });

  it.each([
    '',
    'cfg()',
    'cfg(unix',
    'cfg (unix)',
    'Cfg(windows)',
    'cfg(all(windows)',
    'a triple',
    'unix)',
    'cfg(windows)\n',
  ])('misses no dependency where it cannot read the target: %j', (target) => {
    expect(appliesTo(target, linux)).toEqual({ applies: true, why: expect.stringContaining(JSON.stringify(target)) });
  });
});

const targets = [
  ...['x86_64-unknown-linux-gnu', 'thumbv7em-none-eabihf', 'cfg(unix)', 'cfg(windows)', 'cfg(not(windows))'],
  ...[
    'cfg(target_os = "linux")',
    'cfg(target_os="none")',
    'cfg(any(unix, windows))',
    'cfg(all(unix, not(target_os = "macos")))',
  ],
  ...[
    'cfg(target_pointer_width = "32")',
    'cfg(target_has_atomic = "64")',
    'cfg(target_has_atomic)',
    'cfg(target_thread_local)',
  ],
  ...['cfg(target_feature = "sse2")', 'cfg(panic = "unwind")', 'cfg(panic = "abort")', 'cfg(target_family = "unix")'],
  ...[
    'cfg(debug_assertions)',
    'cfg(feature = "std")',
    'cfg(any())',
    'cfg(all())',
    'cfg(true)',
    'cfg(not(false))',
    'cfg(miri)',
  ],
  ...['cfg(all(target_arch = "x86_64", target_env = "msvc",))', 'cfg( not( all( unix , any( miri , unix ) ) ) )'],
];

describe('the real cargo', () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'assay-cfg-'));
    const tables = targets.map((target, n) => `[target.'${target}'.dependencies]\nd${n} = { path = "d${n}" }\n`);
    const manifest = (name: string) => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`;
    const packages = targets.map((_, n) => [`d${n}`, manifest(`d${n}`)] as const);
    for (const [folder, text] of [['.', `${manifest('app')}${tables.join('')}`] as const, ...packages]) {
      mkdirSync(join(root, folder, 'src'), { recursive: true });
      writeFileSync(join(root, folder, 'Cargo.toml'), text);
      writeFileSync(join(root, folder, 'src/lib.rs'), '');
    }
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(['x86_64-unknown-linux-gnu', 'x86_64-pc-windows-msvc', 'aarch64-apple-darwin', 'thumbv7em-none-eabihf'])(
    'takes the same dependencies for %s',
    (triple) => {
      const run = (tool: string, args: string[]) =>
        execFileSync(tool, args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
      const cfg = run('rustc', ['--print', 'cfg', '--target', triple]).trim().split('\n');
      const metadata = JSON.parse(run('cargo', ['metadata', '--format-version', '1', '--filter-platform', triple]));
      const app = metadata.resolve.nodes.find(({ id }: { id: string }) => id === metadata.resolve.root);
      const taken = new Set(app.deps.map(({ name }: { name: string }) => name));
      expect(targets.filter((target) => appliesTo(target, { triple, cfg }).applies)).toEqual(
        targets.filter((_, n) => taken.has(`d${n}`)),
      );
      expect(taken.size).toBeGreaterThan(5);
    },
  );
});
