import { PLAN } from '@assay/bundle';
import { canonicalJson, sha256 } from '@assay/evidence';
import { renderHtml } from '@assay/report';
import { describe, expect, it } from 'vitest';
import { bundleEvidence } from './bundle-evidence.js';
import { qualify } from './qualify.js';
import { runCheck } from './run-check.js';
import { at, workshop } from './testing/workshop.js';

describe('a bundle of evidence that checks left one by one', () => {
  it('holds that of every check that the policy asks for', async () => {
    const { host, request } = workshop({ wanted: true });
    for (const name of ['bolts', 'gears']) await runCheck(host, name, request);
    const { verdict, verification } = await bundleEvidence(host, request);
    expect(verdict).toBe('pass');
    expect(verification.statements.map(({ predicate }) => predicate.check)).toEqual(['bolts', 'gears', 'policy']);
  });

  it('is not made where such evidence is missing', async () => {
    const { host, files, request } = workshop({ wanted: true });
    await runCheck(host, 'bolts', request);
    await expect(bundleEvidence(host, request)).rejects.toThrow('evidence is missing: gears');
    expect(files.has(at('target/assay/bundle.zip'))).toBe(false);
  });

  it('needs and takes none of a check that the policy does not ask for', async () => {
    const { host, request } = workshop({ wanted: false });
    await runCheck(host, 'bolts', request);
    const without = await bundleEvidence(host, request);
    // The check was run by its own command all the same.
    await runCheck(host, 'gears', request);
    const beside = await bundleEvidence(host, request);
    expect(beside.notAsked).toEqual(['gears']);
    expect(beside.report.notAsked).toEqual(['gears']);
    expect(beside.verification.notes).toEqual(['not asked for by the policy: gears']);
    expect(beside.sha256).toBe(without.sha256);
  });

  it('is the one that qualify makes at once', async () => {
    const { host, request } = workshop({ wanted: true });
    const atOnce = await qualify(host, request);
    for (const name of ['bolts', 'gears']) await runCheck(host, name, request);
    expect((await bundleEvidence(host, request)).sha256).toBe(atOnce.bundle?.sha256);
  });
});

describe('files that checks left beside the evidence', () => {
  const info = { name: 'gears.info', content: 'turns\n' };

  it('are in the bundle, as the evidence names them', async () => {
    const { host, request } = workshop({ wanted: true, products: [info] });
    const { bundle } = await qualify(host, request);
    const gears = bundle?.verification.statements.find(({ predicate }) => predicate.check === 'gears');
    expect(gears?.predicate.products).toEqual([{ name: 'gears.info', sha256: sha256(info.content) }]);
    expect(bundle?.verification.problems).toEqual([]);
  });

  it.each([
    ['missing', undefined, 'target/assay/gears/gears.info is missing; the evidence of gears names it'],
    ['changed', 'stands\n', 'target/assay/gears/gears.info is not the file that the evidence of gears names'],
  ])('are refused when one is %s', async (_, content, expected) => {
    const { host, files, request } = workshop({ wanted: true, products: [info] });
    await qualify(host, request);
    const file = at('target/assay/gears/gears.info');
    if (content === undefined) files.delete(file);
    else files.set(file, content);
    await expect(bundleEvidence(host, request)).rejects.toThrow(expected);
    expect(files.has(at('target/assay/bundle.zip'))).toBe(false);
  });

  it('are a plan only where it was made from what the evidence rests on', async () => {
    const { host, files, request } = workshop({ wanted: false });
    await runCheck(host, 'bolts', request);
    const inputs = [{ path: 'bolts.txt', sha256: sha256('all tight\n') }];
    const plan = { kind: 'assay-msrv-plan', version: 1, inputs, lock: null };
    const file = at(`target/assay/${PLAN}`);
    files.set(file, canonicalJson(plan));
    const { notes, verification } = await bundleEvidence(host, request);
    expect({ notes, problems: verification.problems }).toEqual({ notes: [], problems: [] });
    expect(verification.statements.at(-1)?.predicate.products?.map(({ name }) => name)).toEqual([PLAN]);

    files.set(file, canonicalJson({ ...plan, inputs: [{ path: 'bolts.txt', sha256: '0'.repeat(64) }] }));
    const without = await bundleEvidence(host, request);
    expect(without.notes).toEqual([
      'not in the bundle: target/assay/plan/msrv-plan.json, which was made from another bolts.txt than the evidence',
    ]);
    expect(without.verification.statements.at(-1)?.predicate.products).toBeUndefined();
  });
});

describe('the report in a bundle', () => {
  it('has the texts of the sources that are text, and verifies from the copies in the bundle', async () => {
    const latin = new Uint8Array([0x2f, 0x2f, 0x20, 0xe9]);
    const { host, files, request } = workshop({ wanted: true, files: { 'src/latin.rs': latin } });
    const { report, bundle } = await qualify(host, request);
    expect([...(report.texts ?? [])]).toEqual([['src/lib.rs', 'fn turn() {}\n']]);
    expect(bundle?.verification.problems).toEqual([]);
    expect(files.get(at('target/assay/report/index.html'))).toBe(renderHtml(report));
  });
});
