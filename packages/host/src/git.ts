import { UserError } from '@assay/evidence';
import { isWorldError, type ToolResult, type ToolSpec, type World } from './world.js';

/** `git`, which says which commit the workspace is at. */
export const git: ToolSpec = {
  name: 'git',
  identity: {
    args: ['--version'],
    parse: (stdout) => {
      const version = /^git version (\S+)/.exec(stdout)?.[1];
      return version === undefined ? undefined : { version };
    },
  },
};

/**
 * Runs git in the workspace; `undefined` where there is no git. Throws UserError when git refuses the repository because it belongs
 * to somebody else.
 */
export async function runGit(world: World, args: readonly string[]): Promise<ToolResult | undefined> {
  try {
    // No optional locks: reading the status must not write to the user's repository.
    const result = await world.tools.run(git, ['--no-optional-locks', ...args]);
    if (result.status !== 0 && /dubious ownership/.test(result.stderr)) {
      throw new UserError('git refuses to read this repository: it belongs to another user', {
        remedy: 'run git config --global --add safe.directory with this folder, or check it out as this user',
      });
    }
    return result;
  } catch (error) {
    // Without git there is no commit to claim; the digest of the files identifies the workspace instead.
    if (isWorldError(error, 'tool-missing')) return undefined;
    throw error;
  }
}
