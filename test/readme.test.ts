import { readFileSync, writeFileSync } from 'node:fs';
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

it('shows what is told of a target that is renamed ahead', async () => {
  const cwd = copyOf('examples/motor-controller');
  const policy = join(cwd, 'assay.toml');
  const qnx =
    '[targets."aarch64-unknown-nto-qnx800"]\nmembers = ["motor-control", "motor-driver"]\nowner = "platform team"\n';
  const ahead = `[targets]\nuntil = "1.98.1" # where the project means to go\n\n${qnx}run = "none"\n\n[targets."x86_64`;
  writeFileSync(
    policy,
    readFileSync(policy, 'utf8').replace('[targets."x86_64', () => ahead),
  );
  const { status, stdout } = await assay(['targets', '--target', 'aarch64-unknown-nto-qnx800'], {
    cwd: commitAll(cwd),
  });
  expect(status).toBe(1);
  expect(words(stdout)).toContain(words(readmeBlock('targets')));
});

it('shows the caller workflow that assay init writes', async () => {
  const cwd = commitAll(copyOf('test/clean/toolchain'));
  expect((await assay(['init'], { cwd })).status).toBe(0);
  const written = readFileSync(join(cwd, '.github/workflows/assay.yml'), 'utf8');
  expect(`${readmeBlock('caller')}\n`).toBe(written);
});
