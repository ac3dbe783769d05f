import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { runCheck, runParts } from './run-check.js';
import { memoryHost } from './testing/memory-host.js';
import { type WheelsOptions, wheels } from './testing/wheels.js';
import { at, bolts, REQUEST } from './testing/workshop.js';
import { verifyCheckEvidence } from './verify-check.js';

const POLICY = at('assay.toml');
const policyOf = (names: readonly string[]) =>
  `[project]\nname = "garage"\nstandard = "ISO 26262"\nlevel = "QM"\n\n[baseline]\nrust = "1.85.0"\n\n[wheels]\nnames = ${JSON.stringify(names)}\n`;

type Variables = Record<string, string>;

/** What GitHub's runner tells a process of this run. */
const ofRun = (id: number): Variables => ({
  GITHUB_ACTIONS: 'true',
  GITHUB_REPOSITORY: 'acme/garage',
  GITHUB_RUN_ID: String(id),
});

/** A workspace with these wheels, whose check has run on all of them. */
async function tried(names: readonly string[], options: WheelsOptions = {}, environment: Variables = {}) {
  const given = {
    [at('Cargo.toml')]: '[package]\nname = "garage"\n',
    [at('bolts.txt')]: 'all tight\n',
    [POLICY]: policyOf(names),
    ...Object.fromEntries(names.map((name) => [at(`wheels/${name}`), 'round\n'])),
  };
  const { host, files } = memoryHost(given, undefined, environment);
  const request = { ...REQUEST, checks: [bolts, wheels(options)] };
  await runParts(host, 'wheels', request);
  return { host, files, verify: () => verifyCheckEvidence(host, 'wheels', request), request };
}

const evidence = (name: string) => at(`target/assay/evidence/${name}.json`);

/** Changes text in a file that must hold it. */
function change(files: Map<string, string | Uint8Array>, file: string, from: string, to: string): void {
  const text = files.get(file);
  if (typeof text !== 'string' || !text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  files.set(file, text.replaceAll(from, to));
}

describe('the evidence of the parts of a check', () => {
  it('passes where all of it is there and follows from its facts', async () => {
    const { verify } = await tried(['front', 'rear']);
    const { verdict, reason, missing, problems, statements } = await verify();
    expect({ verdict, reason, missing, problems }).toEqual({
      verdict: 'pass',
      reason: '2 statements passed',
      missing: [],
      problems: [],
    });
    expect(statements.map(({ predicate }) => predicate.check)).toEqual(['wheels-front', 'wheels-rear']);
  });

  it('has no verdict where some is missing, and says which', async () => {
    const { verify, files } = await tried(['front', 'rear', 'spare']);
    files.delete(evidence('wheels-spare'));
    files.delete(evidence('wheels-front'));
    expect(await verify()).toMatchObject({
      verdict: 'no-verdict',
      reason: 'evidence is missing: wheels-front, wheels-spare',
      missing: ['wheels-front', 'wheels-spare'],
      problems: [],
    });
  });

  it('has no verdict where there is none at all, nor even a folder', async () => {
    const { verify, files } = await tried(['front']);
    files.delete(evidence('wheels-front'));
    for (const file of [...files.keys()]) if (file.includes('/target/')) files.delete(file);
    expect(await verify()).toMatchObject({ verdict: 'no-verdict', missing: ['wheels-front'], statements: [] });
  });

  it('names twenty of those that are missing, and counts the others', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `w${10 + index}`);
    const { verify, files } = await tried(names);
    for (const name of names) files.delete(evidence(`wheels-${name}`));
    const { reason, missing } = await verify();
    expect(missing).toHaveLength(30);
    expect(reason).toMatch(/wheels-w29, and 10 more$/);
  });

  it('has no verdict where one part has none, and tells why', async () => {
    const { verify, files, host, request } = await tried(['front', 'rear']);
    files.delete(at('wheels/front'));
    await runParts(host, 'wheels', request);
    expect(await verify()).toMatchObject({ verdict: 'no-verdict', reason: 'wheels-front: no-verdict, 1 gap' });
  });

  it.each([
    ['a verdict that does not follow', '"verdict": "pass"', '"verdict": "fail"', 'predicate.verdict'],
    ['facts of another part', '"wheel": "front"', '"wheel": "rear"', 'predicate.facts'],
    ['facts that are none', '"wheel": "front"', '"wheel": 7', 'predicate.facts.wheel'],
    ['another form than Assay writes', '\n', '\n\n', 'evidence/wheels-front.json'],
    ['a name that is not its own', '"check": "wheels-front"', '"check": "wheels-rear"', 'predicate.check'],
    ['another day than the others', '"asOf": "1970', '"asOf": "1969', 'predicate.asOf'],
    ['no JSON', '{', '', 'evidence/wheels-front.json'],
  ])('is refused for %s', async (_, from, to, where) => {
    const { verify, files } = await tried(['front', 'rear']);
    change(files, evidence('wheels-front'), from, to);
    const { verdict, problems, reason } = await verify();
    expect(verdict).toBe('fail');
    expect(reason).toContain('not what it claims');
    expect(problems.map((problem) => problem.where).join('\n')).toContain(where);
  });

  it('is refused where the policy is another now', async () => {
    const { verify, files } = await tried(['front', 'rear']);
    change(files, POLICY, 'QM', 'ASIL B');
    const { verdict, problems } = await verify();
    expect(verdict).toBe('fail');
    expect(problems.map(({ what }) => what)).toContainEqual(expect.stringContaining('does not list the policy'));
  });

  it('is refused for a part that the policy does not name', async () => {
    const { verify, files } = await tried(['front']);
    files.set(evidence('wheels-spare'), files.get(evidence('wheels-front')) ?? '');
    const { verdict, problems } = await verify();
    expect(verdict).toBe('fail');
    expect(problems.map(({ what }) => what)).toContainEqual(expect.stringContaining('does not ask for: wheels-spare'));
  });

  it('is refused where a file is not what was read any more', async () => {
    const { verify, files } = await tried(['front']);
    files.set(at('wheels/front'), 'flat\n');
    await expect(verify()).rejects.toThrow('wheels/front has changed since the evidence was made');
  });

  it('leaves out what calls itself evidence of another check', async () => {
    const { verify, files } = await tried(['front']);
    files.set(evidence('bolts'), 'nonsense');
    files.set(at('target/assay/evidence/wheelsmith.json'), 'nonsense');
    expect((await verify()).verdict).toBe('pass');
  });
});

describe('the run that evidence is of', () => {
  const runs = 'https://github.com/acme/garage/actions/runs';

  it('is this one, whatever the attempt', async () => {
    const { verify } = await tried(['front', 'rear'], {}, { ...ofRun(4711), GITHUB_RUN_ATTEMPT: '1' });
    expect(await verify()).toMatchObject({ verdict: 'pass', problems: [] });
  });

  it.each<[string, Variables, Variables, string]>([
    ['another', ofRun(4711), ofRun(9), `is of the run ${runs}/4711, and this is the run ${runs}/9`],
    ['none', {}, ofRun(9), `is of no run of a CI service, and this is the run ${runs}/9`],
    ['one, and this is none', ofRun(4711), {}, `is of the run ${runs}/4711, and this is no run of a CI service`],
  ])('is %s: all of it is refused', async (_, then, now, what) => {
    const environment = { ...then };
    const { verify } = await tried(['front', 'rear'], {}, environment);
    for (const name of Object.keys(then)) delete environment[name];
    Object.assign(environment, now);
    const { verdict, reason, problems } = await verify();
    expect([verdict, reason]).toEqual(['fail', 'the evidence is not of this run: 2 statements']);
    expect(problems.map((problem) => [problem.where, problem.what])).toEqual([
      ['evidence/wheels-front.json:predicate.run', what],
      ['evidence/wheels-rear.json:predicate.run', what],
    ]);
  });
});

describe('what is asked to be verified', () => {
  it('is one check without parts as well', async () => {
    const { host, request } = await tried(['front']);
    await runCheck(host, 'bolts', request);
    const { verdict, statements } = await verifyCheckEvidence(host, 'bolts', request);
    expect([verdict, statements.map(({ predicate }) => predicate.check)]).toEqual(['pass', ['bolts']]);
  });

  it('must be a check, and one that the policy asks for', async () => {
    const { host, request, files } = await tried(['front']);
    await expect(verifyCheckEvidence(host, 'wheel', request)).rejects.toThrow('there is no check "wheel"');
    await expect(verifyCheckEvidence(host, '../x', request)).rejects.toThrow(UserError);
    files.set(POLICY, policyOf([]));
    await expect(verifyCheckEvidence(host, 'wheels', request)).rejects.toThrow(
      'the policy does not ask for the check wheels',
    );
  });
});
