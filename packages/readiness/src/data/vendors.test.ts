import { baselineNamed } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { VendorCoverage } from '../record.js';
import { VendorData, vendorData } from './vendor-data.js';
import { coverage, vendorNames, vendorsOf } from './vendors.js';

describe('the data about vendors', () => {
  it('has the form that the code gives it, with source, date and confidence', () => {
    expect(VendorData.safeParse(vendorData).error).toBeUndefined();
  });

  it('speaks of toolchains that the baselines hold', () => {
    const ids = [
      ...vendorData.certified.map(({ from }) => from),
      ...vendorData.coverage.flatMap(({ from, until, listed }) => [from, until, listed?.from, listed?.to]),
    ];
    for (const id of ids) if (id !== undefined) expect(baselineNamed(id)?.qualifiedTo, id).toBeDefined();
  });

  it('gives what a record takes', () => {
    for (const { target } of vendorData.coverage) {
      const all = vendorsOf(target, '1.95.0');
      expect(all.length).toBeGreaterThan(0);
      for (const one of all) expect(VendorCoverage.safeParse(one).error).toBeUndefined();
    }
  });
});

describe('vendorsOf', () => {
  it('gathers a target through the toolchains that cover it, the one of the release first', () => {
    const found = vendorsOf('thumbv7em-none-eabihf', '1.95.0');
    expect(found.map(({ toolchain }) => toolchain)).toEqual([
      'Ferrocene 26.05.0',
      'Ferrocene 25.05.0',
      'Ferrocene 25.08.0',
      'Ferrocene 25.11.0',
      'Ferrocene 26.02.0',
      'Ferrocene 26.08.0',
    ]);
    expect(found[0]).toMatchObject({ rust: '1.95.0', hosts: ['x86_64-unknown-linux-gnu'], confidence: 'inferred' });
    expect(found[0]?.scope).toContain('core::fmt');
    expect(found[1]).toMatchObject({ confidence: 'confirmed' });
    expect(found[1]?.scope).not.toContain('certified');
  });

  it('ends with a target that the vendor removed, and has none for one that nobody covers', () => {
    expect(vendorsOf('aarch64-a53-none').map(({ toolchain }) => toolchain)).toEqual(['Ferrocene 26.02.0']);
    expect(vendorsOf('aarch64-unknown-linux-gnu', '1.95.0')).toEqual([]);
  });
});

describe('coverage', () => {
  it('says that a target is covered, with the hosts that it is restricted to', () => {
    expect(coverage('aarch64-rhivos2-linux-gnu', 'Ferrocene 26.05.0')).toMatchObject({
      state: 'covered',
      coverage: { hosts: ['aarch64-unknown-linux-gnu'], standards: expect.arrayContaining(['ISO 26262']) },
    });
  });

  it('says that it is not, and which are', () => {
    expect(coverage('thumbv7em-none-eabihf', 'Ferrocene 25.02.0')).toEqual({
      state: 'not covered',
      toolchain: 'Ferrocene 25.02.0',
      targets: [
        'x86_64-unknown-linux-gnu',
        'aarch64-unknown-none',
        'aarch64-unknown-nto-qnx710',
        'x86_64-pc-nto-qnx710',
      ],
    });
    expect(coverage('armv7r-none-eabihf', 'Ferrocene 26.05.0')).toMatchObject({ state: 'not covered' });
  });

  it.each([
    ['a toolchain that it does not know', 'Ferrocene 26.5.0', 'no vendor’s toolchain is known as Ferrocene 26.5.0'],
    ['a vendor whose targets are not established', 'HighTec Rust compiler', 'it is not established which targets'],
    ['what is from memory alone', 'Ferrocene 23.06.0', 'from memory alone'],
  ])('does not know of %s', (_, name, why) => {
    expect(coverage('aarch64-unknown-none', name)).toMatchObject({
      state: 'not known',
      why: expect.stringContaining(why),
    });
  });

  it('names what may have been meant', () => {
    expect(coverage('aarch64-unknown-none', 'Ferrocene 26.05')).toMatchObject({
      nearest: expect.arrayContaining(['Ferrocene 26.05.0']),
    });
    expect(vendorNames()).toContain('HighTec Rust compiler');
  });
});
