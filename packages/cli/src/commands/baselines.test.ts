import { UserError } from '@assay/evidence';
import { fakeWorld, type Host } from '@assay/host';
import { baselines } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { baselinesCommand } from './baselines.js';

/** What the command prints on a day, and its exit status. */
async function run(names: string[], { day = '2027-03-01', format = 'human' as 'human' | 'json' } = {}) {
  let printed = '';
  const world = fakeWorld({ now: new Date(day).getTime() });
  const status = await baselinesCommand(
    {
      host: { world: () => world } as Partial<Host> as Host,
      terminal: { print: (text) => (printed += text), note: () => {}, color: false, width: 100 },
    },
    names,
    { format },
  );
  return { status, printed };
}

describe('assay msrv baselines', () => {
  it('lists every baseline in a line, with its release, what it is of, its support, and how the release is known', async () => {
    const { status, printed } = await run([]);
    const lines = printed.split('\n');
    expect(status).toBe(0);
    expect(lines.slice(1, baselines.length + 1).map((line) => line.split(' ')[0])).toEqual(
      baselines.map(({ id }) => id),
    );
    expect(lines.find((line) => line.startsWith('debian-13 '))?.split(/ {2,}/)).toEqual([
      'debian-13',
      '1.85.0',
      'Debian 13 trixie rustc',
      'until 2030-06-30: LTS',
      'confirmed second-hand',
    ]);
    expect(printed).not.toContain('the newest release');
  });

  it('tells those that are asked for in full, with the sources', async () => {
    const { printed } = await run(['yocto-5.0', 'aosp-snapshot']);
    expect(printed).toContain('yocto-5.0: Rust 1.75.0, Yocto 5.0 scarthgap (LTS)\n  release: confirmed, openembedded/');
    expect(printed).toContain('support: until 2028-04-30: LTS\n    confirmed second-hand, endoflife-date/');
    expect(printed).toContain('Android: AOSP soong');
    expect(printed).toContain('support: end unknown');
  });

  it.each([[[]], [['rhel', 'ferrocene-26.08']]])('says why one cannot be named: %j', async (names) => {
    const { printed } = await run(names);
    expect(printed).toContain('cannot be named: its release changes');
    expect(printed).toContain('cannot be named: no exact release is established');
  });

  it.each([
    ['2027-11-01', 'support: until 2028-06-30: LTS'],
    ['2028-03-01', 'support: ends soon, 2028-06-30: LTS'],
    ['2028-07-01', 'support: ended 2028-06-30: LTS'],
  ])('on %s: %s', async (day, line) => {
    expect((await run(['debian-12'], { day })).printed).toContain(line);
  });

  it('answers with the newest release that all have', async () => {
    const { status, printed } = await run(['ferrocene-26.05', 'yocto-5.0', 'debian-13']);
    expect(status).toBe(0);
    expect(printed).toMatch(/\nthe newest release that all of these have: 1\.75\.0, held by yocto-5\.0$/);
  });

  it('has no answer where one has no exact release', async () => {
    const { status, printed } = await run(['yocto-5.0', 'rhel']);
    expect(status).toBe(2);
    expect(printed).toMatch(/have is not known: no exact release that stays is established for rhel$/);
  });

  it('gives the same as JSON', async () => {
    const { printed } = await run(['debian-12', 'ubuntu-24.04', 'debian-12'], { format: 'json' });
    const { baselines: listed, commonRelease } = JSON.parse(printed);
    expect(commonRelease).toEqual({ rust: '1.63.0', heldBy: ['debian-12'] });
    expect(listed).toMatchObject([
      { id: 'debian-12', rust: '1.63.0', cargo: '1.65.0', support: 'supported', namingObstacle: null },
      { id: 'ubuntu-24.04', endOfSupport: { date: '2029-05-31' } },
    ]);
    const all = JSON.parse((await run([], { format: 'json' })).printed);
    expect(all.baselines.length).toBe(baselines.length);
    expect(all.commonRelease).toBeNull();
  });

  it('refuses an unknown name, with the nearest one', async () => {
    await expect(run(['debain-12'])).rejects.toThrow(UserError);
    await expect(run(['debain-12'])).rejects.toThrow('there is no baseline "debain-12"; did you mean "debian-12"?');
    await expect(run(['__proto__'])).rejects.toThrow('there is no baseline "__proto__"');
  });
});
