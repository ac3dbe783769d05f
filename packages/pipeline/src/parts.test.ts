import { verifyBundle } from '@assay/bundle';
import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { bundleEvidence } from './bundle-evidence.js';
import { withPolicyCheck } from './checks.js';
import { qualify } from './qualify.js';
import { runCheck, runCheckIfAsked, runParts } from './run-check.js';
import { memoryHost } from './testing/memory-host.js';
import { type WheelsOptions, wheels } from './testing/wheels.js';
import { at, bolts, REQUEST } from './testing/workshop.js';
import { verificationTerms } from './verify-evidence.js';

function garage(
  names: readonly string[],
  { files = {}, ...options }: WheelsOptions & { files?: Record<string, string> } = {},
) {
  const project = '[project]\nname = "garage"\nstandard = "ISO 26262"\nlevel = "QM"\n\n[baseline]\nrust = "1.85.0"\n';
  const given: Record<string, string> = {
    'Cargo.toml': '[package]\nname = "garage"\n',
    'bolts.txt': 'all tight\n',
    'assay.toml': names.length === 0 ? project : `${project}\n[wheels]\nnames = ${JSON.stringify(names)}\n`,
    ...Object.fromEntries(names.map((name) => [`wheels/${name}`, 'round\n'])),
    ...files,
  };
  const memory = memoryHost(Object.fromEntries(Object.entries(given).map(([file, content]) => [at(file), content])));
  return { ...memory, request: { ...REQUEST, checks: [bolts, wheels(options)] } };
}

const evidence = (name: string) => at(`target/assay/evidence/${name}.json`);

describe('a check with parts', () => {
  it('leaves evidence of each, and the bundle holds all of them, by name', async () => {
    const { host, files, request } = garage(['rear', 'front']);
    const { bundle, verdict } = await qualify(host, request);
    expect(verdict).toBe('pass');
    expect(bundle?.verification.statements.map(({ predicate }) => predicate.check)).toEqual([
      'bolts',
      'wheels-front',
      'wheels-rear',
      'policy',
    ]);
    expect(files.get(at('target/assay/wheels-front/round.txt'))).toBe('round\n');
  });

  it('examines one after the other', async () => {
    const told: string[] = [];
    const { host, request } = garage(['front', 'rear'], { tell: (word) => told.push(word) });
    await qualify(host, request);
    expect(told).toEqual(['begin front', 'end front', 'begin rear', 'end rear']);
  });

  it('is not asked for where the policy names none', async () => {
    const { host, request } = garage([]);
    expect((await qualify(host, request)).notAsked).toEqual(['wheels']);
    expect(await runCheckIfAsked(host, 'wheels', request)).toBeUndefined();
    await expect(runParts(host, 'wheels', request)).rejects.toThrow('the policy names no wheel');
    await expect(qualify(host, { ...request, only: ['wheels'] })).rejects.toThrow(UserError);
  });

  it('runs one alone, and leaves the evidence of the others', async () => {
    const { host, files, request } = garage(['front', 'rear']);
    await runParts(host, 'wheels', request);
    const before = files.get(evidence('wheels-rear'));
    const { left } = await runParts(host, 'wheels', request, ['front']);
    expect(left.map(({ statement }) => statement.predicate.check)).toEqual(['wheels-front']);
    expect(left.map(({ evidencePath }) => evidencePath)).toEqual([evidence('wheels-front')]);
    expect(files.get(evidence('wheels-rear'))).toBe(before);
  });

  it('refuses a part that the policy does not name, and says which it is like', async () => {
    const { host, request } = garage(['front', 'rear']);
    await expect(runParts(host, 'wheels', request, ['frontt'])).rejects.toThrow('the policy names no wheel "frontt"');
  });

  it('runs those that are named, in their order, and leaves the evidence of the others', async () => {
    const told: string[] = [];
    const { host, files, request } = garage(['front', 'rear', 'spare'], { tell: (word) => told.push(word) });
    await runParts(host, 'wheels', request);
    const before = files.get(evidence('wheels-front'));
    told.length = 0;
    const { left, report, verdict } = await runParts(host, 'wheels', request, ['spare', 'rear']);
    expect(told).toEqual(['begin spare', 'end spare', 'begin rear', 'end rear']);
    expect(left.map(({ evidencePath }) => evidencePath)).toEqual([evidence('wheels-spare'), evidence('wheels-rear')]);
    expect([verdict, report.statements.length, files.get(evidence('wheels-front'))]).toEqual(['pass', 2, before]);
  });

  it('has left the evidence of one before the next begins, and goes on where one fails', async () => {
    let seen: string[] = [];
    const { host, files, request } = garage(['front', 'rear'], {
      tell: (word) => {
        if (word === 'begin rear') seen = [...files.keys()].filter((file) => file.includes('/evidence/'));
      },
    });
    files.delete(at('wheels/front'));
    const { verdict, left } = await runParts(host, 'wheels', request, ['front', 'rear']);
    expect(seen).toEqual([evidence('wheels-front')]);
    expect([verdict, ...left.map(({ statement }) => statement.predicate.verdict)]).toEqual([
      'no-verdict',
      'no-verdict',
      'pass',
    ]);
  });

  it('runs none where one of those that are named is not in the policy, and none of them keeps old evidence', async () => {
    const { host, files, request } = garage(['front', 'rear']);
    await runParts(host, 'wheels', request);
    await expect(runParts(host, 'wheels', request, ['front', '../rear'])).rejects.toThrow('no wheel "../rear"');
    expect([files.has(evidence('wheels-front')), files.has(evidence('wheels-rear'))]).toEqual([false, true]);
  });

  it('removes what an earlier run left of any part, and no other file', async () => {
    const left = ['evidence/wheels-spare.json', 'evidence/wheels-spare.facts.json', 'wheels-spare/round.txt'];
    const kept = ['evidence/wheels.txt', 'evidence/wheelsmith.json', 'wheels-spare/notes.txt'];
    const stale = Object.fromEntries([...left, ...kept].map((file) => [`target/assay/${file}`, 'old']));
    const { host, files, request } = garage(['front'], { files: stale });
    await qualify(host, request);
    const there = (file: string) => files.has(at(`target/assay/${file}`));
    expect(left.filter(there)).toEqual([]);
    expect(kept.filter(there)).toEqual(kept);
  });
});

describe('a bundle of a check with parts', () => {
  it('is not made where a part left no evidence, and says how to get it', async () => {
    const { host, request } = garage(['front', 'rear']);
    await runCheck(host, 'bolts', request);
    await runParts(host, 'wheels', request, ['front']);
    const refused = bundleEvidence(host, request);
    await expect(refused).rejects.toThrow('evidence is missing: wheels-rear');
    await expect(refused).rejects.toMatchObject({
      remedy: 'run assay wheels --wheel rear first, with the same --evidence-dir',
    });
  });

  it('takes none of a part that the policy does not name', async () => {
    const { host, request } = garage(['front'], { files: { 'target/assay/evidence/wheels-spare.json': '{}' } });
    await runCheck(host, 'bolts', request);
    await runParts(host, 'wheels', request, ['front']);
    const { verification } = await bundleEvidence(host, request);
    expect(verification.statements.map(({ predicate }) => predicate.check)).toEqual([
      'bolts',
      'wheels-front',
      'policy',
    ]);
  });

  it('is refused where evidence of one part stands under the name of another', async () => {
    const { host, request } = garage(['front', 'rear'], { called: () => 'front' });
    await expect(qualify(host, request)).rejects.toThrow(
      `evidence/wheels-rear.json:predicate.facts: speak of the wheel "front"; the entry's name says "rear"`,
    );
  });

  it('is refused where it does not tell what its facts leave open', async () => {
    const { host, request } = garage(['front'], { uncounted: true });
    await expect(qualify(host, request)).rejects.toThrow(
      'evidence/wheels-front.json:predicate.gaps: lack a gap that follows from the facts: the spokes of front, nobody counted them',
    );
  });

  it('is told to be another where it lacks a part, or has one too many', async () => {
    const { host, files, request } = garage(['front', 'rear']);
    await qualify(host, request);
    const bytes = files.get(at('target/assay/bundle.zip')) as Uint8Array;
    const world = host.world('/');
    const verify = (checks: Parameters<typeof withPolicyCheck>[0]) =>
      verifyBundle(bytes, verificationTerms(world, withPolicyCheck(checks)));
    expect(verify(request.checks).verdict).toBe('pass');
    const blind = { ...wheels(), parts: { ...wheels().parts, of: () => ['front', 'spare'] } } as ReturnType<
      typeof wheels
    >;
    const { problems } = verify([bolts, blind]);
    expect(problems.map(({ where, what }) => `${where}: ${what}`)).toEqual(
      expect.arrayContaining([
        'evidence/wheels-spare.json: is missing: the check wheels-spare left no evidence',
        'evidence/wheels-rear.json: is evidence of a check that assay.toml does not ask for: wheels-rear',
      ]),
    );
  });
});
