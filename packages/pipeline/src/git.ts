import type { ToolSpec } from '@assay/host';

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
