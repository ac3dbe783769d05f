import { describe, expect, it } from 'vitest';
import { mergeLocks } from './merge.js';
import { component, lock } from './test-lock.js';

const arm = 'aarch64-unknown-linux-gnu';
const present = lock([component('cargo', ['bin/cargo']), component('rustc', ['bin/rustc'])]);

describe('locking again', () => {
  it('adds a second host', () => {
    const now = lock([component('rustc', ['bin/rustc'], arm)], { hosts: [arm] });
    const { lock: merged, changes } = mergeLocks(present, now);
    expect(merged.hosts).toEqual([arm, 'x86_64-unknown-linux-gnu']);
    expect(merged.components.map(({ name, target }) => `${name} ${target}`)).toEqual([
      'cargo x86_64-unknown-linux-gnu',
      `rustc ${arm}`,
      'rustc x86_64-unknown-linux-gnu',
    ]);
    expect(changes).toMatchObject({ added: [`rustc-${arm}`], changed: [] });
  });

  it('says what changed', () => {
    const now = lock([component('cargo', ['bin/cargo', 'bin/more']), component('rustc', ['bin/rustc'])]);
    expect(mergeLocks(present, now).changes).toEqual({
      added: [],
      changed: ['cargo-x86_64-unknown-linux-gnu'],
      kept: [],
    });
  });

  it.each([
    ['another release', { release: '1.96.0' }],
    ['other files left out', { leftOut: [] }],
  ])('keeps nothing of %s', (_, change) => {
    const now = lock([component('rustc', ['bin/rustc'], arm)], { hosts: [arm], ...change });
    expect(mergeLocks(present, now).lock).toEqual(now);
  });

  it('keeps nothing that another manifest of the same release and date led to: no key vouches for it', () => {
    const manifest = { date: '2026-04-16', sha256: 'a'.repeat(64), signedBy: 'A'.repeat(40) };
    const before = lock(present.components, { manifest });
    const now = (sha256: string | null) =>
      lock([component('rustc', ['bin/rustc'], arm)], { hosts: [arm], manifest: { ...manifest, sha256 } });
    expect(mergeLocks(before, now('b'.repeat(64))).changes.kept).toEqual([]);
    for (const same of ['a'.repeat(64), 'a'.repeat(20), null])
      expect(mergeLocks(before, now(same)).changes.kept).toHaveLength(2);
  });

  it('does not take from a component what a signed release vouched for, unless its bytes are others', () => {
    const signed = lock(present.components.map((each) => ({ ...each, origin: 'dist' as const })));
    const changed = lock([component('cargo', ['bin/cargo', 'x']), component('rustc', ['bin/rustc'])]);
    expect(mergeLocks(signed, present).lock.components.map(({ origin }) => origin)).toEqual(['dist', 'dist']);
    expect(mergeLocks(signed, changed).lock.components.map(({ origin }) => origin)).toEqual(['installed', 'dist']);
    expect(mergeLocks(present, signed).lock.components.map(({ origin }) => origin)).toEqual(['dist', 'dist']);
  });
});
