import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { temporaryFolder } from '../support/command.js';
import { governor, governorTests } from '../support/governor.js';
import { llvmVariables } from '../support/llvm.js';
import { expectOrderly } from '../support/orderly.js';
import { type ActionOptions, type ActionRun, runAction } from '../support/run-action.js';
import { type Edit, smallWorkspace } from '../support/small-workspace.js';

const NAME = 'collect-coverage';
const EVIDENCE = 'target/assay/evidence/coverage.json';

/** The small workspace held to a level of ISO 26262. */
const heldTo = (level: string): Edit[] => [
  { file: 'assay.toml', replace: '"DO-178C"', by: '"ISO 26262"' },
  { file: 'assay.toml', replace: '"DAL D"', by: `"${level}"` },
];

/** A crate with one decision of two conditions, and tests of it; `level` of ISO 26262. */
function covered(level: string, more: Record<string, string> = {}): string {
  const files = { 'src/lib.rs': governor, 'tests/governor.rs': governorTests, ...more };
  return smallWorkspace(temporaryFolder(), heldTo(level), files);
}

/** Runs the action with LLVM's tools of the compiler's major version. */
async function collect(skip: TestContext['skip'], { env, ...options }: ActionOptions): Promise<ActionRun> {
  const run = await runAction(NAME, { ...options, env: { ...Object.fromEntries(llvmVariables('22', skip)), ...env } });
  expectOrderly(NAME, run);
  return run;
}

const of = ({ commands }: ActionRun, kind: string) => commands.filter(({ name }) => name === kind);
const evidenceIn = (cwd: string) => JSON.parse(readFileSync(join(cwd, EVIDENCE), 'utf8')).predicate;

function commit(cwd: string): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
  git('-c', 'user.name=A. Tester', '-c', 'user.email=tester@example.com', 'commit', '--quiet', '--all', '-m', 'Change');
  return git('rev-parse', 'HEAD~1');
}

describe('collect-coverage', () => {
  it('passes where the tests reach everything, and sets every output', async ({ skip }) => {
    const cwd = covered('ASIL D');
    const run = await collect(skip, { cwd });
    expect([run.status, of(run, 'error'), of(run, 'warning')], run.log).toEqual([0, [], []]);
    expect(run.outputs).toEqual({
      verdict: 'pass',
      evidence: EVIDENCE,
      findings: '0',
      lcov: 'target/assay/coverage/lcov.info',
      line: '100.0',
      branch: '100.0',
      condition: '100.0',
      mcdc: '100.0',
    });
    expect(run.summary).toContain('Assay: pass');
    expect(readFileSync(join(cwd, run.outputs.lcov ?? ''), 'utf8')).toMatch(/^SF:src\/lib\.rs\n/);
    expect(readdirSync(join(cwd, 'target/assay/coverage')).sort()).toEqual([
      'cobertura.xml',
      'index.html',
      'lcov.info',
    ]);
  });

  it('fails where they do not, with the finding at its line, and figures that are cut', async ({ skip }) => {
    const cwd = covered('ASIL D', {
      'tests/governor.rs': governorTests.replace('    assert!(!may_speed_up(true, true));\n', ''),
    });
    const run = await collect(skip, { cwd });
    expect([run.status, run.outputs.verdict, evidenceIn(cwd).verdict], run.log).toEqual([1, 'fail', 'fail']);
    expect(run.outputs).toMatchObject({ line: '100.0', branch: '100.0', condition: '75.0', mcdc: '50.0' });
    expect(Number(run.outputs.findings)).toBeGreaterThan(0);
    expect(of(run, 'error').at(-1)?.message).toContain('the verdict is fail');
    expect(of(run, 'error').map(({ properties }) => [properties.file, properties.line])).toContainEqual([
      'src/lib.rs',
      '2',
    ]);
  });

  it('works in a folder of the repository, with places and outputs relative to the repository', async ({ skip }) => {
    const cwd = temporaryFolder();
    const files = {
      'src/lib.rs': governor,
      'tests/governor.rs': governorTests.replace('may_speed_up(true, true)', 'false'),
    };
    smallWorkspace(join(cwd, 'firmware/motor'), heldTo('ASIL D'), files);
    const run = await collect(skip, { cwd, inputs: { 'working-directory': 'firmware/motor' } });
    expect(run.outputs).toMatchObject({
      verdict: 'fail',
      evidence: `firmware/motor/${EVIDENCE}`,
      lcov: 'firmware/motor/target/assay/coverage/lcov.info',
    });
    expect(of(run, 'error')[0]?.properties.file).toBe('firmware/motor/src/lib.rs');
  });

  it.for([
    ['that are not there', () => [['LLVM_COV', '/nowhere/llvm-cov']]],
    ["of another LLVM than the compiler's", (skip) => llvmVariables('19', skip)],
  ] as [string, (skip: TestContext['skip']) => [string, string][]][])(
    'has no verdict with tools %s, says how to get them, and gives no figure',
    async ([, variables], { skip }) => {
      const cwd = covered('ASIL D');
      const run = await collect(skip, { cwd, env: Object.fromEntries(variables(skip)) });
      expect([run.status, evidenceIn(cwd).verdict], run.log).toEqual([2, 'no-verdict']);
      expect(run.outputs).toEqual({
        verdict: 'no-verdict',
        evidence: EVIDENCE,
        findings: expect.stringMatching(/^\d+$/),
        lcov: '',
        line: '',
        branch: '',
        condition: '',
        mcdc: '',
      });
      expect(run.log).toContain('rustup component add llvm-tools');
      expect(of(run, 'error').at(-1)?.message).toContain('there is no verdict');
    },
  );
});

describe('on a pull request', () => {
  /** Functions that nothing tests, in the change that the pull request makes. */
  const untested = (count: number) =>
    Array.from({ length: count }, (_, index) => `\npub fn step_${index}(x: u32) -> u32 {\n    x + ${index}\n}\n`).join(
      '',
    );

  it('annotates ten places of the changed code at most, counts the rest, and passes where no level asks', async ({
    skip,
  }) => {
    const cwd = covered('QM', { 'src/lib.rs': `${governor}${untested(3).replaceAll('step_', 'old_')}` });
    appendFileSync(join(cwd, 'src/lib.rs'), untested(14));
    const base = commit(cwd);
    const run = await collect(skip, { cwd, inputs: { base } });
    expect([run.status, run.outputs.verdict], run.log).toEqual([0, 'pass']);
    const warnings = of(run, 'warning');
    expect(warnings).toHaveLength(9);
    const placed = warnings.filter(({ properties }) => properties.file === 'src/lib.rs');
    // The first line of the first new function's body: three old functions of four lines stand before it.
    expect(placed[0]?.properties.line).toBe(String(6 + 3 * 4 + 3));
    expect(warnings.map(({ message }) => message).join('\n')).not.toContain('old_');
    expect(warnings.at(-1)?.message).toMatch(/6 more/);
    expect(evidenceIn(cwd).findings).toHaveLength(14);
    expect(run.outputs.findings).toBe('14');
    expect(evidenceIn(cwd).facts.changed.base).toBe(base);
  });

  it('says nothing of a change that the tests reach', async ({ skip }) => {
    const cwd = covered('ASIL D');
    appendFileSync(join(cwd, 'src/lib.rs'), '\npub fn idle() -> u32 {\n    0\n}\n');
    appendFileSync(
      join(cwd, 'tests/governor.rs'),
      '\n#[test]\nfn idles() {\n    assert_eq!(governor::idle(), 0);\n}\n',
    );
    const run = await collect(skip, { cwd, inputs: { base: commit(cwd) } });
    expect([run.status, of(run, 'warning')], run.log).toEqual([0, []]);
  });

  it.each(['0'.repeat(40), 'nowhere', '--output=injected', '$(touch injected)', '::error::injected'])(
    'has no verdict where the base is unknown, and says that history is needed: %s',
    async (base) => {
      const cwd = covered('QM');
      const run = await runAction(NAME, { cwd, inputs: { base } });
      expectOrderly(NAME, run);
      expect([run.status, run.outputs.verdict], run.log).toEqual([2, 'no-verdict']);
      expect(run.log).toContain('fetch-depth: 0');
      expect(existsSync(join(cwd, 'injected'))).toBe(false);
    },
  );
});

describe('when: asked', () => {
  it('runs nothing where the policy does not ask for coverage, and takes evidence of before away', async ({ skip }) => {
    const cwd = covered('QM');
    await collect(skip, { cwd });
    expect(existsSync(join(cwd, EVIDENCE))).toBe(true);
    const run = await runAction(NAME, { cwd, inputs: { when: 'asked' } });
    expectOrderly(NAME, run);
    expect([run.status, of(run, 'error'), of(run, 'warning')]).toEqual([0, [], []]);
    expect(of(run, 'notice')).toEqual([
      {
        name: 'notice',
        properties: { title: 'collect-coverage: not asked for' },
        message: 'the policy does not ask for the check coverage; nothing ran, and there is no verdict.',
      },
    ]);
    expect(Object.values(run.outputs).join('')).toBe('');
    expect(run.summary).toBe('');
    expect(existsSync(join(cwd, EVIDENCE))).toBe(false);
    expect(readdirSync(join(cwd, 'target/assay/coverage'))).toEqual([]);
  });

  it('runs the check where the policy asks for it', async () => {
    const run = await runAction(NAME, {
      cwd: covered('ASIL A'),
      env: { LLVM_COV: '/nowhere' },
      inputs: { when: 'asked' },
    });
    expectOrderly(NAME, run);
    expect([run.status, run.outputs.verdict]).toEqual([2, 'no-verdict']);
  });

  it('is not let off by a policy that cannot be read', async () => {
    const broken: Edit = { file: 'assay.toml', replace: '[project]', by: '[project' };
    const run = await runAction(NAME, { cwd: smallWorkspace(temporaryFolder(), [broken]), inputs: { when: 'asked' } });
    expectOrderly(NAME, run);
    expect([run.status, run.outputs.verdict]).toEqual([2, 'no-verdict']);
  });

  it('takes no other word', async () => {
    const run = await runAction(NAME, { cwd: covered('QM'), inputs: { when: 'never' } });
    expectOrderly(NAME, run);
    expect([run.status, run.outputs.verdict]).toEqual([2, 'no-verdict']);
    expect(of(run, 'error')[0]?.message).toContain('the input when is none of always, asked: "never"');
  });
});

describe('text from the workspace gives the runner no command', () => {
  const injected = '\\n::error file=x::injected\\r::set-output name=verdict::pass\\n##[error]injected';

  async function expectHarmless(skip: TestContext['skip'], files: Record<string, string>): Promise<ActionRun> {
    const run = await collect(skip, { cwd: covered('ASIL D', files) });
    for (const { properties } of run.commands) expect(properties.file).not.toBe('x');
    for (const output of Object.values(run.outputs)) expect(output).toMatch(/^[\w./-]*$/);
    return run;
  }

  it.for([
    ['a plain one', '::error file=x::##[error]%0A::injected', [1, 'fail']],
    // LCOV has no way to write it.
    ['one with line breaks', injected, [2, 'no-verdict']],
  ] as const)('when it is the name of a file, %s', async ([, name, expected], { skip }) => {
    const run = await expectHarmless(skip, {
      'src/lib.rs': `${governor}\n#[path = "a${name}.rs"]\nmod other;\n`,
      [`src/a${JSON.parse(`"${name}"`)}.rs`]: 'pub fn never() -> u32 {\n    1\n}\n',
    });
    expect([run.status, run.outputs.verdict], run.log).toEqual(expected);
  });

  it('when it is a condition', async ({ skip }) => {
    // A carriage return by itself is not allowed in a source.
    const text = JSON.parse(`"${injected.replaceAll('\\r', '')}"`);
    const run = await expectHarmless(skip, {
      'src/lib.rs': `${governor}\npub fn is_wanted(name: &str) -> bool {\n    name == "${text}" || name.is_empty()\n}\n`,
    });
    expect([run.status, run.outputs.verdict], run.log).toEqual([1, 'fail']);
  });

  it('when a test prints it, and fails', async ({ skip }) => {
    const run = await expectHarmless(skip, {
      'tests/governor.rs': `${governorTests}\n#[test]\nfn prints() {\n    println!("${injected}");\n    eprintln!("${injected}");\n    panic!("${injected}");\n}\n`,
    });
    expect([run.status, run.outputs.verdict], run.log).toEqual([1, 'fail']);
  });

  it('when it is what does not compile', async ({ skip }) => {
    const run = await expectHarmless(skip, { 'src/lib.rs': `${governor}\ncompile_error!("${injected}");\n` });
    expect([run.status, run.outputs.verdict], run.log).toEqual([2, 'no-verdict']);
  });
});

it('ends with status 130 and leaves no evidence when the run is cancelled', async ({ skip }) => {
  const cwd = covered('ASIL D');
  const env = Object.fromEntries(llvmVariables('22', skip));
  const run = await runAction(NAME, { cwd, env, interruptAt: 'building the tests' });
  expect(run.status, run.log).toBe(130);
  expect(existsSync(join(cwd, EVIDENCE))).toBe(false);
});
