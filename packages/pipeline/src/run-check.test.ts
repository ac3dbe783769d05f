import { renderHtml } from '@assay/report';
import { describe, expect, it } from 'vitest';
import { qualify } from './qualify.js';
import { runCheck, runCheckIfAsked } from './run-check.js';
import { at, workshop } from './testing/workshop.js';

const info = { name: 'gears.info', content: 'TN:\n' };
const xml = { name: 'gears.xml', content: '<gears/>\n' };

describe('files for other programs', () => {
  it('stand beside the folder of evidence, and are named by the outcome', async () => {
    const { host, files, request } = workshop({ wanted: true, products: [info, xml] });
    const { products } = await runCheck(host, 'gears', request);
    expect(products).toEqual([
      { name: 'gears.info', path: at('target/assay/gears/gears.info') },
      { name: 'gears.xml', path: at('target/assay/gears/gears.xml') },
    ]);
    expect(products.map(({ path }) => files.get(path))).toEqual([info.content, xml.content]);
  });

  it('follow --evidence-dir', async () => {
    const { host, request } = workshop({ wanted: true, products: [info] });
    const { products, reportPath } = await runCheck(host, 'gears', { ...request, evidenceDir: '/out/evidence' });
    expect(products).toEqual([{ name: 'gears.info', path: '/out/gears/gears.info' }]);
    expect(reportPath).toBe('/out/gears/index.html');
  });

  it('are written by qualify too', async () => {
    const { host, files, request } = workshop({ wanted: true, products: [info] });
    await qualify(host, request);
    expect(files.get(at('target/assay/gears/gears.info'))).toBe(info.content);
  });

  it('never enter the statement', async () => {
    const secret = { name: 'gears.info', content: 'only for other programs' };
    const { host, files, request } = workshop({ wanted: true, products: [secret] });
    const { evidencePath } = await runCheck(host, 'gears', request);
    expect(files.get(evidencePath)).not.toContain(secret.content);
  });

  it('are there before the statement that speaks of them', async () => {
    const { host, deeds, request } = workshop({ wanted: true, products: [info] });
    await runCheck(host, 'gears', request);
    const order = ['gears/gears.info', 'evidence/gears.json', 'gears/index.html'];
    expect(deeds).toEqual(order.map((file) => `write ${at(`target/assay/${file}`)}`));
  });

  it('of an earlier run are gone before the check begins, and nothing else is', async () => {
    const old = { 'target/assay/gears/gears.info': 'old', 'target/assay/gears/index.html': 'old' };
    const kept = { 'target/assay/gears/notes.txt': 'mine', 'target/assay/bolts/gears.info': 'mine' };
    const seen: string[] = [];
    const { host, files, request } = workshop({
      wanted: true,
      files: { ...old, ...kept },
      meanwhile: () => seen.push(...Object.keys({ ...old, ...kept }).filter((file) => files.has(at(file)))),
    });
    await runCheck(host, 'gears', request);
    expect(seen).toEqual(Object.keys(kept));
  });

  it('of an earlier run are gone when this one comes to nothing', async () => {
    const { host, files, request } = workshop({
      wanted: true,
      files: { 'assay.toml': '[project\n', 'target/assay/gears/gears.info': 'old' },
    });
    await expect(runCheck(host, 'gears', request)).rejects.toThrow('this is not TOML');
    expect(files.has(at('target/assay/gears/gears.info'))).toBe(false);
  });

  it.each(['other.info', 'index.html', '../../../Cargo.toml'])(
    'are not written when the check does not say that it makes them: %s',
    async (name) => {
      const { host, deeds, request } = workshop({ wanted: true, products: [info, { name, content: '' }] });
      await expect(runCheck(host, 'gears', request)).rejects.toThrow(`the check gears made ${name}`);
      expect(deeds).toEqual([]);
    },
  );
});

describe('a check that runs only where the policy asks for it', () => {
  const old = { 'target/assay/evidence/gears.json': 'old', 'target/assay/gears/gears.info': 'old' };

  it('runs there as it always does', async () => {
    const { host, request } = workshop({ wanted: true, products: [info] });
    const outcome = await runCheckIfAsked(host, 'gears', request);
    expect(outcome).toEqual(await runCheck(host, 'gears', request));
    expect(outcome).toMatchObject({ verdict: 'pass' });
  });

  it('does nothing elsewhere but take away what an earlier run left', async () => {
    const { host, deeds, request } = workshop({ wanted: false, files: old });
    const prepared: unknown[] = [];
    expect(await runCheckIfAsked(host, 'gears', request, async (world) => void prepared.push(world))).toBeUndefined();
    expect(prepared).toEqual([]);
    expect(deeds).toEqual(Object.keys(old).map((file) => `remove ${at(file)}`));
  });

  it('is not let off by a policy that cannot be read', async () => {
    const { host, request } = workshop({ wanted: false, files: { 'assay.toml': '[project\n' } });
    await expect(runCheckIfAsked(host, 'gears', request)).rejects.toThrow('this is not TOML');
  });
});

describe('the page on one check', () => {
  it('is written for a check that marks sources, with their texts', async () => {
    const { host, files, request } = workshop({ wanted: true });
    const { report, reportPath } = await runCheck(host, 'gears', request);
    expect(reportPath).toBe(at('target/assay/gears/index.html'));
    expect(files.get(at('target/assay/gears/index.html'))).toBe(renderHtml(report));
    expect([...(report.texts ?? [])]).toEqual([['src/lib.rs', 'fn turn() {}\n']]);
  });

  it('is not written for others', async () => {
    const { host, deeds, request } = workshop({ wanted: true });
    expect((await runCheck(host, 'bolts', request)).reportPath).toBeUndefined();
    expect(deeds).toEqual([`write ${at('target/assay/evidence/bolts.json')}`]);
  });

  it.each([
    ['changed', 'fn turned() {}\n'],
    ['removed', undefined],
  ])('leaves out a source that was %s since it was judged', async (_, content) => {
    const { host, files, request } = workshop({
      wanted: true,
      files: { 'src/main.rs': 'fn main() {}\n' },
      meanwhile: () => {
        if (content === undefined) files.delete(at('src/lib.rs'));
        else files.set(at('src/lib.rs'), content);
      },
    });
    const { report, verdict } = await runCheck(host, 'gears', request);
    expect([...(report.texts ?? [])]).toEqual([['src/main.rs', 'fn main() {}\n']]);
    expect(verdict).toBe('pass');
  });

  it('is written when nothing could be judged, and says so', async () => {
    const { host, files, request } = workshop({ wanted: true });
    files.delete(at('src/lib.rs'));
    const { verdict, reportPath } = await runCheck(host, 'gears', request);
    expect(verdict).toBe('no-verdict');
    expect(files.get(reportPath ?? '')).toContain('no-verdict');
  });
});
