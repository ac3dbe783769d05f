import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realHost } from '@assay/host';
import { findSysroot } from '@assay/rust';

/** What the copy has of its own: what a readiness record reads of a toolchain besides the compiler. */
const own = ['lib/rustlib/multirust-channel-manifest.toml', 'share/doc/rust/html/rustc/platform-support.html'];

/**
 * Gives a copy of the clean workspace `targets-documented` a toolchain that is the pinned one by links, and has the documentation and
 * the channel manifest as files of its own, to be edited.
 */
export async function linkDocumentedToolchain(workspace: string) {
  const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
  const { folder } = await findSysroot(host.world(workspace));
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'assay toolchain ')));
  const sysroot = join(parent, 'toolchain');
  linkTree(folder, sysroot, own);
  return {
    sysroot,
    environment: { RUSTUP_TOOLCHAIN: sysroot },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}

/** Links every entry of a folder but those that lead to files of its own. */
function linkTree(from: string, to: string, files: readonly string[]): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (files.includes(name)) cpSync(join(from, name), join(to, name));
    else {
      const below = files.filter((file) => file.startsWith(`${name}/`)).map((file) => file.slice(name.length + 1));
      if (below.length > 0) linkTree(join(from, name), join(to, name), below);
      else symlinkSync(join(from, name), join(to, name));
    }
  }
}
