import { fileURLToPath } from 'node:url';

/** A package as Cargo's messages name it. */
export interface PackageId {
  name: string;
  version: string;
  /** As Cargo.lock writes it, without a git commit where the message has none; `undefined` for a package in a folder. */
  source: string | undefined;
  /** The folder of a package that has no source, absolute. */
  folder: string | undefined;
}

/**
 * Reads a package id of either form: `registry+https://…#serde@1.0.0` (since Cargo 1.77) and `serde 1.0.0 (registry+https://…)`.
 * `undefined` for anything else. https://doc.rust-lang.org/cargo/reference/pkgid-spec.html
 */
export function parsePackageId(text: string): PackageId | undefined {
  const spaced = /^(\S+) (\S+) \((.+)\)$/.exec(text);
  const [, name, version, address] = spaced ?? [];
  if (name !== undefined && version !== undefined && address !== undefined) return located(name, version, address);
  const [, url, fragment] = /^([^#]+)#(.+)$/.exec(text) ?? [];
  if (url === undefined || fragment === undefined) return undefined;
  const at = fragment.lastIndexOf('@');
  // Where the last part of the address is the name already, Cargo leaves it out.
  const ownName = at === -1 ? lastPart(url) : fragment.slice(0, at);
  return ownName === undefined ? undefined : located(ownName, fragment.slice(at + 1), url);
}

/** The same package in one form whatever Cargo wrote it: for use as a key. */
export function packageKey({ name, version, source, folder }: PackageId): string {
  return `${name} ${version} ${source === undefined ? (folder ?? '') : withoutCommit(source)}`;
}

function located(name: string, version: string, address: string): PackageId {
  if (!address.startsWith('path+')) return { name, version, source: address, folder: undefined };
  const url = address.slice('path+'.length);
  return { name, version, source: undefined, folder: url.startsWith('file:') ? fileURLToPath(url) : url };
}

/** Messages name a git package with its commit or without it, and the branch encoded or not, by the release of Cargo. */
function withoutCommit(source: string): string {
  return decoded(source.replace(/#[0-9a-f]+$/, '')).replace(/^sparse\+/, 'registry+');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not an encoded text: it stands for itself.
    return text;
  }
}

function lastPart(url: string): string | undefined {
  const [path = ''] = url.split('?');
  const last = path
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  return last === undefined ? undefined : decoded(last).replace(/\.git$/, '');
}
