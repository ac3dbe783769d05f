import { UserError } from '@assay/evidence';
import { fakeWorld } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { findProgram, programNames } from './programs.js';
import { findSysroot } from './sysroot.js';

const host = 'x86_64-unknown-linux-gnu';
const proxies = filled('/home/me/.cargo/bin', ['rustup', ...programNames], '#!rustup');
const pinned = { 'rust-toolchain': '1.95.0' };

function filled(folder: string, names: readonly string[], content: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${folder}/${name}`, content]));
}

/** A toolchain's folder; each of its programs is the folder's name. */
function toolchain(folder: string, names: readonly string[] = programNames): Record<string, string> {
  return { ...filled(`${folder}/bin`, names, `#!${folder}`), [`${folder}/lib/rustlib/components`]: '' };
}

function installed(name: string, names?: readonly string[]): Record<string, string> {
  return toolchain(`/home/me/.rustup/toolchains/${name}`, names);
}

function worldOf(files: Record<string, string>, PATH: string, more: Record<string, string> = {}) {
  return fakeWorld({ root: '/home/me/ws', files, environment: { HOME: '/home/me', PATH, ...more } });
}

/** What a build starts: the kind, and the file that runs. */
async function find(files: Record<string, string>, PATH: string, name: string, more?: Record<string, string>) {
  const world = worldOf(files, PATH, more);
  const program = await findProgram(world, await findSysroot(world), name);
  return program && [program.kind, program.starts];
}

describe('findSysroot', () => {
  const home = '/home/me/.cargo/bin';
  const active = { ...proxies, ...pinned, ...installed(`1.95.0-${host}`) };
  const sysroot = (files: Record<string, string>, PATH: string) => findSysroot(worldOf(files, PATH));

  it('asks rustup where PATH finds a proxy as rustc or as cargo', async () => {
    const own = { folder: `/home/me/.rustup/toolchains/1.95.0-${host}`, chosenBy: 'toolchain file' };
    expect(await sysroot(active, home)).toMatchObject({ ...own, cargoIsProxy: true });
    expect(await sysroot({ ...active, '/opt/x/rustc': '#!x' }, `/opt/x:${home}`)).toMatchObject(own);
    expect(await sysroot({ ...active, '/opt/x/cargo': '#!x' }, `/opt/x:${home}`)).toMatchObject({
      ...own,
      cargoIsProxy: false,
    });
  });

  it('takes the toolchain that rustc is part of where rustup has no say', async () => {
    const own = { folder: '/opt/rust', toolchain: null, chosenBy: 'PATH', at: null };
    expect(await sysroot({ ...active, ...toolchain('/opt/rust') }, `/opt/rust/bin:${home}`)).toMatchObject(own);
    expect(await sysroot(toolchain('/opt/rust'), '/opt/rust/bin')).toMatchObject({ ...own, rustup: undefined });
  });

  it.each([
    ['no PATH finds rustc', pinned, home, 'rustc is not on the PATH'],
    ['rustc is a script of somebody’s', { '/opt/x/rustc': '#!x' }, '/opt/x', 'is part of no toolchain'],
    ['nothing is chosen', proxies, home, 'nothing tells rustup'],
    ['what is chosen is not installed', { ...proxies, ...pinned }, home, 'is not installed'],
    [
      'the toolchain is empty',
      { ...proxies, ...pinned, ...installed(`1.95.0-${host}`, ['cargo']) },
      home,
      'holds no bin/rustc',
    ],
  ] satisfies [string, Record<string, string>, string, string][])(
    'has none when %s',
    async (_, files, PATH, message) => {
      await expect(sysroot(files, PATH)).rejects.toThrow(UserError);
      await expect(sysroot(files, PATH)).rejects.toThrow(message);
    },
  );

  it('says how to install what is missing, where it is named', async () => {
    await expect(sysroot({ ...proxies, ...pinned }, home)).rejects.toMatchObject({
      remedy: `rustup toolchain install 1.95.0-${host} --profile minimal`,
      at: { path: 'rust-toolchain', line: 1 },
    });
  });
});

describe('findProgram', () => {
  const home = '/home/me/.cargo/bin';
  const folder = `/home/me/.rustup/toolchains/1.95.0-${host}`;
  const active = { ...proxies, ...pinned, ...installed(`1.95.0-${host}`) };

  it.each(programNames)('%s: a proxy starts the toolchain’s', async (name) => {
    expect(await find(active, home, name)).toEqual(['proxy', `${folder}/bin/${name}`]);
  });

  it.each(programNames)('%s: the toolchain’s own may stand on PATH', async (name) => {
    expect(await find(active, `${folder}/bin:${home}`, name)).toEqual(['toolchain', `${folder}/bin/${name}`]);
  });

  it.each([
    [
      'a file in an earlier folder',
      { '/opt/x/rustc': '#!x' },
      `/opt/x:${home}`,
      'rustc',
      ['another program', '/opt/x/rustc'],
    ],
    [
      'one in the workspace, by an empty entry',
      { rustc: '#!x' },
      `:${home}`,
      'rustc',
      ['another program', '/home/me/ws/rustc'],
    ],
    ['one by a relative entry', { 'b/rustc': '#!x' }, `b:${home}`, 'rustc', ['another program', '/home/me/ws/b/rustc']],
    [
      'a file that cannot be executed',
      { '/opt/x/rustc': 'x' },
      `/opt/x:${home}`,
      'rustc',
      ['proxy', `${folder}/bin/rustc`],
    ],
    ['a folder of the name', { '/opt/x/rustc/y': '#!x' }, `/opt/x:${home}`, 'rustc', ['proxy', `${folder}/bin/rustc`]],
    ['a script in a proxy’s place', { [`${home}/rustc`]: '#!x' }, home, 'rustc', ['another program', `${home}/rustc`]],
    ['another toolchain’s', toolchain('/opt/rust'), `${home}:/opt/rust/bin`, 'cargo', ['proxy', `${folder}/bin/cargo`]],
  ] satisfies [string, Record<string, string>, string, string, string[]][])(
    '%s',
    async (_, files, PATH, name, expected) => {
      expect(await find({ ...active, ...files }, PATH, name)).toEqual(expected);
    },
  );

  it('looks in CARGO_HOME first for what rustup’s cargo starts, when PATH does not name it', async () => {
    const files = {
      ...active,
      ...filled('/usr/bin', ['rustup', 'rustc', 'cargo'], '#!rustup'),
      [`${home}/rustc`]: '#!x',
    };
    expect(await find(files, '/usr/bin', 'rustc')).toEqual(['another program', `${home}/rustc`]);
    expect(await find(files, '/usr/bin', 'cargo')).toEqual(['proxy', `${folder}/bin/cargo`]);
    expect(await find(files, `/usr/bin:${home}`, 'rustc')).toEqual(['proxy', `${folder}/bin/rustc`]);
  });

  it('looks in CARGO_HOME first for Cargo’s subcommands, whoever starts it', async () => {
    const files = { ...toolchain('/opt/rust'), [`${home}/cargo-clippy`]: '#!x', [`${home}/rustdoc`]: '#!x' };
    expect(await find(files, '/opt/rust/bin', 'cargo-clippy')).toEqual(['another program', `${home}/cargo-clippy`]);
    expect(await find(files, '/opt/rust/bin', 'rustdoc')).toEqual(['toolchain', '/opt/rust/bin/rustdoc']);
  });

  describe('of a toolchain that lacks it', () => {
    const linked = { ...proxies, 'rust-toolchain': 'vendor', ...installed('vendor', ['rustc']) };

    it('takes the cargo of the first other toolchain that is there', async () => {
      const [nightly, stable] = [`nightly-${host}`, `stable-${host}`];
      const starts = (name: string) => ['another toolchain', `/home/me/.rustup/toolchains/${name}/bin/cargo`];
      expect(await find({ ...linked, ...installed(stable) }, home, 'cargo')).toEqual(starts(stable));
      const both = { ...linked, ...installed(stable), ...installed(nightly) };
      expect(await find(both, home, 'cargo')).toEqual(starts(nightly));
      const empty = { ...linked, ...installed(stable), ...installed(nightly, ['rustc']) };
      await expect(find(empty, home, 'cargo')).rejects.toMatchObject({ kind: 'not-found' });
    });

    it('has no cargo where there is no other toolchain, or where rustup keeps to its own', async () => {
      await expect(find(linked, home, 'cargo')).rejects.toThrow('the toolchain has no cargo');
      const own = { ...proxies, ...pinned, ...installed(`1.95.0-${host}`, ['rustc']), ...installed(`stable-${host}`) };
      await expect(find(own, home, 'cargo')).rejects.toThrow('the toolchain has no cargo');
    });

    it('starts nothing else in its place', async () => {
      for (const name of programNames.slice(2)) expect(await find(linked, home, name)).toBeUndefined();
      const script = { '/opt/x/rustfmt': '#!x', '/opt/x/rustdoc': '#!x' };
      expect(await find({ ...linked, ...script }, `/opt/x:${home}`, 'rustfmt')).toBeUndefined();
      expect(await find({ ...linked, ...script }, `/opt/x:${home}`, 'rustdoc')).toEqual([
        'another program',
        '/opt/x/rustdoc',
      ]);
    });
  });

  it('says so when the toolchain has a program and PATH does not', async () => {
    await expect(find(toolchain('/opt/rust', ['rustc']), '/opt/rust/bin', 'cargo')).rejects.toThrow(
      'cargo is not on the PATH',
    );
    const files = { ...active, [`${home}/rustfmt`]: 'no longer a program' };
    await expect(find(files, home, 'rustfmt')).rejects.toThrow('rustfmt is not on the PATH');
  });
});
