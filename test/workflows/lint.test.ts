import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMIT, callers } from '../support/callers.js';
import { findingsOf } from '../support/language-service.js';
import { readText, root } from '../support/repository.js';
import { tool } from '../support/tools.js';
import type { Workflow } from '../support/workflow-file.js';

const files = readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`);
const actions = readdirSync(join(root, 'actions'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['build', 'node_modules'].includes(entry.name))
  .map(({ name }) => `actions/${name}/action.yml`);
const pins = /^(\$\/actions\/[a-z-]+|[\w.-]+\/[\w./-]+@[0-9a-f]{40})$/;

/** What `assay init` writes names the version's tag: it cannot know the commit. Everything else is pinned by commit. */
const zizmorConfig = `rules:
  unpinned-uses:
    config:
      policies:
        "assay-rs/assay/*": ref-pin
        "*": hash-pin
`;

let folder: string;
/** The pinned rendering, and the callers of the pages, each a file in a folder of workflows. */
let written: string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-lint-'));
  const workflows = join(folder, '.github/workflows');
  mkdirSync(workflows, { recursive: true });
  writeFileSync(join(folder, 'zizmor.yml'), zizmorConfig);
  execFileSync(process.execPath, [join(root, 'scripts/render.mjs'), '--pinned', `assay-rs/assay@${COMMIT}`, folder]);
  for (const [index, { text }] of callers().entries()) writeFileSync(join(workflows, `caller-${index}.yml`), text);
  written = readdirSync(workflows).map((name) => join(workflows, name));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  return { status, findings: status === 0 ? '' : `${stdout}${stderr}` };
}

const nothing = { status: 0, findings: '' };
const zizmorOptions = ['--offline', '--no-progress', '--persona', 'pedantic', '--format', 'plain'];

it('there are workflows of ours, rendered ones and callers to look at', () => {
  expect([files.length, actions.length]).toEqual([
    expect.toSatisfy((count) => count >= 7),
    expect.toSatisfy((count) => count >= 7),
  ]);
  expect(written.length).toBeGreaterThan(15);
});

it('actionlint finds nothing', ({ skip }) => {
  const actionlint = tool('actionlint', skip);
  expect(run(actionlint, files)).toEqual(nothing);
  // Not one exception: these hold no `$/`.
  expect(run(actionlint, written)).toEqual(nothing);
});

it('zizmor finds nothing, by its strictest rules', ({ skip }) => {
  const zizmor = tool('zizmor', skip);
  expect(run(zizmor, [...zizmorOptions, ...files, 'actions', '.github/dependabot.yml'])).toEqual(nothing);
  expect(run(zizmor, [...zizmorOptions, '--config', join(folder, 'zizmor.yml'), ...written])).toEqual(nothing);
});

it("GitHub's language service finds nothing", async () => {
  const texts = [
    ...[...files, ...actions].map((file) => [file, readText(file)] as const),
    ...written.map((file) => [relative(folder, file), readFileSync(file, 'utf8')] as const),
  ];
  for (const [file, text] of texts) expect(await findingsOf(file, text)).toEqual([]);
});

describe('a workflow with a fault', () => {
  const faulty = `on: pull_request
permissions: write-all
jobs:
  greet:
    runs-on: ubuntu-24.04
    steps:
      - uses: $/actions/verify-toolchain
        with:
          folder: .
      - run: echo "\${{ github.event.pull_request.title }} \${{ inputs.nope }}"
`;

  it.for([
    ['actionlint', ['-config-file', '.github/actionlint.yaml'], 'nope'],
    ['zizmor', zizmorOptions, 'template-injection'],
  ] as const)('is found by %s', ([name, args, words], { skip }) => {
    const file = join(folder, 'faulty.yml');
    writeFileSync(file, faulty);
    const { status, findings } = run(tool(name, skip), [...args, file]);
    expect(status).not.toBe(0);
    expect(findings).toContain(words);
  });

  it("is found by GitHub's language service, also in what it gives to an action or a workflow of ours", async () => {
    const caller = (callers()[0]?.text ?? '').replace(/(qualify\.yml@.*)/, '$1\n    with:\n      folder: .');
    expect(await findingsOf('.github/workflows/faulty.yml', faulty)).toEqual([
      expect.stringContaining("Invalid action input 'folder'"),
      expect.stringContaining('Context access might be invalid: nope'),
    ]);
    expect(await findingsOf('.github/workflows/faulty-caller.yml', caller)).toEqual([
      expect.stringContaining('Invalid input, folder is not defined'),
    ]);
    expect(await findingsOf('actions/faulty/action.yml', 'name: x\nruns:\n  using: node24\n')).not.toEqual([]);
  });
});

describe.each(files)('%s', (file) => {
  const text = readText(file);
  const { permissions, jobs } = parse(text) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it('grants nothing at the top, and to each job what it names, with a reason', () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(job.permissions).toBeDefined();
    const grants = text.split('\n').filter((line) => /^ {6}[a-z-]+: (read|write)|^ {4}permissions: \{/.test(line));
    const granted = Object.values(jobs).flatMap((job) => Object.keys(job.permissions ?? {}));
    expect(grants.length).toBeGreaterThanOrEqual(granted.length);
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
