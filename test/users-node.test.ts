import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { copyClean } from './support/faults.js';
import { root } from './support/repository.js';

const execute = promisify(execFile);

/**
 * The Node that the user started npm with, Node 20 among those that are tried; the other tests run on Node 24. What only a newer one
 * knows does not compile either (`lib` in tsconfig.base.json), but for what packages of others call.
 */
const usersNode = process.env.ASSAY_USERS_NODE ?? process.execPath;

it.each(['coverage-conditions', 'coverage-imported', 'msrv'])('passes %s on the Node of the user', async (name) => {
  const { folder, environment, remove } = await copyClean(name);
  onTestFinished(remove);
  const command = name.split('-')[0] ?? name;
  const ran = await execute(usersNode, [join(root, 'dist/assay.js'), command], {
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  expect(ran.stdout).toMatch(/^✓ pass/);
});
