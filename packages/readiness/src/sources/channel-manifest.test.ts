import { UserError } from '@assay/evidence';
import type { Identity } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { readChannelManifest } from './channel-manifest.js';

const compiler: Identity = {
  ...{ release: '1.95.0', commit: '59807616e1fa2540724bfbac14d7976d7e4a3860', commitDate: '2026-04-14' },
  ...{ host: 'x86_64-unknown-linux-gnu', llvm: '22.1.2' },
};

const text = `manifest-version = "2"
date = "2026-04-16"

[pkg.cargo]
version = "0.96.0 (f2d3ce0bd 2026-03-21)"

[pkg.rust.target.x86_64-unknown-linux-gnu]
available = true

[[pkg.rust.target.x86_64-unknown-linux-gnu.components]]
pkg = "rust-std"
target = "sparc-sun-solaris"

[pkg.rust-std]
version = "1.95.0 (59807616e 2026-04-14)"

[pkg.rust-std.target.x86_64-unknown-linux-gnu]
available = true

[pkg.rust-std.target.mips-unknown-linux-gnu]
available = false

[pkg.rustc]
version = "1.95.0 (59807616e 2026-04-14)"

[pkg.rustc.target.x86_64-unknown-linux-gnu]
available = true

[pkg.rustc-docs.target.x86_64-unknown-linux-gnu]
available = false
`;

const read = (changed = text, identity = compiler) => readChannelManifest(changed, identity);

describe('the channel manifest that rustup keeps', () => {
  it('says for which targets there are rust-std and rustc, and when it was released', () => {
    expect(read()).toEqual({
      value: {
        date: '2026-04-16',
        rustStd: new Map([
          ['x86_64-unknown-linux-gnu', true],
          ['mips-unknown-linux-gnu', false],
        ]),
        rustc: new Map([['x86_64-unknown-linux-gnu', true]]),
      },
    });
  });

  it.each([
    ['another release', { ...compiler, release: '1.96.0' }],
    ['another commit', { ...compiler, commit: 'a'.repeat(40) }],
  ])('does not count for %s', (_, identity) => {
    expect(read(text, identity)).toEqual({
      trouble: 'the channel manifest is of another release: 1.95.0 (59807616e 2026-04-14)',
    });
  });

  it('counts for a compiler that does not name its commit', () => {
    expect(read(text, { ...compiler, commit: null })).toHaveProperty('value');
  });

  it.each([
    ['another form', text.replace('manifest-version = "2"', 'manifest-version = "3"')],
    ['no rust-std', text.replaceAll('rust-std', 'rust-xyz')],
    ['rust-std that is no table', 'manifest-version = "2"\npkg = 3\n'],
    ['nothing', ''],
  ])('is not known with %s', (_, changed) => {
    expect(read(changed)).toEqual({ trouble: 'the channel manifest is not one that Assay knows' });
  });

  it('does not take for available what says something else', () => {
    const answer = read(
      text.replace(
        'gnu]\navailable = true\n\n[pkg.rust-std.target.m',
        'gnu]\navailable = "true"\n\n[pkg.rust-std.target.m',
      ),
    );
    expect('value' in answer && answer.value.rustStd.get('x86_64-unknown-linux-gnu')).toBe(false);
  });

  it('has no date where it names a day that there is not', () => {
    expect(read(text.replace('2026-04-16', '2026-02-31'))).toMatchObject({ value: { date: null } });
  });

  it('is refused where it is not TOML', () => {
    expect(() => read(text.replace('[pkg.rustc]', '[pkg.rustc]\n= 1'))).toThrow(UserError);
  });

  it('cut off anywhere says less, or is refused', () => {
    const whole = read();
    for (let length = 0; length < text.length; length += 3) {
      let answer: ReturnType<typeof read> | undefined;
      try {
        answer = read(text.slice(0, length));
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
      if (answer === undefined || 'trouble' in answer || 'trouble' in whole) continue;
      for (const [target, isThere] of answer.value.rustStd) {
        expect(isThere && whole.value.rustStd.get(target) !== true).toBe(false);
      }
    }
  });
});
