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
