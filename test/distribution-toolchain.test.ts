import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { assay, temporaryFolder } from './support/command.js';
import { root } from './support/repository.js';
import { smallWorkspace } from './support/small-workspace.js';

const execute = promisify(execFile);

describe('a distribution’s compiler that rustup knows by a link', () => {
  test.each(['1.85.0', '1.63.0'])(
    'Debian’s Rust %s locks, verifies, and is caught when a byte changes',
    async (release) => {
      const toolchain = await debianToolchain(release);
      const home = temporaryFolder();
      mkdirSync(join(home, 'toolchains'));
      const copy = join(home, 'debian');
      await execute('cp', ['-a', toolchain, copy]);
      const env = { ...process.env, RUSTUP_HOME: home, RUSTUP_TOOLCHAIN: undefined };
      await execute('rustup', ['toolchain', 'link', 'debian', copy], { env });
      const cwd = smallWorkspace(temporaryFolder(), [
        { file: 'rust-toolchain.toml', replace: '1.95.0', by: 'debian' },
        { file: 'assay.toml', replace: '"DAL D"', by: '"DAL E"' },
        { file: 'assay.toml', replace: 'rust#159035', by: 'ferrocene#KP-R112213' },
      ]);

      const lock = await assay(['toolchain', 'lock'], { cwd, env });
      expect(lock.stdout).toContain(`wrote assay.lock: Rust ${release} for x86_64-unknown-linux-gnu\n`);
      expect(lock.stdout).toContain('trusted on first use');
      const verified = await assay(['toolchain', 'verify'], { cwd, env });
      expect(verified.status, verified.stdout).toBe(0);

      appendFileSync(join(copy, 'bin/rustdoc'), 'x');
      const damaged = await assay(['toolchain', 'verify'], { cwd, env });
      expect(damaged.status).toBe(1);
      expect(damaged.stdout).toContain('toolchain/file-changed');
      expect(damaged.stdout).toContain('bin/rustdoc is not what was locked');
    },
  );
});

/** Debian's packages, unpacked into a folder of their own. */
async function debianToolchain(release: string): Promise<string> {
  const folder = join(root, '.cache/toolchains', release);
  if (!existsSync(join(folder, 'bin/rustc'))) {
    const RUSTUP_HOME = temporaryFolder();
    await execute('bash', [join(root, 'scripts/debian-toolchains.sh'), release], {
      env: { ...process.env, RUSTUP_HOME },
    });
  }
  return folder;
}
