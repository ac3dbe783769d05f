import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';
import { assay, limit, measure, memoryLimit, section } from './measure.mjs';

/** The baseline of a large published application, beside Cargo's own answers. @param {string} scratch */
export async function msrv(scratch) {
  const { applications, fetchApplication } = await import('../../test/support/published.ts');
  const application = applications.at(-1);
  const workspace = join(scratch, application.name);
  cpSync(fetchApplication(application), workspace, { recursive: true });
  execFileSync('bash', [join(root, 'scripts/debian-toolchains.sh'), '1.85.0'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const env = { RUSTUP_TOOLCHAIN: '1.95.0', RUSTUP_AUTO_INSTALL: '0', CARGO_NET_OFFLINE: 'true' };
  execFileSync(process.execPath, [assay[1], 'init', '--baseline', '1.85.0'], {
    cwd: workspace,
    env: { ...process.env, ...env },
  });
  const packages = readFileSync(join(workspace, 'Cargo.lock'), 'utf8').match(/^\[\[package\]\]/gm).length;
  const [own, metadata, refusal] = await measure([
    { name: '`assay msrv`', command: [process.execPath, assay[1], 'msrv'], cwd: workspace, env, status: 1 },
    cargo('`cargo metadata --locked --offline`', ['metadata', '--format-version', '1', '--locked', '--offline'], {
      workspace,
      env,
    }),
    cargo('`cargo +1.85.0 check --locked --offline`, which refuses', ['+1.85.0', 'check', '--locked', '--offline'], {
      ...{ workspace, env: { ...env, RUSTUP_TOOLCHAIN: undefined }, status: 101 },
    }),
  ]);
  return section(
    `The baseline of ${packages} locked packages (${application.name} ${application.version})`,
    [own, metadata, refusal],
    [
      limit(own, refusal, 1, "`assay msrv` against cargo's own refusal"),
      limit(own, metadata, 1.5, '`assay msrv` against `cargo metadata`'),
      memoryLimit(own, 200),
    ],
  );
}

function cargo(name, args, { workspace, env, status = 0 }) {
  return { name, command: ['cargo', ...args], cwd: workspace, env, status };
}
