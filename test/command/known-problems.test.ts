import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@assay/evidence';
import { shippedProblemData } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { assay, temporaryFolder } from '../support/command.js';
import { type Edit, smallWorkspace } from '../support/small-workspace.js';

const DAY = 86_400_000;
const today = new Date().toISOString().slice(0, 10);
const yesterday = new Date(Date.now() - DAY).toISOString().slice(0, 10);
const tomorrowButOne = new Date(Date.now() + 2 * DAY + DAY / 2).toISOString().slice(0, 10);
const { problems } = shippedProblemData;

/** The data that ships, as collected today, with changes. */
const dataOf = (change: object = {}) => ({ ...shippedProblemData, collected: today, ...change });

/** The workspace with its policy held to a level at which the age of the data counts. */
const held: Edit[] = [
  { file: 'assay.toml', replace: 'level = "DAL D"', by: 'level = "DAL C"' },
  {
    file: 'assay.toml',
    replace: 'allow-known-problems = ["rust#159035"]',
    by: 'known-problems-max-age = 1',
  },
];

/** Runs the command with this file beside the workspace. */
async function refresh(workspace: string, content: string) {
  const beside = temporaryFolder();
  writeFileSync(join(beside, 'newer.json'), content);
  const run = await assay(['toolchain', 'known-problems', '--from', join(beside, 'newer.json')], { cwd: workspace });
  return { ...run, written: join(workspace, 'known-problems.json') };
}

async function verified(cwd: string) {
  await assay(['toolchain', 'verify'], { cwd });
  return JSON.parse(readFileSync(join(cwd, 'target/assay/evidence/toolchain.json'), 'utf8')).predicate;
}

describe('assay toolchain known-problems', () => {
  it('writes newer data, which the check then goes by and records', async () => {
    const cwd = smallWorkspace(temporaryFolder(), held);
    const stale = await verified(cwd);
    expect(stale.facts.problemData.source).toBe('shipped');
    expect(stale.gaps.map(({ remedy }: { remedy: string }) => remedy)).toEqual([
      expect.stringContaining('assay toolchain known-problems --from FILE'),
    ]);

    const { status, stdout, written } = await refresh(cwd, JSON.stringify(dataOf()));
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `wrote known-problems.json: ${problems.length} problems, collected on ${today}; before: ${problems.length} problems, collected on ${shippedProblemData.collected}\n`,
    });
    expect(readFileSync(written, 'utf8')).toBe(canonicalJson(dataOf()));

    const fresh = await verified(cwd);
    expect(fresh.gaps).toEqual([]);
    const { source, sha256 } = fresh.facts.problemData;
    expect(source).toBe('known-problems.json');
    expect(fresh.inputs).toContainEqual({ path: 'known-problems.json', sha256 });
  });

  it('names what is no longer listed', async () => {
    const cwd = smallWorkspace(temporaryFolder());
    await refresh(cwd, JSON.stringify(dataOf({ problems: [...problems, { ...problems[0], id: 'rust#1' }] })));
    const { stdout } = await refresh(cwd, JSON.stringify(dataOf()));
    expect(stdout).toContain('\nno longer listed: rust#1\n');
  });

  it('replaces a file that is broken', async () => {
    const cwd = smallWorkspace(temporaryFolder());
    writeFileSync(join(cwd, 'known-problems.json'), '{');
    const { status, written } = await refresh(cwd, JSON.stringify(dataOf()));
    expect({ status, content: readFileSync(written, 'utf8') }).toEqual({ status: 0, content: canonicalJson(dataOf()) });
  });

  it.each([
    ['is not JSON', '{\n  "collected": 2\n', /newer\.json.*: this is not JSON/],
    ['has lost a problem', JSON.stringify(dataOf({ problems: problems.slice(1) })), /it lacks \S+\n/],
    [
      'has a row without confidence',
      JSON.stringify(dataOf({ problems: [{ ...problems[0], confidence: '' }] })),
      /problems\[0\]\.confidence/,
    ],
    [
      'is older than the data in use',
      JSON.stringify(dataOf({ collected: '2020-01-01' })),
      /was collected on 2020-01-01, and the data in use on/,
    ],
    ['is from the future', JSON.stringify(dataOf({ collected: tomorrowButOne })), /a day that has not come/],
  ])('refuses a file that %s, and writes nothing', async (_, content, message) => {
    const { status, stderr, stdout, written } = await refresh(smallWorkspace(temporaryFolder()), content);
    expect({ status, stdout, written: existsSync(written) }).toEqual({ status: 2, stdout: '', written: false });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  });

  it('keeps newer data of the workspace', async () => {
    const cwd = smallWorkspace(temporaryFolder());
    await refresh(cwd, JSON.stringify(dataOf()));
    const { status, written } = await refresh(cwd, JSON.stringify(dataOf({ collected: yesterday })));
    expect({ status, content: readFileSync(written, 'utf8') }).toEqual({ status: 2, content: canonicalJson(dataOf()) });
  });

  it('says when the file is not there, is a folder, or was not named', async () => {
    const cwd = smallWorkspace(temporaryFolder());
    mkdirSync(join(cwd, 'target'));
    const run = (...args: string[]) => assay(['toolchain', 'known-problems', ...args], { cwd });
    expect(await run('--from', 'absent.json')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('absent.json: there is no such file'),
    });
    expect(await run('--from', 'target')).toMatchObject({ status: 2, stderr: expect.stringContaining('a folder') });
    expect(await run()).toMatchObject({ status: 2, stderr: expect.stringContaining('--from <file>') });
    expect(existsSync(join(cwd, 'known-problems.json'))).toBe(false);
  });
});
