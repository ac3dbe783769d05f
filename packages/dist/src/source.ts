import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '@assay/evidence';
import type { ByteStream, Host, Network } from '@assay/host';

/** The server that manifests name. rustup puts the configured server in its place, and so does Assay. */
export const RELEASE_SERVER = 'https://static.rust-lang.org';

/** Where the files of a release come from. */
export interface ReleaseSource {
  /** As messages name it. */
  readonly name: string;
  /** Opens a file by its path on the server: `dist/channel-rust-1.95.0.toml`. Throws WorldError, also from the body. */
  open(file: string, options: { maxBytes: number }): Promise<ByteStream>;
}

/** How Assay reaches a server or a folder. */
export type Ways = Pick<Host, 'openFile'> & { network: Pick<Network, 'open'> };

/**
 * The source at an address: that of a server, as `RUSTUP_DIST_SERVER` has it, or a folder (absolute path or `file:` URL) that
 * is laid out as one. Nothing that comes from it is trusted. Throws UserError for an address that is neither.
 */
export function releaseSource(address: string, { network, openFile }: Ways): ReleaseSource {
  if (/^https?:\/\//i.test(address) && URL.canParse(address)) {
    const base = address.replace(/\/+$/, '');
    return { name: withoutPassword(base), open: (file, options) => network.open(`${base}/${plain(file)}`, options) };
  }
  const folder = folderAt(address);
  return { name: folder, open: (file, options) => openFile(path.join(folder, plain(file)), options) };
}

/** The path on the server of a file that a manifest names by its URL. Throws UserError for one that is elsewhere. */
export function pathOnServer(url: string): string {
  if (url.startsWith(`${RELEASE_SERVER}/`)) return plain(url.slice(RELEASE_SERVER.length + 1));
  throw new UserError(`the manifest names a file on another server: ${JSON.stringify(url)}`, {
    remedy: `use a manifest whose files are on ${RELEASE_SERVER}; a mirror keeps them named so`,
  });
}

/** A path that means the same to every server and on every disk, and stays below the folder that it is taken from. */
function plain(file: string): string {
  const segments = file.split('/');
  if (segments.every((segment) => /^[\w.+~-]+$/.test(segment) && !/^\.+$/.test(segment))) return file;
  throw new UserError(`the release names a file by a path that is not plain: ${JSON.stringify(file)}`, {
    remedy: 'do not use this release: its files have letters, digits and . _ - + ~ in their names',
  });
}

function folderAt(address: string): string {
  try {
    const folder = address.startsWith('file:') ? fileURLToPath(address) : address;
    if (path.isAbsolute(folder)) return folder;
  } catch {
    // A file: URL with a host or with %2F in it: no folder, which is said below.
  }
  throw new UserError(`${JSON.stringify(address)} is neither a server's URL nor the absolute path of a folder`, {
    remedy: `name a server such as ${RELEASE_SERVER}, or a folder that holds dist/`,
  });
}

function withoutPassword(address: string): string {
  return address.replace(/^(https?:\/\/)[^/@]*@/i, '$1');
}
