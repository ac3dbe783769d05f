import { spawnSync } from 'node:child_process';

export interface ScriptRun {
  status: number | null;
  stdout: string;
}

/** Runs a step's script as GitHub starts it with `shell: bash`, with these variables and no others. */
export function runScript(script: string, env: Record<string, string | undefined>): ScriptRun {
  const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    env,
    encoding: 'utf8',
  });
  return { status, stdout };
}
