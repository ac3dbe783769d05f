import { UserError } from '@assay/evidence';
import { parsePolicy } from '@assay/policy';
import { describe, expect, it } from 'vitest';
import { TargetsSettings } from '../settings.js';
import { planOutputs } from './outputs.js';
import { MATRIX_LIMIT, type Plan, planTargets } from './plan.js';

const PROJECT =
  '[project]\nname = "drive"\nstandard = "ISO 26262"\nlevel = "QM"\n\n[baseline]\nrust = "1.85.0"\n\n[targets]\n';

/** Plans the targets of a policy that has these tables below `[targets]`. */
function plan(text: string, limit?: number): Plan {
  const tables = [{ name: 'targets', schema: TargetsSettings }];
  const policy = parsePolicy(PROJECT + text, { path: 'assay.toml', tables, rules: [], baselines: new Map() });
  return planTargets(policy.settings.get('targets') as TargetsSettings, {
    runsOn: 'ubuntu-24.04',
    placeOf: policy.placeOf,
    ...(limit === undefined ? {} : { limit }),
  });
}

/** Tables of so many targets; the name of each ends in its number. */
function many(count: number, keys = '', from = 0): string {
  const names = Array.from({ length: count }, (_, index) => `t-${String(from + index).padStart(4, '0')}`);
  return names.map((name) => `[targets.${name}]\n${keys}\n`).join('');
}

/** The words in which a plan is refused. */
function refusal(text: string, limit?: number): string {
  try {
    plan(text, limit);
  } catch (error) {
    if (error instanceof UserError) return error.describe();
    throw error;
  }
  return '';
}

const sizes = ({ include }: Plan) => include.map(({ targets }) => targets.split(' ').length);

describe('the plan of a policy', () => {
  it('has a job for each target, in the order of their names, and names the evidence that each owes', () => {
    const text =
      '[targets.x86_64-unknown-linux-gnu]\nrun = "emulator"\n[targets."boards/mine.json"]\nruns-on = ["self-hosted", "mine"]\n[targets.Zed]\n';
    expect(plan(text)).toEqual({
      include: [
        { name: 'Zed', targets: 'Zed', run: 'none', 'runs-on': 'ubuntu-24.04', artifact: 'Zed' },
        { name: 'mine', targets: 'mine', run: 'none', 'runs-on': ['self-hosted', 'mine'], artifact: 'mine' },
        {
          name: 'x86_64-unknown-linux-gnu',
          targets: 'x86_64-unknown-linux-gnu',
          run: 'emulator',
          'runs-on': 'ubuntu-24.04',
          artifact: 'x86_64-unknown-linux-gnu',
        },
      ],
      expected: ['targets-Zed', 'targets-mine', 'targets-x86_64-unknown-linux-gnu'],
    });
  });

  it('is the same whatever order the policy has', () => {
    const [a, b] = ['[targets.a]\nruns-on = "x"\n', '[targets.b]\n'];
    expect(plan(a + b)).toEqual(plan(b + a));
  });

  it('is empty where there is no target', () => {
    expect(plan('max-age = 90\n')).toEqual({ include: [], expected: [] });
  });

  it('has no label of its own for a list of one', () => {
    const labels = ['"big"', '["big"]', '["big", "fast"]'].map(
      (label) => plan(`[targets.a]\nruns-on = ${label}\n`).include[0]?.['runs-on'],
    );
    expect(labels).toEqual(['big', 'big', ['big', 'fast']]);
  });

  it('gives targets without a runner the one that all others have, a group of runners too', () => {
    const settings = TargetsSettings.parse({ a: {}, b: { 'runs-on': 'x' }, c: {} });
    const options = { runsOn: { group: 'safety' }, placeOf: () => ({ path: 'assay.toml' }) };
    const runners = (limit: number) =>
      planTargets(settings, { ...options, limit }).include.map((job) => job['runs-on']);
    expect(runners(3)).toEqual([{ group: 'safety' }, 'x', { group: 'safety' }]);
    expect(runners(2)).toEqual([{ group: 'safety' }, 'x']);
  });

  it('refuses hardware without a label, and says which key to write where', () => {
    const text = '[targets.a]\n[targets.b]\nrun = "hardware"\n[targets.c]\nrun = "hardware"\n';
    expect(refusal(text)).toContain('assay.toml:12:1: ');
    expect(refusal(text)).toContain('b, c');
    expect(refusal(text)).toContain('[targets."b"], such as runs-on = ["self-hosted", "stm32"]');
    const labelled = text.replaceAll('"hardware"\n', '"hardware"\nruns-on = ["self-hosted", "stm32"]\n');
    expect(plan(labelled).include.map(({ 'runs-on': labels }) => labels)).toEqual([
      'ubuntu-24.04',
      ['self-hosted', 'stm32'],
      ['self-hosted', 'stm32'],
    ]);
  });
});

describe('more targets than a matrix holds', () => {
  it('is not the case with as many as it holds', () => {
    expect(sizes(plan(many(MATRIX_LIMIT)))).toEqual(Array(MATRIX_LIMIT).fill(1));
  });

  it.each([257, 300, 512, 513, 1000])('%i share jobs evenly, each in one of them', (count) => {
    const planned = plan(many(count));
    expect(planned.include.length).toBeLessThanOrEqual(MATRIX_LIMIT);
    expect(Math.max(...sizes(planned)) - Math.min(...sizes(planned))).toBeLessThanOrEqual(1);
    const tried = planned.include.flatMap(({ targets }) => targets.split(' '));
    expect(tried.map((name) => `targets-${name}`)).toEqual(planned.expected);
    expect(planned.expected).toHaveLength(count);
    expect(new Set(planned.include.map(({ artifact }) => artifact)).size).toBe(planned.include.length);
    for (const { artifact } of planned.include) expect(artifact).toMatch(/^[A-Za-z0-9._-]+$/);
  });

  it('never puts targets into one job that need another runner, or go another way', () => {
    const text =
      many(9) + many(5, 'runs-on = ["self-hosted", "arm"]', 9) + many(1, 'run = "emulator"', 14) + many(3, '', 15);
    const planned = plan(text, 6);
    expect(planned.include).toHaveLength(6);
    const arm = planned.include.filter(({ 'runs-on': labels }) => Array.isArray(labels));
    expect(arm.map(({ targets }) => targets)).toEqual(['t-0009 t-0010', 't-0011 t-0012 t-0013']);
    expect(planned.include.filter(({ run }) => run === 'emulator').map(({ targets }) => targets)).toEqual(['t-0014']);
    expect(planned.include.map(({ name }) => name)[0]).toBe('t-0000 and 3 more');
  });

  it('is refused where even that makes too many jobs', () => {
    const text = many(1, 'runs-on = "a"') + many(1, 'runs-on = "b"', 1) + many(1, 'runs-on = "c"', 2);
    expect(plan(text, 3).include).toHaveLength(3);
    expect(refusal(text, 2)).toContain('need 3 kinds of runner, and a matrix of GitHub’s holds 2 jobs');
  });
});

describe("GitHub's limit for outputs", () => {
  /** Plans a target with a label of so many characters, longer than any policy. */
  const long = (length: number) =>
    planTargets(TargetsSettings.parse({ a: { 'runs-on': 'é'.repeat(length) } }), {
      runsOn: 'ubuntu-24.04',
      placeOf: () => ({ path: 'assay.toml' }),
    });

  it('counts two bytes for each character, and says by how much a plan is too large', () => {
    const { matrix, expected } = planOutputs(long(1));
    const room = 990_000 / 2 - (matrix.length + expected.length) + 1;
    expect(long(room).include).toHaveLength(1);
    expect(() => long(room + 3)).toThrow('6 bytes larger than GitHub hands from job to job: 990006, and 990000 fit');
  });

  it('is not reached by a thousand targets', () => {
    expect(refusal(many(1000))).toBe('');
  });
});

describe('what a policy may not say', () => {
  const hostile = ['a b', 'a;b', '$(id)', `\${{ github.token }}`, '-a', '../a', 'a\\nb', '.', 'a/b', ''];
  it.each(hostile)('is a name like %j: no job is planned for it', (name) => {
    expect(refusal(`[targets."${name}"]\n`)).toContain('assay.toml:');
  });

  it.each(['\\n::error::x', '"quoted"', `\${{ github.token }}`, "'; id"])('in a label stays text: %j', (label) => {
    const text = JSON.stringify(label.replaceAll('\\n', '\n'));
    const { matrix } = planOutputs(plan(`[targets.a]\nruns-on = ${text}\n`));
    expect(matrix).not.toMatch(/[\r\n]/);
    expect(JSON.parse(matrix).include[0]['runs-on']).toBe(JSON.parse(text));
  });
});
