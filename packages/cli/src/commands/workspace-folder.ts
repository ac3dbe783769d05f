import path from 'node:path';
import type { Request } from '@assay/pipeline';
import type { CommonOptions } from '../program.js';

/** The folder that `--manifest-path` means: Cargo's users name the file, ours may name the folder. */
export function workspaceFolder(manifestPath: string): string {
  return path.basename(manifestPath) === 'Cargo.toml' ? path.dirname(manifestPath) : manifestPath;
}

/** The request that a command's options make. */
export function requestFrom({ manifestPath, policy, evidenceDir }: CommonOptions): Request {
  return { workspace: workspaceFolder(manifestPath), policy, evidenceDir };
}

/** A path as a person in this folder would write it. */
export function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith(`..${path.sep}..`) ? file : relative;
}
