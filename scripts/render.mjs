/**
 * `npm run render -- --pinned OWNER/REPO@COMMIT FOLDER`: writes the workflows to FOLDER/.github/workflows with that repository and commit
 * in place of `$/`, for GitHub Enterprise Server and older runners, which know no `$/`.
 * `npm run render -- --local OWNER/REPO@NAME FOLDER`: the same with any name in place of the commit, for act, whose
 * `--local-repository OWNER/REPO@NAME=FOLDER` says where that is. Never for a server, where a name can move.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pinnedWorkflows } from './generate/workflows.mjs';
import { root, runMain, SetupError } from './setup.mjs';

/** What may stand behind the `@`, by the form that is asked for. */
const refs = {
  '--pinned': {
    pattern: /^[0-9a-f]{40}$/,
    what: 'a full commit, of 40 hexadecimal digits: a branch or a tag can move',
  },
  '--local': { pattern: /^[\w.-]+$/, what: 'a name' },
};

await runMain(async () => {
  const [form = '', target = '', folder, ...rest] = process.argv.slice(2);
  const [repository = '', ref = ''] = target.split('@');
  if (refs[form] === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository) || folder === undefined || rest.length > 0) {
    throw new SetupError(
      'usage: npm run render -- --pinned OWNER/REPO@COMMIT FOLDER, or --local OWNER/REPO@NAME FOLDER',
    );
  }
  const { pattern, what } = refs[form];
  if (!pattern.test(ref)) throw new SetupError(`${JSON.stringify(ref)} is not ${what}`);
  for (const [name, content] of pinnedWorkflows(root, { repository, ref })) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return 0;
});
