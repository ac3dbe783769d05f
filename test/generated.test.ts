import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './support/repository.js';

it('generated files are what the generators give: workflows, tables of inputs and outputs', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/generate.mjs'), '--check'], {
    encoding: 'utf8',
  });
  expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
});
