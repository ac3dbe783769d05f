import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { createMessage, generateKey, type PrivateKey, sign } from 'openpgp';
import tar from 'tar-stream';

export * from './release-server.js';

/** The address that release manifests name; rustup and Assay put the server in its place. */
export const ORIGIN = 'https://static.rust-lang.org';

export const HOST = 'x86_64-unknown-linux-gnu';

/** The commit that every part of a release made here was built from. */
export const COMMIT = '59807616e1fa2540724bfbac14d7976d7e4a3860';

/** A key that signs releases, of the shape of Rust's own: a primary key, and a subkey that signs. */
export interface ReleaseKey {
  privateKey: PrivateKey;
  /** The public key, armored. */
  armored: string;
  /** Of the primary key, upper-case hex. */
  fingerprint: string;
}

/** A file of a component, or any other entry of a tar. */
export interface ArchiveEntry {
  name: string;
  body?: string | Buffer;
  /** Default 0644, folders 0755. */
  mode?: number;
  /** Default `file`. */
  type?: tar.Header['type'];
  /** Where a link leads. */
  linkname?: string;
}

export interface ReleaseOptions {
  /** Default `1.95.0`. */
  release?: string;
  /** Default `2026-04-16`. */
  date?: string;
  /** Targets for which there is a compiler. Default {@link HOST}. */
  hosts?: readonly string[];
  /** Targets for which there is a standard library, besides the hosts. */
  targets?: readonly string[];
  /** Components besides rustc, cargo and rust-std. */
  extras?: readonly ('clippy' | 'rust-docs' | 'rust-src')[];
  /** Default: a new one. `null`: the release is not signed. */
  key?: ReleaseKey | null;
  /** When the signature says that it was made. Default now. */
  signedAt?: Date;
  /** Edits the manifest before it is signed. */
  editManifest?(text: string): string;
  /**
   * Edits the entries of a component's archive, before its digest enters the manifest. `archive`: `rustc-1.95.0-…`, no ending.
   */
  editEntries?(entries: ArchiveEntry[], archive: string): ArchiveEntry[];
  /** Edits the bytes of a component's archive, before its digest enters the manifest. */
  editArchive?(bytes: Buffer, archive: string): Buffer;
}

export interface Release {
  /** What was given, and what was taken in its place. */
  release: string;
  date: string;
  key: ReleaseKey | null;
  /** The manifest's path below the folder: `dist/channel-rust-1.95.0.toml`. */
  manifest: string;
  /** Paths of the component archives below the folder, by their names without ending. */
  archives: ReadonlyMap<string, string>;
}

/**
 * Builds a release into a folder, laid out as on Rust's release server: a channel manifest with its signature, and for each
 * component and target a small archive in which the programs are shell scripts that answer as rustc and cargo do. The real
 * rustup installs it; `release.test.ts` shows that.
 */
export async function buildRelease(folder: string, options: ReleaseOptions = {}): Promise<Release> {
  const { release = '1.95.0', date = '2026-04-16', editManifest = (text) => text } = options;
  const key = options.key === undefined ? await newReleaseKey() : options.key;
  const archives = new Map<string, string>();
  const rows: string[] = [];
  for (const component of componentsOf(release, options)) {
    const archive = `${component.pkg.replace(/-preview$/, '')}-${release}${component.target === '*' ? '' : `-${component.target}`}`;
    const path = `dist/${date}/${archive}.tar.gz`;
    const bytes = await pack(component, archive, options);
    write(folder, path, bytes);
    archives.set(archive, path);
    rows.push(targetRow(component, `${ORIGIN}/${path}`, sha256(bytes)));
  }
  const manifest = `dist/channel-rust-${release}.toml`;
  const text = editManifest(channelManifest(release, date, rows, options));
  write(folder, manifest, Buffer.from(text));
  write(folder, `${manifest}.sha256`, `${sha256(Buffer.from(text))}  channel-rust-${release}.toml\n`);
  if (key !== null) write(folder, `${manifest}.asc`, await signDetached(Buffer.from(text), key, options.signedAt));
  return { release, date, key, manifest, archives };
}

/** A new key. `date`: when it was made, default now; it expires after so many seconds, by default never. */
export async function newReleaseKey(options: { date?: Date; keyExpirationTime?: number } = {}): Promise<ReleaseKey> {
  const { privateKey, publicKey } = await generateKey({
    type: 'rsa',
    rsaBits: 2048,
    userIDs: [{ name: 'Test Release Signing Key', email: 'release@example.com' }],
    subkeys: [{ sign: true }],
    format: 'object',
    ...options,
  });
  return { privateKey, armored: publicKey.armor(), fingerprint: publicKey.getFingerprint().toUpperCase() };
}

/** A detached signature, armored, by the key's signing subkey. */
export async function signDetached(data: Uint8Array, key: ReleaseKey, date = new Date()): Promise<string> {
  const signed = await sign({
    message: await createMessage({ binary: data }),
    signingKeys: key.privateKey,
    detached: true,
    date,
  });
  return String(signed);
}

/** A component for one target; `*` where it is the same for all. */
interface Component {
  pkg: string;
  target: string;
  /** Its name inside the archive: with the target only where the real release has it so. */
  name: string;
  files: readonly ArchiveEntry[];
  /** Folders that it claims whole, instead of file by file. */
  folders?: readonly string[];
}

function componentsOf(release: string, { hosts = [HOST], targets = [], extras = [] }: ReleaseOptions): Component[] {
  return [
    ...hosts.flatMap((host) => [rustc(release, host), cargo(release, host)]),
    ...[...hosts, ...targets].map(rustStd),
    ...(extras.includes('clippy') ? hosts.map((host) => clippy(release, host)) : []),
    ...(extras.includes('rust-docs') ? hosts.map(rustDocs) : []),
    ...(extras.includes('rust-src') ? [rustSrc] : []),
  ];
}

function rustc(release: string, host: string): Component {
  const files = [
    program('rustc', release, host),
    program('rustdoc', release, host),
    { name: 'lib/librustc_driver-0.so', body: `driver of ${host}\n` },
    { name: 'share/doc/rustc/README.md', body: '# rustc\n' },
    { name: 'share/man/man1/rustc.1', body: '.TH RUSTC 1\n' },
  ];
  return { pkg: 'rustc', target: host, name: 'rustc', files };
}

function cargo(release: string, host: string): Component {
  const files = [program('cargo', release, host), { name: 'etc/bash_completion.d/cargo', body: '' }];
  return { pkg: 'cargo', target: host, name: 'cargo', files };
}

function rustStd(target: string): Component {
  const folder = `lib/rustlib/${target}/lib`;
  const files = ['core', 'std']
    .filter((crate) => crate === 'core' || !target.includes('-none-'))
    .map((crate) => ({ name: `${folder}/lib${crate}-0123456789abcdef.rlib`, body: `${crate} of ${target}\n` }));
  return { pkg: 'rust-std', target, name: `rust-std-${target}`, files };
}

function clippy(release: string, host: string): Component {
  const files = [program('cargo-clippy', release, host), program('clippy-driver', release, host)];
  return { pkg: 'clippy-preview', target: host, name: 'clippy-preview', files };
}

function rustDocs(host: string): Component {
  const folder = 'share/doc/rust/html';
  const files = ['index.html', 'std/index.html'].map((name) => ({
    name: `${folder}/${name}`,
    body: '<!doctype html>\n',
  }));
  return { pkg: 'rust-docs', target: host, name: 'rust-docs', files, folders: [folder] };
}

const rustSrc: Component = {
  pkg: 'rust-src',
  target: '*',
  name: 'rust-src',
  files: [{ name: 'lib/rustlib/src/rust/library/core/src/lib.rs', body: '#![no_core]\n' }],
};

/** A script that says who it is, and where, as the compiler does. */
function program(name: string, release: string, host: string): ArchiveEntry {
  const version = `${name} ${release} (${COMMIT.slice(0, 9)} 2026-04-14)`;
  const body = `#!/bin/sh
case " $* " in
  *" -vV "*|*" --version --verbose "*)
    cat <<'END'
${version}
binary: ${name}
commit-hash: ${COMMIT}
commit-date: 2026-04-14
host: ${host}
release: ${release}
LLVM version: 22.1.2
END
    ;;
  *" --print sysroot "*|*" --print=sysroot "*) cd "$(dirname "$0")/.." && pwd -P ;;
  *) echo '${version}' ;;
esac
`;
  return { name: `bin/${name}`, body, mode: 0o755 };
}

/**
 * The archive of a component in the layout of rust-installer, version 3: folders before what is in them, as rustup wants it.
 */
async function pack(component: Component, archive: string, options: ReleaseOptions): Promise<Buffer> {
  const { name, files, folders = [] } = component;
  const { editEntries = (entries) => entries, editArchive = (bytes) => bytes } = options;
  const claims = [
    ...files
      .filter((file) => !folders.some((folder) => file.name.startsWith(`${folder}/`)))
      .map((file) => `file:${file.name}`),
    ...folders.map((folder) => `dir:${folder}`),
  ];
  const entries: ArchiveEntry[] = [
    { name: `${archive}/components`, body: `${name}\n` },
    { name: `${archive}/rust-installer-version`, body: '3\n' },
    { name: `${archive}/${name}/manifest.in`, body: claims.map((claim) => `${claim}\n`).join('') },
    ...files.map((file) => ({ ...file, name: `${archive}/${name}/${file.name}` })),
  ];
  return editArchive(await targz(editEntries([...foldersOf(entries), ...entries], archive)), archive);
}

function foldersOf(entries: readonly ArchiveEntry[]): ArchiveEntry[] {
  const above = entries.flatMap(({ name }) => {
    const steps = name.split('/').slice(0, -1);
    return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
  });
  return [...new Set(above)].sort().map((name) => ({ name, type: 'directory' }));
}

/** The same entries give the same bytes. */
export async function targz(entries: readonly ArchiveEntry[]): Promise<Buffer> {
  const packed = tar.pack();
  for (const { name, body = '', type = 'file', mode = type === 'directory' ? 0o755 : 0o644, linkname } of entries) {
    packed.entry({ name, type, mode, mtime: new Date(0), ...(linkname === undefined ? {} : { linkname }) }, body);
  }
  packed.finalize();
  return gzipSync(await buffer(packed), { level: 9 });
}

function targetRow({ pkg, target }: Component, url: string, hash: string): string {
  return `
[pkg.${pkg}.target.${JSON.stringify(target)}]
available = true
url = "${url}"
hash = "${hash}"
`;
}

function channelManifest(release: string, date: string, rows: readonly string[], options: ReleaseOptions): string {
  const { hosts = [HOST] } = options;
  const components = componentsOf(release, options);
  const version = `version = "${release} (${COMMIT.slice(0, 9)} 2026-04-14)"\n`;
  const packages = [...new Set(components.map(({ pkg }) => pkg))].map((pkg) => `\n[pkg.${pkg}]\n${version}`);
  const wholes = hosts.map((host) => {
    const list = (kind: string, members: readonly Component[]) =>
      members.map(({ pkg, target }) => `[[pkg.rust.target.${host}.${kind}]]\npkg = "${pkg}"\ntarget = "${target}"\n`);
    const essential = ({ pkg, target }: Component) => ['rustc', 'cargo', 'rust-std'].includes(pkg) && target === host;
    const optional = (component: Component) =>
      !essential(component) && (component.pkg === 'rust-std' || [host, '*'].includes(component.target));
    return [
      `[pkg.rust.target.${host}]\navailable = true\n`,
      ...list('components', components.filter(essential)),
      ...list('extensions', components.filter(optional)),
    ].join('');
  });
  return [
    `manifest-version = "2"\ndate = "${date}"\n`,
    ...packages,
    ...rows,
    `\n[pkg.rust]\n${version}git_commit_hash = "${COMMIT}"\n`,
    ...wholes,
    // rustup refuses a rename to a package that is not there.
    components.some(({ pkg }) => pkg === 'clippy-preview') ? `\n[renames.clippy]\nto = "clippy-preview"\n` : '',
    `\n[profiles]\nminimal = ["rustc", "cargo", "rust-std", "rust-mingw"]\n`,
    'default = ["rustc", "cargo", "rust-std", "rust-mingw", "rust-docs", "rustfmt-preview", "clippy-preview"]\n',
  ].join('');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function write(folder: string, path: string, content: string | Uint8Array): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}
