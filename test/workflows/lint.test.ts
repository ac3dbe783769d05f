import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../support/repository.js';
import { tool } from '../support/tools.js';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Workflow {
  permissions: unknown;
  jobs: Record<string, { permissions?: unknown; 'timeout-minutes'?: number; steps: Step[] }>;
}

const files = ['workflows', '.github/workflows'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
);
const pins = /^(\$\/actions\/[a-z-]+|[\w.-]+\/[\w./-]+@[0-9a-f]{40})$/;

function run(command: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  return { status, findings: status === 0 ? '' : `${stdout}${stderr}` };
}

it('actionlint finds nothing', ({ skip }) => {
  const actionlint = tool('actionlint', skip);
  expect(
    run(
      actionlint,
      files.filter((file) => file.startsWith('.github/')),
    ),
  ).toEqual({ status: 0, findings: '' });
});

it('zizmor finds nothing', ({ skip }) => {
  const zizmor = tool('zizmor', skip);
  expect(
    run(zizmor, ['--offline', '--no-progress', '--format', 'plain', ...files, 'actions', '.github/dependabot.yml']),
  ).toEqual({
    status: 0,
    findings: '',
  });
});

describe('a workflow with a fault', () => {
  const faulty = `on: pull_request
permissions: write-all
jobs:
  greet:
    runs-on: ubuntu-24.04
    steps:
      - uses: $/actions/verify-toolchain
      - run: echo "\${{ github.event.pull_request.title }} \${{ inputs.nope }}"
`;
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-lint-'));
    file = join(folder, 'faulty.yml');
    writeFileSync(file, faulty);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.for([
    ['actionlint', ['-config-file', '.github/actionlint.yaml'], 'nope'],
    ['zizmor', ['--offline', '--no-progress', '--format', 'plain'], 'template-injection'],
  ] as const)('is found by %s', ([name, args, words], { skip }) => {
    const { status, findings } = run(tool(name, skip), [...args, file]);
    expect(status).not.toBe(0);
    expect(findings).toContain(words);
  });
});

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const { permissions, jobs } = parse(text) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it('grants nothing at the top, and to each job what it names, with a reason', () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(job.permissions).toBeDefined();
    const grants = text.split('\n').filter((line) => /^ {6}[a-z-]+: (read|write)|^ {4}permissions: \{/.test(line));
    expect(grants.length).toBeGreaterThanOrEqual(Object.keys(jobs).length);
    for (const line of grants) expect(line).toMatch(/ # \w+/);
  });

  it('ends every job after a while', () => {
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  it("uses others' actions by commit, with the version in a comment", () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(pins);
    const pinned = text.split('\n').filter((line) => /uses: .*@/.test(line));
    for (const line of pinned) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('leaves no token in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ 'persist-credentials': false });
  });

  it('lets nothing reach a script but through env', () => {
    for (const { run: script = '' } of steps) expect(script).not.toContain('${{');
  });
});
