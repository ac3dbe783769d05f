/**
 * A release server's folder, made from a toolchain that rustup has installed: an archive for each component, the channel manifest,
 * and a signature by a key made for it. What is installed and what is released are then the same, file by file.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ORIGIN = 'https://static.rust-lang.org';
const DATE = '2026-04-16';

/** The components that are packed where they are installed. */
const COMPONENTS = ['rustc', 'cargo', 'rust-std', 'clippy-preview', 'rustfmt-preview'];

export interface RealRelease {
  /** The folder that is laid out as the server. */
  server: string;
  /** The file of the public key. */
  key: string;
  /** Of all archives together. */
  megabytes: number;
  components: string[];
}

/** Makes it. Needs gpg, tar and gzip. */
export function releaseOf(sysroot: string, folder: string, release: string): RealRelease {
  const rustc = execFileSync(join(sysroot, 'bin/rustc'), ['-vV']).toString();
  const host = /^host: (\S+)$/m.exec(rustc)?.[1] ?? '';
  const version = `${release} (${/^commit-hash: (\w{9})/m.exec(rustc)?.[1]} ${/^commit-date: (\S+)/m.exec(rustc)?.[1]})`;
  mkdirSync(join(folder, 'dist', DATE), { recursive: true });
  const components = COMPONENTS.filter((name) => existsSync(join(sysroot, recordOf(name, host))));
  const archives = components.map((name) => pack({ sysroot, folder, release, host, name }));
  const manifest = join(folder, 'dist', `channel-rust-${release}.toml`);
  writeFileSync(manifest, channelManifest(version, host, archives));
  const key = signed(manifest, folder);
  const bytes = archives.reduce((sum, { file }) => sum + statSync(file).size, 0);
  return { server: folder, key, megabytes: Math.round(bytes / 1e6), components };
}

const recordOf = (name: string, host: string) => `lib/rustlib/manifest-${name}-${host}`;

interface Part {
  sysroot: string;
  folder: string;
  release: string;
  host: string;
  name: string;
}

interface Archive {
  name: string;
  /** Below the server's folder. */
  path: string;
  /** Absolute. */
  file: string;
  sha256: string;
}

/** In the layout of rust-installer, in GNU's format as the real archives are. */
function pack({ sysroot, folder, release, host, name }: Part): Archive {
  const top = `${name.replace(/-preview$/, '')}-${release}-${host}`;
  const inside = name === 'rust-std' ? `rust-std-${host}` : name;
  const staging = mkdtempSync(join(tmpdir(), 'assay-pack-'));
  try {
    mkdirSync(join(staging, top, inside), { recursive: true });
    writeFileSync(join(staging, top, 'components'), `${inside}\n`);
    writeFileSync(join(staging, top, 'rust-installer-version'), '3\n');
    const record = join(sysroot, recordOf(name, host));
    cpSync(record, join(staging, top, inside, 'manifest.in'));
    const claims = readFileSync(record, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('file:'));
    writeFileSync(join(staging, 'claims'), claims.map((line) => `${line.slice('file:'.length)}\n`).join(''));
    const tar = join(staging, 'archive.tar');
    const options = ['--format=gnu', '--owner=0', '--group=0', '--mtime=@0', '--sort=name'];
    execFileSync('tar', [...options, '-cf', tar, '-C', staging, top]);
    const into = `s,^,${top}/${inside}/,`;
    execFileSync('tar', [...options, '-rf', tar, '--transform', into, '-C', sysroot, '-T', join(staging, 'claims')]);
    // Without the file's name, as the real archives are.
    execFileSync('gzip', ['-1', '-n', tar]);
    const path = `dist/${DATE}/${top}.tar.gz`;
    cpSync(`${tar}.gz`, join(folder, path));
    return { name, path, file: join(folder, path), sha256: sha256(join(folder, path)) };
  } finally {
    rmSync(staging, { recursive: true });
  }
}

function sha256(file: string): string {
  return execFileSync('sha256sum', [file]).toString().slice(0, 64);
}

function channelManifest(version: string, host: string, archives: readonly Archive[]): string {
  const packages = archives.map(
    ({ name, path, sha256: hash }) =>
      `\n[pkg.${name}]\nversion = "${version}"\n[pkg.${name}.target.${host}]\navailable = true\nurl = "${ORIGIN}/${path}"\nhash = "${hash}"\n`,
  );
  const rows = archives.map(
    ({ name }) => `[[pkg.rust.target.${host}.components]]\npkg = "${name}"\ntarget = "${host}"\n`,
  );
  const renames = archives
    .filter(({ name }) => name.endsWith('-preview'))
    .map(({ name }) => `[renames.${name.replace(/-preview$/, '')}]\nto = "${name}"\n`);
  return [
    `manifest-version = "2"\ndate = "${DATE}"\n`,
    ...packages,
    `\n[pkg.rust]\nversion = "${version}"\n[pkg.rust.target.${host}]\navailable = true\n`,
    ...rows,
    ...renames,
    '\n[profiles]\nminimal = ["rustc", "cargo", "rust-std"]\n',
  ].join('');
}

/** Signs the manifest with a key of its own and returns the file of the public key. */
function signed(manifest: string, folder: string): string {
  const home = mkdtempSync(join(tmpdir(), 'assay-gpg-'));
  const gpg = (...args: string[]) =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', '--no-tty', ...args], { stdio: 'pipe' });
  try {
    gpg(
      '--passphrase',
      '',
      '--quick-generate-key',
      'Release of a test <release@example.com>',
      'rsa2048',
      'sign',
      'never',
    );
    gpg('--armor', '--output', `${manifest}.asc`, '--detach-sign', manifest);
    const key = join(folder, 'key.asc');
    gpg('--armor', '--output', key, '--export');
    return key;
  } finally {
    execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'], { stdio: 'pipe' });
    rmSync(home, { recursive: true, force: true });
  }
}
