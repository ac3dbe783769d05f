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

  it('knows the folders by their other spellings too', () => {
    const linked = {
      ...anchors,
      alsoKnownAs: [
        ['.', '/srv/motor'],
        ['$CARGO_HOME', '/srv/cargo'],
      ],
    } as const;
    expect(portablePath('/srv/motor/Cargo.toml', linked)).toBe('Cargo.toml');
    expect(portablePath('/srv/cargo/config.toml', linked)).toBe('$CARGO_HOME/config.toml');
    expect(portableText('at /srv/motor/src', linked)).toBe('at ./src');
  });
});

describe('portableText', () => {
  it.each([
    [
      'at /home/ana/work space/motor/Cargo.toml, in /home/ana/.cargo, of /home/ana.',
      'at ./Cargo.toml, in $CARGO_HOME, of ~.',
    ],
    ['path+file:///home/ana/work%20space/motor/crates/a#0.1.0', 'path+file://./crates/a#0.1.0'],
    ['-L/home/ana/.cargo/lib:/opt/rustup', '-L$CARGO_HOME/lib:$RUSTUP_HOME'],
    ['/home/ana/work space/motor-2 and /home/anabel', '~/work space/motor-2 and /home/anabel'],
    ['/mnt/opt/rustup', '/mnt/opt/rustup'],
    ['/home/ana/work space/motor.old', '~/work space/motor.old'],
    ['cost: $& and $1', 'cost: $& and $1'],
  ])('%s becomes %s', (text, expected) => {
    expect(portableText(text, anchors)).toBe(expected);
  });

  it('takes no folder for the root of the file system', () => {
    expect(portableText('/usr/lib', { ...anchors, home: '/' })).toBe('/usr/lib');
  });
});
