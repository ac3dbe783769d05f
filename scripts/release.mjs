/**
 * `npm run release -- vX.Y.Z [--repository OWNER/REPO]`: makes the tag of a version, of exactly the tree that `npm test` passed on, and beside it
 * `vX.Y.Z-ghes`, which differs in the pinned rendering of the workflows alone. Both are annotated, and signed where git is set up for that. It pushes nothing, and
 * leaves nothing where a step does not hold.
 */
import { execFileSync } from 'node:child_process';
import { changesOf } from './release/changelog.mjs';
import { checkVersion } from './release/check-version.mjs';
import { git } from './release/git.mjs';
import { pinnedCommit, provePinned } from './release/pinned.mjs';
import { runMain, SetupError } from './setup.mjs';
import { cleanTree, readTested } from './tested.mjs';

await runMain(async () => {
  const [tag = '', option, repository = 'assay-rs/assay', ...rest] = process.argv.slice(2);
  const [, version] = /^v(\d+\.\d+\.\d+)$/.exec(tag) ?? [];
  if (version === undefined || !['--repository', undefined].includes(option) || rest.length > 0) {
    throw new SetupError('usage: npm run release -- vX.Y.Z [--repository OWNER/REPO]');
  }
  const root = process.cwd();
  const tags = [tag, `${tag}-ghes`];
  for (const name of tags)
    if (git(root, 'tag', '--list', name) !== '') throw new SetupError(`the tag ${name} is there already`);
  const tree = cleanTree(root);
  if (tree === undefined)
    throw new SetupError('files were changed or added: commit them, and run npm test on that commit');
  checkVersion(root, version);
  const changes = changesOf(root, version);
  const tested = testedAs(root, tree);
  buildAnew(root);
  const commit = git(root, 'rev-parse', 'HEAD');
  const pinned = pinnedCommit(root, { commit, tag, repository });
  provePinned(root, { commit, pinned, repository });
  const counted = `${tested.passed} tests passed on this tree, ${tree}.`;
  makeTags(root, [
    { name: tag, commit, message: `Assay ${version}\n\n${changes}\n\n${counted}` },
    {
      name: `${tag}-ghes`,
      commit: pinned,
      message: `Assay ${version}, with pinned workflows\n\n${tag} but for its workflows.`,
    },
  ]);
  const found = git(root, 'rev-parse', `${tag}^{tree}`);
  if (found !== tree) throw new Error(`${tag} has the tree ${found}, and ${tree} was tested`);
  process.stdout.write(`${tag} is commit ${commit}. ${counted}\n${tag}-ghes is commit ${pinned}.\n`);
  process.stdout.write(`Look at both (git show), then: git push origin ${tags.join(' ')}\n`);
  return 0;
});

/** The record of the tests of this very tree, none of which was skipped. Throws SetupError where there is none. */
function testedAs(root, tree) {
  const tested = readTested(root);
  if (tested === undefined)
    throw new SetupError('no record says that the tests passed: run npm test on the clean commit');
  if (tested.tree !== tree)
    throw new SetupError(`the tests passed on another tree, ${tested.tree}: run npm test on this one, ${tree}`);
  if (tested.skipped > 0) throw new SetupError(`${tested.skipped} tests were skipped: run npm test where they can run`);
  return tested;
}

/** Builds and generates once more, which must change no file. */
function buildAnew(root) {
  for (const script of ['build', 'generate'])
    execFileSync('npm', ['run', '--silent', script], { cwd: root, stdio: 'inherit' });
  const changed = git(root, 'status', '--porcelain');
  if (changed !== '') throw new SetupError(`what is committed as built or generated is stale:\n${changed}`);
}

/** All or none. */
function makeTags(root, tags) {
  // `-a` signs too where tag.gpgSign says so.
  const how = git(root, 'config', '--default', '', '--get', 'user.signingkey') === '' ? '-a' : '-s';
  const made = [];
  try {
    for (const { name, commit, message } of tags) {
      git(root, 'tag', how, name, commit, '--cleanup=verbatim', '-m', message);
      made.push(name);
    }
  } catch (error) {
    for (const name of made) git(root, 'tag', '--delete', name);
    throw new SetupError(`git could not make the tags: ${error.stderr?.trim() || error.message}`);
  }
}
