import { expect, it } from 'vitest';
import { exhibits, releases } from './exhibit.js';
import { facts, identity } from './rules/controls.js';
import { locked, lockedComponent } from './rules/lock-controls.js';

it('shows who the compiler is, and the digest of each component of its lock', () => {
  const [exhibit] = exhibits(facts({ ...locked({ components: [lockedComponent({})] }) }));
  const rows = new Map((exhibit?.table.rows ?? []).map(([what = '', ...value]) => [what, value.join()]));
  expect(exhibit?.kind).toBe('identity');
  expect(rows.get('rustc')).toContain('1.95.0');
  expect(rows.get('Host')).toBe('x86_64-unknown-linux-gnu');
  expect(rows.get('Files of rustc')).toMatch(/tree SHA-256 [0-9a-f]{64}$/);
  expect(rows.size).toBe(exhibit?.table.rows.length);
});

it('says what is not established instead of leaving it out', () => {
  const [exhibit] = exhibits(facts({ rustc: null, cargo: null, sysroot: null, pin: null, programs: [], lock: null }));
  const values = (exhibit?.table.rows ?? []).map(([, value]) => value);
  expect(values.filter((value) => value === 'not established').length).toBeGreaterThanOrEqual(6);
});

it('dates the compiler that ran by the release that it names, where its day is known', () => {
  expect(releases(facts({ rustc: identity({ release: '1.95.0' }) }))[0]?.released?.date).toBe('2026-04-16');
  expect(releases(facts({ rustc: identity({ release: '1.97.0-nightly' }) }))).toEqual([
    { role: 'Compiler that ran', name: 'Rust 1.97.0-nightly' },
  ]);
  expect(releases(facts({ rustc: null }))).toEqual([]);
});
