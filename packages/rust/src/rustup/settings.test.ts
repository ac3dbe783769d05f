import { UserError } from '@assay/evidence';
import { fakeWorld } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { readFallbackDefault, readRustupSettings } from './settings.js';

const own = '/home/me/.rustup/settings.toml';

function world(files: Record<string, string>, environment: Record<string, string> = {}) {
  return fakeWorld({ root: '/home/me/ws', files, environment: { HOME: '/home/me', ...environment } });
}

describe('readRustupSettings', () => {
  it('reads what rustup writes, with the places', async () => {
    const text = [
      'version = "12"',
      'default_toolchain = "stable-x86_64-unknown-linux-gnu"',
      'default_host_triple = "i686-unknown-linux-gnu"',
      'profile = "minimal"',
      '',
      '[overrides]',
      '"/home/me/ws" = "nightly"',
      '',
    ].join('\n');
    const settings = await readRustupSettings(world({ [own]: text }));
    const at = (line: number) => ({ path: '$RUSTUP_HOME/settings.toml', line, column: 1 });
    expect(settings).toEqual({
      defaultToolchain: { toolchain: 'stable-x86_64-unknown-linux-gnu', at: at(2) },
      defaultHostTriple: 'i686-unknown-linux-gnu',
      overrides: new Map([['/home/me/ws', { toolchain: 'nightly', at: at(7) }]]),
    });
  });

  it('knows a rustup that was never used', async () => {
    const settings = await readRustupSettings(world({}));
    expect(settings).toEqual({ defaultToolchain: undefined, defaultHostTriple: undefined, overrides: new Map() });
  });

  it.each([
    ['', 'version is not "12"', 1],
    ['version = "11"\n', 'version is not "12"', 1],
    ['version = "12"\ndefault_toolchain = 3\n', 'default_toolchain holds something', 2],
    ['version = "12"\ndefault_toolchain = ""\n', 'default_toolchain holds something', 2],
    ['version = "12"\ndefault_toolchain = "/opt/rust"\n', 'default_toolchain holds something', 2],
    ['version = "12"\noverrides = "x"\n', 'overrides is not a table', 2],
    ['version = "12"\n[overrides]\n"/home/secret/ws" = "/opt/rust"\n', 'overrides holds something', 3],
    ['version = "12"\ndefault_toolchain = \n', 'this is not TOML', 2],
  ])('refuses %j as rustup does, with the place', async (text, message, line) => {
    const reading = readRustupSettings(world({ [own]: text }));
    await expect(reading).rejects.toThrow(UserError);
    await expect(reading).rejects.toMatchObject({
      message: expect.stringContaining(message),
      at: { path: '$RUSTUP_HOME/settings.toml', line },
    });
    await expect(reading).rejects.not.toThrow('secret');
  });

  it('needs to know the folder', async () => {
    await expect(readRustupSettings(fakeWorld())).rejects.toThrow('neither RUSTUP_HOME nor HOME is set');
  });
});

describe('readFallbackDefault', () => {
  const settings = (name: string) => `version = "12"\ndefault_toolchain = "${name}"\n`;

  it("reads the machine's settings, or those that the variable names", async () => {
    const files = { '/etc/rustup/settings.toml': settings('1.95.0'), '/opt/settings.toml': settings('1.90.0') };
    expect((await readFallbackDefault(world(files)))?.toolchain).toBe('1.95.0');
    const environment = { RUSTUP_OVERRIDE_UNIX_FALLBACK_SETTINGS: '/opt/settings.toml' };
    expect((await readFallbackDefault(world(files, environment)))?.toolchain).toBe('1.90.0');
    expect(await readFallbackDefault(world({}))).toBeUndefined();
  });
});
