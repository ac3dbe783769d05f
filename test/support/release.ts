import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '@assay/evidence';
import { type ArchiveEdits, pack } from './release-archive.js';
import { COMMIT, type Component, componentsOf, HOST, type ReleaseContents } from './release-components.js';
import { newReleaseKey, type ReleaseKey, signDetached } from './release-key.js';

export { COMMIT, HOST } from './release-components.js';
export * from './release-key.js';
export * from './release-server.js';

/** The address that release manifests name; rustup and Assay put the server in its place. */
const ORIGIN = 'https://static.rust-lang.org';

export interface ReleaseOptions extends ReleaseContents, ArchiveEdits {
  /** Default `1.95.0`. */
  release?: string;
  /** Default `2026-04-16`. */
  date?: string;
  /** Default: a new one. `null`: the release is not signed. */
  key?: ReleaseKey | null;
  /** When the signature says that it was made. Default now. */
  signedAt?: Date;
  /** Edits the manifest before it is signed. */
  editManifest?(text: string): string;
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

function write(folder: string, path: string, content: string | Uint8Array): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}
