import { statedFeatureFlags } from '@assay/rust';
import { expect, it } from 'vitest';
import { buildName, commandLine, steadyText } from './words.js';

const build = { profile: 'dev', features: 'default' as const, 'default-features': true };

it.each([
  [{}, [], 'dev, default features'],
  [{ profile: 'release', features: 'all' as const }, ['--all-features'], 'release, all features'],
  [{ features: 'none' as const }, ['--no-default-features'], 'dev, no features'],
  [{ features: ['a', 'b/c'] }, ['--features', 'a,b/c'], 'dev, default features and a, b/c'],
  [{ features: ['a'], 'default-features': false }, ['--no-default-features', '--features', 'a'], 'dev, a'],
])('says %j to Cargo and to people', (change, words, name) => {
  expect(statedFeatureFlags({ ...build, ...change })).toEqual(words);
  expect(buildName({ ...build, ...change })).toBe(name);
});

it('writes a command so that a shell takes it as it was', () => {
  expect(commandLine({ RUSTC_BOOTSTRAP: '1' }, 'cargo', ['test', '--config', 'a.runner=["it\'s"]', ''])).toBe(
    `RUSTC_BOOTSTRAP=1 cargo test --config 'a.runner=["it'\\''s"]' ''`,
  );
});

it('leaves out of a text what differs from place to place and from run to run', () => {
  const anchors = { root: '/work/my app', cargoHome: '/home/me/.cargo', rustupHome: undefined, home: '/home/me' };
  const text = [
    "thread 'main' (4711) panicked at /work/my app/build.rs:1:65",
    'see /home/me/.cargo/registry/src/x.rs and /opt/sdk/include/board.h (/usr/lib/libc.a)',
    'ld: /tmp/rustcAb3dE9/symbols.o: target/debug/deps/app-0123456789abcdef.o and app-0123456789abcdef0',
    '1/2 and/or a//b https://example.org/a/b',
  ].join('\n');
  expect(steadyText(text, anchors).split('\n')).toEqual([
    "thread 'main' panicked at ./build.rs:1:65",
    'see $CARGO_HOME/registry/src/x.rs and <outside>/board.h (<outside>/libc.a)',
    'ld: <outside>/symbols.o: target/debug/deps/app.o and app-0123456789abcdef0',
    '1/2 and/or a//b https://example.org/a/b',
  ]);
});
