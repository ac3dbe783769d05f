import { describe, expect, it } from 'vitest';
import { type Anchors, portablePath, portableText } from './portable.js';

const anchors: Anchors = {
  root: '/home/ana/work space/motor',
  cargoHome: '/home/ana/.cargo',
  rustupHome: '/opt/rustup',
  home: '/home/ana',
};

describe('portablePath', () => {
  it.each([
    ['Cargo.lock', 'Cargo.lock'],
    ['/home/ana/work space/motor/crates/größe/Cargo.toml', 'crates/größe/Cargo.toml'],
    ['/home/ana/work space/motor/', '.'],
    ['/home/ana/.cargo/config.toml', '$CARGO_HOME/config.toml'],
    ['/opt/rustup/toolchains/1.95.0/bin/rustc', '$RUSTUP_HOME/toolchains/1.95.0/bin/rustc'],
    ['../.cargo/config.toml', '../.cargo/config.toml'],
    ['/home/.cargo/config.toml', '../../../.cargo/config.toml'],
    ['/home/ana/notes/policy.toml', '~/notes/policy.toml'],
    ['/usr/bin/sccache', '<outside>/sccache'],
    ['/home/ana/work space/motor-2/x', '~/work space/motor-2/x'],
  ])('%s is shown as %s', (file, shown) => {
    expect(portablePath(file, anchors)).toBe(shown);
  });
});

describe('portableText', () => {
  it('names every folder that differs from machine to machine', () => {
    const text = 'at /home/ana/work space/motor/Cargo.toml, in /home/ana/.cargo, of /home/ana';
    expect(portableText(text, anchors)).toBe('at ./Cargo.toml, in $CARGO_HOME, of ~');
  });
});
