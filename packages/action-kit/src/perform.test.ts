import { type Finding, type Statement, UserError } from '@assay/evidence';
import { fakeWorld, type Host, WorldError } from '@assay/host';
import { describe, expect, it } from 'vitest';
import type { Action, Answer, NotAsked, Result } from './action.js';
import { perform } from './perform.js';
import { githubRunner } from './runner.js';

/** Runs an action that comes to this, in memory. */
async function run(
  outcome: Partial<Result> | Answer | NotAsked | Error,
  { interrupted = false, variables = runnerFiles } = {},
) {
  const lines: string[] = [];
  const written: Record<string, string> = {};
  const environment = { get: (name: string) => variables[name], names: () => Object.keys(variables).sort() };
  const append = async (file: string, text: string) => {
    written[file] = (written[file] ?? '') + text;
  };
  const runner = githubRunner({ environment, print: (line) => lines.push(line), append });
  const action: Action = {
    name: 'check-example',
    inputs: { crate: { required: true } },
    outputs: ['detail'],
    async run() {
      if (outcome instanceof Error) throw outcome;
      if ('notAsked' in outcome || 'answer' in outcome) return outcome;
      return {
        verdict: 'pass',
        reason: '',
        report: { statements: [], checks: [] },
        directory: '.',
        outputs: { evidence: 'e' },
        ...outcome,
      };
    },
  };
  const signal = interrupted ? AbortSignal.abort() : new AbortController().signal;
  // No action under test here touches the host.
  const host = undefined as unknown as Host;
  const status = await perform(action, { runner, environment, files: fakeWorld().files, signal, host });
  return { status, lines, errors: lines.filter((line) => line.startsWith('::error')), ...written };
}

const runnerFiles: Record<string, string | undefined> = {
  GITHUB_OUTPUT: 'output',
  GITHUB_STEP_SUMMARY: 'summary',
  INPUT_CRATE: 'governor',
};

function finding(index: number, at = { path: 'Cargo.lock', line: 7 }): Finding {
  return {
    key: `example/rule@${index}`,
    rule: 'example/rule',
    severity: 'error',
    subject: { kind: 'package', name: `p${index}` },
    at,
    because: [],
    message: `fault ${index}`,
    remedy: 'repair it',
    data: {},
    deviation: null,
  };
}

function reportOf(findings: Finding[]) {
  const predicate = {
    assay: { version: '0.1.0', rulesSha256: '0'.repeat(64) },
    ...{ asOf: '2026-11-22', check: 'example', verdict: 'fail', reason: 'findings', examined: 1 },
    project: { name: 'governor', standard: 'IEC 61508', level: 'SIL 1' },
    ...{ rules: [], findings, gaps: [], inputs: [], tools: [], facts: {} },
  };
  const subject = [{ name: 'governor', digest: { gitCommit: 'abc' } }];
  return { statements: [{ subject, predicate } as unknown as Statement], checks: [] };
}

describe('an action that passes', () => {
  it('warns of what will be wrong soon in one annotation, and passes', async () => {
    const { status, lines } = await run({ warnings: ['deviation DEV-1 holds until 2026-06-30', 'a second thing'] });
    expect(status).toBe(0);
    expect(lines.filter((line) => /^::(?!(end)?group)/.test(line))).toEqual([
      '::warning title=check-example::deviation DEV-1 holds until 2026-06-30%0Aa second thing',
    ]);
  });

  it('ends with status 0, every output set, and no annotation', async () => {
    const { status, errors, ...files } = await run({ outputs: { evidence: 'target/e.json', detail: 'd' } });
    expect([status, errors]).toEqual([0, []]);
    for (const output of ['verdict<<', 'evidence<<', 'findings<<', 'detail<<'])
      expect(files).toHaveProperty('output', expect.stringContaining(output));
  });
});

describe('an action that fails', () => {
  const many = Array.from({ length: 30 }, (_, index) => finding(index));

  it('says at most ten errors, the last of which is why', async () => {
    const { status, errors } = await run({ verdict: 'fail', reason: '30 findings', report: reportOf(many) });
    expect(status).toBe(1);
    expect(errors).toHaveLength(10);
    expect(errors[8]).toContain('22 more');
    expect(errors[9]).toContain('the verdict is fail: 30 findings');
  });

  it('says in other words that there is no verdict, and ends with another status', async () => {
    const { status, errors } = await run({ verdict: 'no-verdict', reason: '1 gap', report: reportOf([]) });
    expect(status).toBe(2);
    expect(errors.at(-1)).toContain('there is no verdict: 1 gap');
  });

  it('shows places relative to the repository', async () => {
    const { errors } = await run({ verdict: 'fail', directory: 'crates/motor', report: reportOf([finding(1)]) });
    expect(errors[0]).toContain('file=crates/motor/Cargo.lock,line=7');
  });

  it.each(['../rust-toolchain.toml', '<outside>/config.toml', '~/.cargo/config.toml'])(
    'names no file of the repository for %s, which is not in it',
    async (path) => {
      const { errors } = await run({ verdict: 'fail', report: reportOf([finding(1, { path, line: 1 })]) });
      expect(errors[0]).not.toContain('file=');
      expect(errors[0]).toContain(path);
    },
  );

  it('shows what is wrong with a bundle, and counts it all', async () => {
    const problems = Array.from({ length: 200 }, (_, index) => ({
      where: `entry ${index}`,
      what: '::error::x\nchanged',
    }));
    const { status, errors, lines, ...files } = await run({ verdict: 'fail', reason: '200 problems', problems });
    expect([status, errors.length]).toEqual([1, 10]);
    expect(errors.at(-1)).toContain('200 problems');
    expect(files).toHaveProperty('summary', expect.stringContaining('and 100 more'));
    expect(
      lines.filter((line) => line.startsWith('::')).every((line) => /^::(error title|group|endgroup)/.test(line)),
    ).toBe(true);
  });
});

describe('an action that nothing is asked of', () => {
  it('succeeds with a notice, and no output holds a word: neither a pass nor evidence', async () => {
    const { status, lines, ...files } = await run({ notAsked: 'nobody asks for\n::error::x' });
    expect(status).toBe(0);
    expect(
      lines.filter((line) => line.startsWith('::') && !line.startsWith('::group') && line !== '::endgroup::'),
    ).toEqual([
      '::notice title=check-example%3A not asked for::nobody asks for%0A::error::x; nothing ran, and there is no verdict.',
    ]);
    const empty = (name: string) => `${name}<<assay_\n\nassay_\n`;
    expect(files).toHaveProperty('output', ['verdict', 'evidence', 'findings', 'detail'].map(empty).join(''));
    expect(files).not.toHaveProperty('summary');
  });

  it('may say so in outputs of its own', async () => {
    const files = await run({ notAsked: 'nobody asks', outputs: { detail: 'false' } });
    expect(files).toHaveProperty('output', expect.stringContaining('verdict<<assay_\n\nassay_\n'));
    expect(files).toHaveProperty('output', expect.stringContaining('detail<<assay_\nfalse\nassay_\n'));
  });

  it('fails all the same when its outputs cannot be set', async () => {
    const { status, errors } = await run({ notAsked: 'nobody asks' }, { variables: { INPUT_CRATE: 'governor' } });
    expect([status, errors]).toEqual([2, [expect.stringContaining('GITHUB_OUTPUT is not set')]]);
  });
});

describe('an action that judges nothing', () => {
  it('succeeds with its answer in the log and in its outputs, and no verdict', async () => {
    const { status, lines, ...files } = await run({ answer: ['2 jobs', '::error::x'], outputs: { detail: 'd' } });
    expect(status).toBe(0);
    expect(lines.slice(-2)[0]).toBe('2 jobs');
    expect(lines.filter((line) => /^::(error|warning|notice)/.test(line))).toEqual([]);
    expect(files).toHaveProperty('output', expect.stringContaining('verdict<<assay_\n\nassay_\n'));
    expect(files).toHaveProperty('output', expect.stringContaining('detail<<assay_\nd\nassay_\n'));
    expect(files).not.toHaveProperty('summary');
  });
});

describe('an action that comes to nothing', () => {
  it("tells a user's mistake with its remedy and without a stack", async () => {
    const at = { path: 'assay.toml', line: 3, column: 1 };
    const result = await run(new UserError('unknown key', { remedy: 'write level', at }));
    expect(result.status).toBe(2);
    expect(result.errors).toEqual([
      '::error title=check-example%3A no-verdict::assay.toml:3:1: unknown key%0ARepair: write level',
    ]);
    expect(result.lines.join('\n')).not.toContain('    at ');
    expect(result).toHaveProperty(
      'summary',
      '## Assay: check-example: no-verdict\n\n    assay.toml:3:1: unknown key\n    Repair: write level\n\n',
    );
    expect(result).toHaveProperty('output', expect.stringMatching(/^verdict<<(\S+)\nno-verdict\n\1\n/));
  });

  it('tells a defect of ours with its stack in the log', async () => {
    const result = await run(new TypeError('x is undefined'));
    expect(result.status).toBe(2);
    expect(result.errors).toEqual([expect.stringContaining('a defect in Assay')]);
    expect(result.lines.join('\n')).toContain('    at ');
  });

  it('names a required input that is missing', async () => {
    const { status, errors } = await run({}, { variables: { ...runnerFiles, INPUT_CRATE: '' } });
    expect([status, errors]).toEqual([2, [expect.stringContaining('the input crate is missing')]]);
  });

  it('says so when there is no runner to give outputs to', async () => {
    const { status, errors } = await run({}, { variables: { INPUT_CRATE: 'governor' } });
    expect([status, errors]).toEqual([2, [expect.stringContaining('GITHUB_OUTPUT is not set')]]);
  });

  it.each([
    [new WorldError('interrupted', 'cargo', 'interrupted'), false],
    [new Error('anything, once interrupted'), true],
  ])('ends with status 130 when it is interrupted: %s', async (error, interrupted) => {
    const { status, errors } = await run(error, { interrupted });
    expect([status, errors]).toEqual([130, []]);
  });
});
