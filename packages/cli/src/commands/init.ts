import path from 'node:path';
import { exitStatus } from '@assay/evidence';
import { workspaceRoot } from '@assay/pipeline';
import { type InitOptions, plannedFiles } from '../init/plan.js';
import type { Context } from '../terminal.js';
import { shownPath, workspaceFolder } from './workspace-folder.js';

/** `assay init`: writes what is missing of policy, pin and caller workflow, and never overwrites. */
export async function initCommand({ host, terminal }: Context, options: InitOptions): Promise<number> {
  const root = await workspaceRoot(host, workspaceFolder(options.manifestPath));
  const files = await plannedFiles(host.world(root), options);
  for (const { file, content, present } of files) {
    const target = path.resolve(root, file);
    const written = present === undefined && (await host.writer.createNew(target, content));
    terminal.print(written ? `wrote ${shownPath(target)}` : `kept ${shownPath(present ?? target)}: it exists`);
  }
  terminal.print('\nnext: read assay.toml, then run assay qualify');
  return exitStatus.pass;
}
