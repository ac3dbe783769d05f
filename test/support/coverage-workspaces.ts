import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitAll } from './small-workspace.js';

/** The release that the clean workspaces pin. */
const RELEASE = '1.95.0';

/** What a copy of a clean workspace needs in its environment. */
export interface Named {
  environment: Record<string, string>;
}

/**
 * Names LLVM's tools of the pinned compiler's version, where the tests have them: rustup's own component is not always there. Without either the check
 * says so, and the test fails.
 */
export async function nameLlvm(): Promise<Named> {
  const { ASSAY_LLVM_22: folder } = process.env;
  if (folder === undefined) return { environment: {} };
  return { environment: { LLVM_COV: join(folder, 'bin/llvm-cov'), LLVM_PROFDATA: join(folder, 'bin/llvm-profdata') } };
}

/** Makes the workspace a repository whose only commit lacks the function that is marked as changed. */
export async function commitBeforeTheChange(workspace: string): Promise<Named> {
  const file = join(workspace, 'src/lib.rs');
  const whole = readFileSync(file, 'utf8');
  const [before, rest = ''] = whole.split('/// Changed since the base');
  const [, after] = rest.split('\n}\n\n');
  if (after === undefined) throw new Error('the function that changed was not found');
  writeFileSync(file, `${before}${after}`);
  commitAll(workspace);
  writeFileSync(file, whole);
  return nameLlvm();
}

/** What a program of the clean workspace `coverage-profiles` left, and the program: made once for all tests of a process. */
let run: string | undefined;

/** Brings the profile that a run on a board left, and the program that ran there: `run.profraw`, `firmware.elf`. */
export async function bringProfile(workspace: string): Promise<Named & { remove?(): void }> {
  run ??= runInstrumented(workspace);
  cpSync(run, workspace, { recursive: true });
  return nameLlvm();
}

function runInstrumented(workspace: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay board é ')));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  buildAndRun(workspace, folder);
  return folder;
}

/** Compiles `src/main.rs` of a workspace as if it lay in `/build/firmware`, and runs it: `firmware.elf` and `run.profraw` in a folder. */
export function buildAndRun(workspace: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'firmware.elf');
  const env = { ...process.env, RUSTUP_TOOLCHAIN: RELEASE, LLVM_PROFILE_FILE: join(folder, 'run.profraw') };
  const flags = ['--edition=2021', '-C', 'instrument-coverage', `--remap-path-prefix=${workspace}=/build/firmware`];
  execFileSync('rustc', [...flags, '-o', program, 'src/main.rs'], { cwd: workspace, env, stdio: 'pipe' });
  execFileSync(program, [], { env, stdio: 'pipe' });
}
