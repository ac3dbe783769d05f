import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assay, copyOf } from './support/command.js';
import { llvmVariables } from './support/llvm.js';
import { readmeBlock } from './support/readme.js';
import { commitAll } from './support/small-workspace.js';

/** Words alone, with what differs from commit to commit left out. */
function words(text: string): string {
  return text
    .replace(/commit\s+[0-9a-f]{40}/, 'commit')
    .replace(/as of\s+[\d-]{10}/, 'as of')
    .split(/\s+/)
    .join(' ')
    .trim();
}

it('shows what the first command really prints', async ({ skip }) => {
  const cwd = commitAll(copyOf('examples/motor-controller'));
  const env = Object.fromEntries(llvmVariables('22', skip));
  const { status, stdout, stderr } = await assay(['qualify'], { cwd, env });
  expect(status, stderr).toBe(0);
  expect(words(readmeBlock('output of: node'))).toBe(words(stdout));
});

it('shows the caller workflow that assay init writes', async () => {
  const cwd = commitAll(copyOf('test/clean/toolchain'));
  expect((await assay(['init'], { cwd })).status).toBe(0);
  const written = readFileSync(join(cwd, '.github/workflows/assay.yml'), 'utf8');
  expect(`${readmeBlock('caller')}\n`).toBe(written);
});
