import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { qualify } from './qualify.js';
import { at, workshop } from './testing/workshop.js';

const evidenceOf = (name: string) => at(`target/assay/evidence/${name}.json`);
const namesIn = ({ report }: Awaited<ReturnType<typeof qualify>>) =>
  report.statements.map(({ predicate }) => predicate.check);

describe('a check that the policy asks for', () => {
  it('runs, and its evidence is in the bundle', async () => {
    const { host, files, request } = workshop({ wanted: true });
    const outcome = await qualify(host, request);
    expect(namesIn(outcome)).toEqual(['bolts', 'gears', 'policy']);
    expect(outcome).toMatchObject({ verdict: 'pass', notAsked: [], bundle: { notAsked: [] } });
    expect(outcome.bundle?.verification.notes).toEqual([]);
    expect(files.has(evidenceOf('gears'))).toBe(true);
  });
});

describe('a check that the policy does not ask for', () => {
  it('does not run, is not missed in the bundle, and is named with the reason', async () => {
    const runs: string[] = [];
    const { host, files, request } = workshop({ wanted: false, meanwhile: () => runs.push('gears') });
    const outcome = await qualify(host, request);
    expect(runs).toEqual([]);
    expect(files.has(evidenceOf('gears'))).toBe(false);
    expect(namesIn(outcome)).toEqual(['bolts', 'policy']);
    expect(outcome).toMatchObject({ verdict: 'pass', notAsked: ['gears'], bundle: { notAsked: ['gears'] } });
    expect(outcome.bundle?.verification).toMatchObject({
      verdict: 'pass',
      problems: [],
      notes: ['not asked for by the policy: gears'],
    });
  });

  it('leaves nothing of an earlier run to be taken for evidence of this one', async () => {
    const stale = ['evidence/gears.json', 'evidence/gears.facts.json', 'gears/gears.info', 'gears/index.html'];
    const kept = 'target/assay/gears/notes.txt';
    const { host, files, request } = workshop({
      wanted: false,
      files: { ...Object.fromEntries(stale.map((file) => [`target/assay/${file}`, 'old'])), [kept]: 'mine' },
    });
    await qualify(host, request);
    expect(stale.filter((file) => files.has(at(`target/assay/${file}`)))).toEqual([]);
    expect(files.get(at(kept))).toBe('mine');
  });

  it('runs where --only names it, and no bundle is made of that', async () => {
    const { host, files, request } = workshop({ wanted: false });
    const outcome = await qualify(host, { ...request, only: ['gears'] });
    expect(namesIn(outcome)).toEqual(['gears']);
    expect(outcome).toMatchObject({ verdict: 'pass', notAsked: [] });
    expect(outcome.bundle).toBeUndefined();
    expect(files.has(at('target/assay/bundle.zip'))).toBe(false);
  });

  it('makes the result partial where --only names it beside all others', async () => {
    const { host, request } = workshop({ wanted: false });
    const outcome = await qualify(host, { ...request, only: ['bolts', 'gears'] });
    expect(namesIn(outcome)).toEqual(['bolts', 'gears']);
    expect(outcome.bundle).toBeUndefined();
  });

  it('is not missed where --skip names it', async () => {
    const { host, request } = workshop({ wanted: false });
    const outcome = await qualify(host, { ...request, skip: ['gears'] });
    expect(outcome.bundle?.verification.verdict).toBe('pass');
    expect(outcome.notAsked).toEqual(['gears']);
    expect(outcome.report.notAsked).toEqual(['gears']);
  });

  it('is no check to run when it alone is left', async () => {
    const { host, request } = workshop({ wanted: false });
    const left = qualify(host, { ...request, skip: ['bolts'] });
    await expect(left).rejects.toThrow(UserError);
    await expect(left).rejects.toThrow('no check is left to run: the policy does not ask for gears');
  });
});

describe('a part of what the policy asks for', () => {
  it.each([{ only: ['bolts'] }, { skip: ['gears'] }])('is partial: %j', async (part) => {
    const { host, files, request } = workshop({ wanted: true });
    const outcome = await qualify(host, { ...request, ...part });
    expect(namesIn(outcome)).toEqual(['bolts']);
    // It is asked for and did not run: that is not "not asked for".
    expect(outcome.notAsked).toEqual([]);
    expect(outcome.bundle).toBeUndefined();
    expect(files.has(at('target/assay/report/index.html'))).toBe(true);
  });

  it('is refused for names of no check, before anything of an earlier run is removed', async () => {
    const { host, deeds, request } = workshop({ wanted: true, files: { 'target/assay/bundle.zip': 'old' } });
    await expect(qualify(host, { ...request, only: ['cogs'] })).rejects.toThrow('there is no check "cogs"');
    expect(deeds).toEqual([]);
  });
});

describe('the texts of marked sources', () => {
  it.each([{}, { only: ['gears'] }])('are in the report, partial or not: %j', async (part) => {
    const { host, request } = workshop({ wanted: true });
    const { report } = await qualify(host, { ...request, ...part });
    expect([...(report.texts ?? [])]).toEqual([['src/lib.rs', 'fn turn() {}\n']]);
  });
});
