import { UserError } from '@assay/evidence';
import { fakeWorld, type Host, WorldError, type Writer } from '@assay/host';
import { expect, it } from 'vitest';
import type { Action, Outcome } from './action.js';
import { perform, performPost } from './perform.js';
import { githubRunner } from './runner.js';

const report = { statements: [], checks: [] };

/** A job in memory: the first half of an action, what happens in the meantime, its second half. */
class Job {
  readonly lines: string[] = [];
  readonly written: Record<string, string> = {};
  files: Record<string, string> = {};
  variables: Record<string, string> = {
    ...{ GITHUB_OUTPUT: 'output', GITHUB_STATE: 'state', GITHUB_STEP_SUMMARY: 'summary', RUNNER_TEMP: '/temp' },
  };
  readonly #action: Action;

  constructor(action: Partial<Action>) {
    this.#action = {
      name: 'check-example',
      inputs: { crate: { default: 'governor' } },
      outputs: [],
      run: async () => ({ verdict: 'pass', reason: '', report, directory: '.', outputs: { evidence: '' } }),
      ...action,
    };
  }

  first(): Promise<number> {
    return perform(this.#action, this.#step());
  }

  post(): Promise<number> {
    // As the runner does: `name<<delimiter`, the value, the delimiter.
    for (const [, name, , value = ''] of (this.written.state ?? '').matchAll(/^(\w+)<<(\S+)\n(.*)\n\2$/gm)) {
      this.variables[`STATE_${name}`] = value;
    }
    return performPost(this.#action, this.#step());
  }

  #step() {
    const { environment, files, signal } = fakeWorld({ environment: this.variables, files: this.files });
    const runner = githubRunner({
      environment,
      print: (line) => this.lines.push(line),
      append: async (file, text) => {
        this.written[file] = (this.written[file] ?? '') + text;
      },
    });
    const writer: Partial<Writer> = {
      createPrivate: async (folder, content) => {
        this.files[`${folder}/kept`] = content;
        return `${folder}/kept`;
      },
    };
    return { runner, host: { writer } as Host, environment, files, signal };
  }
}

/** An action that keeps this, and whose second half comes to that. */
function action(state: unknown, outcome: (state: unknown) => Outcome | string): Partial<Action> {
  return {
    run: async () => ({ verdict: 'pass', reason: '', report, directory: '.', outputs: { evidence: '' }, state }),
    post: async (kept) => outcome(kept),
  };
}

const large = { bytes: 'x'.repeat(300_000) };

it('gives the second half what the first half kept, whatever its size, and the runner two short values', async () => {
  let given: unknown;
  const job = new Job(
    action(large, (state) => {
      given = state;
      return 'all is as it was';
    }),
  );
  expect([await job.first(), await job.post()]).toEqual([0, 0]);
  expect(given).toEqual(large);
  expect(job.written.state?.length).toBeLessThan(200);
  expect(job.lines.at(-1)).toBe('check-example: all is as it was');
});

it('gives the second half nothing where the first half kept nothing, or never came so far', async () => {
  const nothing = new Job(action(undefined, (state) => `given ${state}`));
  expect([await nothing.first(), await nothing.post()]).toEqual([0, 0]);
  const failed = new Job({
    ...action(undefined, (state) => `given ${state}`),
    run: () => Promise.reject(new UserError('no', { remedy: 'yes' })),
  });
  expect([await failed.first(), await failed.post()]).toEqual([2, 0]);
  for (const job of [nothing, failed]) expect(job.lines.at(-1)).toBe('check-example: given undefined');
});

it.each<[string, (job: Job) => void]>([
  ['changed', ({ files }) => Object.assign(files, { '/temp/kept': '{}' })],
  ['gone', ({ files }) => delete files['/temp/kept']],
  [
    'there, and its digest is not',
    ({ written }) => Object.assign(written, { state: written.state?.replace(/[0-9a-f]{64}/, '0') }),
  ],
])('has no verdict when what was kept is %s', async (_, meddle) => {
  const job = new Job(action(large, () => 'all is as it was'));
  await job.first();
  meddle(job);
  expect(await job.post()).toBe(2);
  expect(job.lines.join('\n')).toContain('what the first step remembered was changed while the job ran');
  expect(job.lines.join('\n')).not.toContain('all is as it was');
});

it('publishes a second half that fails, with its summary and without outputs', async () => {
  const job = new Job(action({}, () => ({ verdict: 'fail', reason: '1 finding', report, directory: '.' })));
  await job.first();
  const { output } = job.written;
  expect(await job.post()).toBe(1);
  expect(job.written.output).toBe(output);
  expect(job.written.summary).not.toBe('');
  expect(job.lines.at(-1)).toContain('::error title=check-example%3A fail::');
});

it.each([
  ['a user’s mistake', new UserError('the policy changed', { remedy: 'look' }), 2, 'the policy changed'],
  ['a defect', new TypeError('x is undefined'), 2, 'a defect in Assay'],
  ['an interruption', new WorldError('interrupted', 'cargo', 'interrupted'), 130, 'interrupted'],
])('tells of %s in the second half, without outputs', async (_, error, status, words) => {
  const job = new Job({
    ...action({}, () => ''),
    post: () => Promise.reject(error),
  });
  await job.first();
  const { output } = job.written;
  expect(await job.post()).toBe(status);
  expect(job.lines.join('\n')).toContain(words);
  expect(job.written.output).toBe(output);
});

it('takes an action without a second half for a defect', async () => {
  const job = new Job({});
  expect(await job.post()).toBe(2);
  expect(job.lines.join('\n')).toContain('a defect in Assay');
});

it('fails the first half when nothing can be kept: nothing could be watched', async () => {
  const job = new Job(action({}, () => ''));
  delete job.variables.RUNNER_TEMP;
  expect(await job.first()).toBe(2);
  expect(job.lines.join('\n')).toContain('RUNNER_TEMP is not set');
});
