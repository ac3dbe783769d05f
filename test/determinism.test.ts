import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assay, copyOf, temporaryFolder } from './support/command.js';
import { commitAll } from './support/small-workspace.js';

/** Everything that a run leaves for others, by name: what Cargo builds in a folder of Assay's own is nobody's result. */
function results(workspace: string): Record<string, string> {
  const folder = join(workspace, 'target/assay');
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  const files = names.filter((name) => !name.startsWith('build/') && statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name)).toString('base64')]));
}

async function qualified(workspace: string, env: Record<string, string> = {}): Promise<Record<string, string>> {
  const { status, stderr } = await assay(['qualify'], { cwd: workspace, env });
  expect(status, stderr).toBe(0);
  return results(workspace);
}

it('gives the same bytes twice, in another folder, and in another time zone', async () => {
  const first = commitAll(copyOf('examples/motor-controller'));
  const once = await qualified(first);
  expect(Object.keys(once)).toEqual([
    'bundle.zip',
    'evidence/msrv.json',
    'evidence/policy.json',
    'evidence/toolchain.json',
    'report/assay.sarif',
    'report/index.html',
    'report/junit.xml',
    'report/summary.md',
  ]);
  expect(await qualified(first)).toEqual(once);

  const second = join(temporaryFolder(), 'deeper', 'elsewhere');
  cpSync(first, second, { recursive: true, filter: (file) => !/[\\/]target$/.test(file) });
  expect(await qualified(second, { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' })).toEqual(once);
});

it('says nothing of this machine: no absolute path, no user', async () => {
  const workspace = commitAll(copyOf('examples/motor-controller'));
  const files = await qualified(workspace);
  const home = process.env.HOME ?? '/root';
  for (const [name, content] of Object.entries(files)) {
    const text = Buffer.from(content, 'base64').toString('latin1');
    expect(text.includes(workspace), `${name} names the workspace's folder`).toBe(false);
    expect(text.includes(home), `${name} names the home folder`).toBe(false);
  }
});

it('speaks for a commit only when the working tree is that commit', async () => {
  const workspace = commitAll(copyOf('examples/motor-controller'));
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: workspace }).toString().trim();
  const subject = () =>
    JSON.parse(readFileSync(join(workspace, 'target/assay/evidence/msrv.json'), 'utf8')).subject[0].digest;
  await qualified(workspace);
  expect(subject()).toEqual({ gitCommit: head });

  writeFileSync(join(workspace, 'notes.txt'), 'not committed');
  await qualified(workspace);
  const changed = subject();
  expect(changed).toEqual({ dirHash1: expect.stringMatching(/^[0-9a-f]{64}$/) });
  await qualified(workspace);
  expect(subject(), 'what Assay writes is no part of what it examines').toEqual(changed);

  rmSync(join(workspace, '.git'), { recursive: true });
  mkdirSync(join(workspace, 'target/more'), { recursive: true });
  await qualified(workspace, { SOURCE_DATE_EPOCH: '1790000000' });
  expect(subject(), 'the same files without git').toEqual(changed);
});
