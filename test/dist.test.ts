import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, trackedFiles } from './support/repository.js';

const execute = promisify(execFile);

/** What `npm run build` writes, whatever is there. */
function built(folder: string): string[] {
  const actions = readdirSync(join(folder, 'actions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== 'build')
    .map(({ name }) => `actions/${name}/dist`);
  return ['dist', ...actions].flatMap((parent) =>
    readdirSync(join(folder, parent), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name))),
  );
}

const copy = realpathSync(mkdtempSync(join(tmpdir(), 'assay-dist-')));

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(built(folder).map((path) => [path, readFileSync(join(folder, path), 'latin1')]));
}

async function script(node: string, ...args: string[]): Promise<void> {
  await execute(node, ['scripts/build.mjs', ...args], { cwd: copy });
}

beforeAll(async () => {
  const sources = trackedFiles().filter((path) => !/^(actions\/[^/]+\/)?dist\//.test(path));
  for (const path of sources) cpSync(join(root, path), join(copy, path), { verbatimSymlinks: true });
  await script(process.execPath);
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('what is committed as built is what the sources give, in another folder and from a fresh installation', () => {
  const [fresh, committed] = [contents(copy), contents(root)];
  const names = new Set([...Object.keys(fresh), ...Object.keys(committed)]);
  const stale = [...names].filter((path) => fresh[path] !== committed[path]);
  expect(stale, 'these are stale: run `npm run build` and commit them').toEqual([]);
});

test('the bundle is the same whichever Node makes it', async () => {
  const before = contents(copy);
  // The Node that the user started npm with; Node 24 made the first.
  await script(process.env.ASSAY_USERS_NODE ?? process.execPath, 'bundle');
  const after = contents(copy);
  expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual([]);
});
