import type { ArchiveEntry } from './release-archive.js';

export const HOST = 'x86_64-unknown-linux-gnu';

/** The commit that every part of a release made here was built from. */
export const COMMIT = '59807616e1fa2540724bfbac14d7976d7e4a3860';

/** What a release holds. */
export interface ReleaseContents {
  /** Targets for which there is a compiler. Default {@link HOST}. */
  hosts?: readonly string[];
  /** Targets for which there is a standard library, besides the hosts. */
  targets?: readonly string[];
  /** Components besides rustc, cargo and rust-std. */
  extras?: readonly ('clippy' | 'rust-docs' | 'rust-src')[];
}

/** A component for one target; `*` where it is the same for all. */
export interface Component {
  pkg: string;
  target: string;
  /** Its name inside the archive: with the target only where the real release has it so. */
  name: string;
  files: readonly ArchiveEntry[];
  /** Folders that it claims whole, instead of file by file. */
  folders?: readonly string[];
}

/** Every component of a release, for each of its targets. */
export function componentsOf(release: string, contents: ReleaseContents): Component[] {
  const { hosts = [HOST], targets = [], extras = [] } = contents;
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
