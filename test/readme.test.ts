import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assay, copyOf } from './support/command.js';
import { root } from './support/repository.js';
import { commitAll } from './support/small-workspace.js';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The code block between two marks. */
function block(mark: string, end: string): string {
  const text = readme.slice(readme.indexOf(`<!-- ${mark}`), readme.indexOf(`<!-- /${end} -->`));
  return text.slice(text.indexOf('\n', text.indexOf('```')) + 1, text.lastIndexOf('\n```'));
}

/** Words alone, with what differs from commit to commit left out. */
function words(text: string): string {
  return text
    .replace(/commit\s+[0-9a-f]{40}/, 'commit')
    .replace(/as of\s+[\d-]{10}/, 'as of')
    .split(/\s+/)
    .join(' ')
    .trim();
}

it('shows what the first command really prints', async () => {
  const cwd = commitAll(copyOf('examples/motor-controller'));
  const { status, stdout } = await assay(['qualify'], { cwd });
  expect(status).toBe(0);
  expect(words(block('output of', 'output'))).toBe(words(stdout));
});

it('shows the caller workflow that assay init writes', async () => {
  const cwd = commitAll(copyOf('test/clean/toolchain'));
  expect((await assay(['init'], { cwd })).status).toBe(0);
  const written = readFileSync(join(cwd, '.github/workflows/assay.yml'), 'utf8');
  expect(`${block('caller', 'caller')}\n`).toBe(written);
});
