import { PREDICATE_TYPE, STATEMENT_TYPE, type Statement, sha256 } from '@assay/evidence';
import { fakeWorld } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { refuseOther } from './refuse-other.js';
import { identifySource, type Source } from './source.js';

const policy = { path: 'assay.toml', text: '[project]\n' };
const run = (id: number) => `https://github.com/acme/pump/actions/runs/${id}`;
const here: Source = { digest: { gitCommit: 'c0ffee' }, asOf: '2026-11-22', run: run(1) };

function evidence(change: Partial<Statement['predicate']> = {}, digest: Source['digest'] = here.digest): Statement {
  const predicate = {
    check: 'msrv',
    run: run(1),
    inputs: [{ path: 'assay.toml', sha256: sha256(policy.text) }],
    ...change,
  };
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name: 'pump', digest }],
    predicateType: PREDICATE_TYPE,
    predicate: predicate as Statement['predicate'],
  };
}

describe('evidence that is bundled together', () => {
  it('is of what stands here', () => {
    expect(() => refuseOther([evidence(), evidence({ check: 'coverage' })], here, policy)).not.toThrow();
  });

  const { run: _, ...noRun } = here;
  it.each([
    [
      'of another commit',
      [evidence(), evidence({ check: 'coverage' }, { gitCommit: 'decade' })],
      here,
      'the evidence of coverage speaks of commit decade, and here is commit c0ffee',
    ],
    [
      'of another run',
      [evidence(), evidence({ check: 'coverage', run: run(2) })],
      here,
      `the evidence of coverage is of the run ${run(2)}, and this is the run ${run(1)}`,
    ],
    [
      'of a run, where there is none',
      [evidence()],
      noRun,
      `the evidence of msrv is of the run ${run(1)}, and this is no run of a CI service`,
    ],
    [
      'made under another policy',
      [evidence({ inputs: [{ path: 'assay.toml', sha256: '0'.repeat(64) }] })],
      here,
      `the evidence of msrv was made under a policy with SHA-256 ${'0'.repeat(64)}, and assay.toml here has ${sha256(policy.text)}`,
    ],
    [
      'made under a policy of another name',
      [evidence({ inputs: [{ path: 'other.toml', sha256: sha256(policy.text) }] })],
      here,
      'the evidence of msrv was made under another policy, and assay.toml here has ',
    ],
  ])('is refused when it is %s, and both are named', (_, examined, source, expected) => {
    expect(() => refuseOther(examined, source, policy)).toThrow(expected);
  });
});

describe('the run that a process belongs to', () => {
  const github = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/pump', GITHUB_RUN_ID: '1' };
  const runOf = async (environment: Record<string, string>) =>
    (await identifySource(fakeWorld({ environment: { SOURCE_DATE_EPOCH: '0', ...environment } }), [])).run;

  it('is known on GitHub, and on a server of one\u2019s own', async () => {
    expect(await runOf(github)).toBe(run(1));
    expect(await runOf({ ...github, GITHUB_SERVER_URL: 'https://git.acme.example:8443' })).toBe(
      'https://git.acme.example:8443/acme/pump/actions/runs/1',
    );
  });

  it.each([
    ['elsewhere', {}],
    ['where a variable is left over', { ...github, GITHUB_ACTIONS: '' }],
    ['where it has no number', { ...github, GITHUB_RUN_ID: '' }],
    ['where it is none', { ...github, GITHUB_REPOSITORY: 'acme/pump/../..' }],
  ])('is none %s', async (_, environment) => {
    expect(await runOf(environment)).toBeUndefined();
  });
});
