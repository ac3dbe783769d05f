import { sha256, UserError } from '@assay/evidence';
import { isWorldError } from '@assay/host';
import { runnerPath } from './runner.js';
import type { Step } from './step.js';

/**
 * Keeps a state for the post step: in a file, because the runner hands state over in variables, of which Linux takes at most 128 KiB. The
 * runner itself holds the file's path and digest, where nothing that the job starts can write.
 */
export async function keepState(state: unknown, { runner, host, environment }: Step): Promise<void> {
  const content = JSON.stringify(state);
  const file = await host.writer.createPrivate(runnerPath('RUNNER_TEMP', environment), content);
  await runner.saveState({ file, sha256: sha256(content) });
}

/** The state that the first half kept; `undefined` when it kept none. Throws UserError when it is not there as it was kept. */
export async function keptState({ files, environment }: Step): Promise<unknown> {
  const file = environment.get('STATE_file') ?? '';
  if (file === '') return undefined;
  try {
    const content = await files.read(file, { maxBytes: STATE_LIMIT });
    if (sha256(content) === environment.get('STATE_sha256')) return JSON.parse(new TextDecoder().decode(content));
  } catch (error) {
    // A file that is gone or cannot be read is no longer as it was kept either.
    if (!isWorldError(error) || isWorldError(error, 'interrupted')) throw error;
  }
  throw new UserError('what the first step remembered was changed while the job ran', {
    remedy:
      'find what wrote to the folder of temporary files (a build script, a macro, a test), and discard what the job built',
  });
}

/** 256 MiB: ten times what a toolchain with 52,000 files of documentation takes. */
const STATE_LIMIT = 256 * 1024 * 1024;
