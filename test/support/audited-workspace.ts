import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assay } from './command.js';
import { type Edit, smallWorkspace } from './small-workspace.js';

/** A bundle that the command made of a workspace, and the commit that it speaks of. */
export interface MadeBundle {
  bytes: Uint8Array;
  commit: string;
}

/** The policy wants its evidence kept longer than GitHub keeps artifacts. */
export const keptUntil2041: Edit = {
  ...{ file: 'assay.toml', replace: 'level = "DAL D"\n', by: 'level = "DAL D"\nkeep-until = 2041-12-31\n' },
};

/** Qualifies the small workspace with these edits, as if a run of GitHub's did it where `run` names one. */
export async function madeBundle(edits: readonly Edit[] = [], run?: string): Promise<MadeBundle> {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'assay-audited-')));
  try {
    smallWorkspace(cwd, edits);
    const { status, stdout, stderr } = await assay(['qualify'], { cwd, env: runnerOf(run) });
    if (status !== 0) throw new Error(`the workspace does not qualify:\n${stdout}${stderr}`);
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd, encoding: 'utf8' }).trim();
    return { bytes: readFileSync(join(cwd, 'target/assay/bundle.zip')), commit };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** The variables by which a runner says which run it belongs to; none of them elsewhere. */
function runnerOf(run: string | undefined): Record<string, string | undefined> {
  const [, server, repository, id] = /^(https:\/\/[^/]+)\/([^/]+\/[^/]+)\/actions\/runs\/(\d+)$/.exec(run ?? '') ?? [];
  return {
    ...{ GITHUB_ACTIONS: run === undefined ? undefined : 'true', GITHUB_SERVER_URL: server },
    ...{ GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id },
  };
}
