import { examine } from '@assay/check';
import { canonicalJson, judge, sha256 } from '@assay/evidence';
import {
  type Failure,
  type FakeOptions,
  failing,
  fakeWorld,
  type Look,
  type World,
  WorldError,
  watching,
} from '@assay/host';
import { type Policy, type Rank, ranks } from '@assay/policy';
import { programNames, shippedProblemData } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { toolchain } from './check.js';
import { collect } from './collect.js';
import { ToolchainFacts } from './facts.js';
import { ToolchainSettings } from './settings.js';

const pin = { 'rust-toolchain.toml': '[toolchain]\nchannel = "1.95.0"\n' };
const ids = ['rust#159035', 'CVE-2026-5222', 'CVE-2026-5223', 'CVE-2025-15661', 'CVE-2026-55199', 'CVE-2026-55200'];
const missing = (tool: string) => new WorldError('tool-missing', tool, `${tool} is not on the PATH`);

const DAY = 86_400_000;

/** Milliseconds since the epoch, so many days after the data that ships was collected. */
const daysLater = (days: number) => new Date(shippedProblemData.collected).getTime() + days * DAY;

/** The data that ships, as if it had been collected so many days later. */
function ownData(days: number, change: object = {}): string {
  const collected = new Date(daysLater(days)).toISOString().slice(0, 10);
  return canonicalJson({ ...shippedProblemData, collected, ...change });
}

/** rustup, its proxies as copies of it, some toolchains, and a linker; what runs says by its text whose it is. */
const rust = {
  '/usr/bin/cc': '#!cc',
  '/home/me/.rustup/settings.toml': 'version = "12"\ndefault_toolchain = "1.95.0"\n\n[overrides]\n',
  ...filled('/home/me/.cargo/bin', ['rustup', ...programNames], '#!rustup'),
  ...Object.assign({}, ...['1.95.0', '1.100.0', 'stable', 'nightly'].map(toolchainFiles)),
};

function filled(folder: string, names: readonly string[], content: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${folder}/${name}`, content]));
}

function toolchainFiles(name: string): Record<string, string> {
  const folder = `/home/me/.rustup/toolchains/${name}-x86_64-unknown-linux-gnu`;
  const libraries = filled(`${folder}/lib`, ['librustc_driver-1.so', 'libstd-1.so', 'rustlib/components'], '');
  return { ...filled(`${folder}/bin`, [...programNames, 'clippy-driver'], `#!${name}`), ...libraries };
}

function answers(release: string, host = 'x86_64-unknown-linux-gnu') {
  return { status: 0, stdout: `x\nrelease: ${release}\ncommit-hash: 59807616e\nhost: ${host}\n`, stderr: '' };
}

function world(options: Partial<FakeOptions> = {}): World {
  const { files = pin, environment = {}, ...rest } = options;
  const home = { HOME: '/home/me', PATH: '/home/me/.cargo/bin:/usr/bin' };
  return fakeWorld({
    root: '/home/me/ws',
    tools: () => answers('1.95.0'),
    now: daysLater(9),
    ...rest,
    files: { ...rust, ...files },
    environment: { ...home, ...environment },
  });
}

function policyAt(rank: Rank, members: Record<string, Rank> = {}): Policy {
  const at = { path: 'assay.toml', line: 4, column: 1 };
  const stated = (value: Rank) => ({ value: { name: value, rank: value }, at });
  return {
    level: stated(rank),
    levels: new Map(Object.entries(members).map(([name, value]) => [name, stated(value)])),
    placeOf: (path: (string | number)[]) => ({ path: 'assay.toml', line: 8, column: Number(path[2] ?? 0) + 1 }),
  } as unknown as Policy;
}

async function run(given: World, { rank = 'none' as Rank, allow = ids, more = {} } = {}) {
  const settings = ToolchainSettings.parse({ 'allow-known-problems': allow, ...more });
  const collected = await collect(given, policyAt(rank), settings);
  const { facts, gaps, examined } = collected;
  if (facts !== undefined) ToolchainFacts.parse(facts);
  const { findings } = facts === undefined ? { findings: [] } : examine(toolchain, facts, rank);
  const found = findings.map(({ rule, subject }) => `${rule} ${subject.name}`);
  return { ...collected, found, verdict: judge({ findings, gaps, examined }).verdict };
}

describe('collect', () => {
  it('passes where the pin is what runs', async () => {
    const { facts, found, gaps, examined, verdict } = await run(world());
    expect({ found, gaps, examined, verdict }).toEqual({ found: [], gaps: [], examined: 6, verdict: 'pass' });
    expect(facts).toMatchObject({ release: '1.95.0', rustc: { release: '1.95.0', commit: '59807616e' } });
  });

  it('takes the highest rank of the project and its members', async () => {
    const { facts } = await collect(
      world(),
      policyAt('none', { control: 'highest', telemetry: 'low' }),
      ToolchainSettings.parse({}),
    );
    expect(facts?.rank).toBe('highest');
  });

  it('gives each allowance its place', async () => {
    const { facts } = await run(world(), { allow: ['a', 'b'] });
    expect(facts?.allowed).toEqual([
      { id: 'a', at: { path: 'assay.toml', line: 8, column: 1 } },
      { id: 'b', at: { path: 'assay.toml', line: 8, column: 2 } },
    ]);
  });

  it.each([
    [{ RUSTC: '/opt/rustc' }, ['toolchain/compiler-replaced RUSTC']],
    [{ RUSTC_WRAPPER: 'sccache' }, ['toolchain/compiler-replaced RUSTC_WRAPPER']],
    [{ RUSTC_WRAPPER: '' }, []],
    [{ CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER: 'w' }, ['toolchain/compiler-replaced CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER']],
    [{ RUSTUP_TOOLCHAIN: '1.95.0-x86_64-unknown-linux-gnu' }, []],
    [{ RUSTUP_TOOLCHAIN: 'nightly' }, ['toolchain/compiler-replaced RUSTUP_TOOLCHAIN']],
    [{ LD_PRELOAD: '/tmp/x.so' }, ['toolchain/compiler-replaced LD_PRELOAD']],
    [{ LD_LIBRARY_PATH: '/opt/python/lib' }, []],
    [{ LD_LIBRARY_PATH: '/opt/python/lib;/opt/other' }, ['toolchain/compiler-replaced LD_LIBRARY_PATH']],
    [{ LD_LIBRARY_PATH: '/opt/newer' }, ['toolchain/compiler-replaced LD_LIBRARY_PATH']],
    [{ LD_LIBRARY_PATH: '/opt/system' }, ['toolchain/compiler-replaced LD_LIBRARY_PATH']],
    [{ DYLD_LIBRARY_PATH: '/opt/other' }, ['toolchain/compiler-replaced DYLD_LIBRARY_PATH']],
    [{ LD_LIBRARY_PATH: '/home/me/.rustup/toolchains/1.95.0-x86_64-unknown-linux-gnu/lib' }, []],
    [{ DYLD_INSERT_LIBRARIES: '/tmp/x.dylib' }, ['toolchain/compiler-replaced DYLD_INSERT_LIBRARIES']],
    [{ RUSTUP_FORCE_ARG0: 'cargo' }, ['toolchain/compiler-replaced RUSTUP_FORCE_ARG0']],
    [{ RUSTUP_HOME: '/home/me/.rustup', CARGO_HOME: '/home/me/.cargo' }, []],
    [{ CARGO_ALIAS_T: 'version' }, ['toolchain/alias-replaces-command CARGO_ALIAS_T']],
    [{ CARGO_ALIAS_XTASK: 'run -p xtask' }, []],
    [
      { RUSTFLAGS: '-Zcodegen_backend=x.so' },
      ['toolchain/compiler-replaced RUSTFLAGS', 'toolchain/flags-overridden RUSTFLAGS'],
    ],
    [{ RUSTFLAGS: '-g' }, ['toolchain/flags-overridden RUSTFLAGS']],
    [{ CARGO_ENCODED_RUSTFLAGS: '-C\u001fopt-level=0' }, ['toolchain/flags-overridden CARGO_ENCODED_RUSTFLAGS']],
    [
      { CARGO_TARGET_THUMBV7EM_NONE_EABIHF_RUSTFLAGS: '-g' },
      ['toolchain/flags-overridden CARGO_TARGET_THUMBV7EM_NONE_EABIHF_RUSTFLAGS'],
    ],
    [{ RUSTC_BOOTSTRAP: '1' }, ['toolchain/unstable-features-enabled RUSTC_BOOTSTRAP']],
    ...[
      'CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS',
      'CARGO_TARGET_THUMBV7EM_NONE_EABIHF_LINKER',
      'CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER',
      'RUSTDOC',
      'CARGO_BUILD_RUSTDOC',
    ].map((name): [Record<string, string>, string[]] => [{ [name]: 'x' }, [`toolchain/settings-overridden ${name}`]]),
    [{ RUSTFMT: 'x', PATH: '/usr/bin', CARGO_TARGET_DIR: 'x', CARGO_BUILD_TARGET: 'x' }, []],
  ] satisfies [Record<string, string>, string[]][])('environment %j: %j', async (environment, expected) => {
    const files = {
      ...pin,
      '/opt/other/librustc_driver-1.so': '',
      '/opt/newer/glibc-hwcaps/x86-64-v3/librustc_driver-1.so': '',
      '/opt/system/libgcc_s.so.1': '',
    };
    expect((await run(world({ environment, files }))).found.sort()).toEqual(expected);
  });

  it.each([
    ['[build]\nrustc-wrapper = "sccache"', ['toolchain/compiler-replaced build.rustc-wrapper (.cargo/config.toml)']],
    ['[build]\nrustflags = ["-C", "overflow-checks"]', []],
    ['[build]\nrustflags = ["-Clinker=x", "-Zunstable-options"]', []],
    [
      '[build]\nrustflags = ["-g", "--sysroot", "x"]',
      ['toolchain/compiler-replaced build.rustflags (.cargo/config.toml)'],
    ],
    ['[alias]\nclippy = "check"', ['toolchain/alias-replaces-command alias.clippy (.cargo/config.toml)']],
    ['[alias]\nlens = ["run", "x"]', ['toolchain/alias-replaces-command alias.lens (.cargo/config.toml)']],
    ['[alias]\nxtask = "run"\n"../../x" = "run"\nbuild = "check"', []],
    ['[target."cfg(all())"]\nrustflags = ["-g"]', []],
    ['[env]\nPATH = "x"', []],
    ['[env]\nPATH = { value = "x", force = true }', ['toolchain/compiler-replaced env.PATH (.cargo/config.toml)']],
    ['env.LD_LIBRARY_PATH = "x"', ['toolchain/compiler-replaced env.LD_LIBRARY_PATH (.cargo/config.toml)']],
    ['[env]\nRUSTC_BOOTSTRAP = "1"', ['toolchain/unstable-features-enabled env.RUSTC_BOOTSTRAP (.cargo/config.toml)']],
    ['[env]\nRUSTFLAGS = "-g"\nRUSTC = "x"', []],
    ['[build]\njobs = 2\n[net]\nretry = 3', []],
  ])('configuration %j: %j', async (config, expected) => {
    const files = { ...pin, '.cargo/config.toml': config, '/usr/bin/cargo-lens': '#!lens' };
    expect((await run(world({ files }))).found).toEqual(expected);
  });

  it('holds flags outside the repository against it, and records those inside', async () => {
    const flags = '[build]\nrustflags = "-L/opt/lib -C linker=/home/me/ld"';
    const outside = await run(world({ files: { ...pin, '/home/me/.cargo/config.toml': flags } }));
    expect(outside.found).toEqual(['toolchain/flags-overridden build.rustflags ($CARGO_HOME/config.toml)']);
    const inside = await run(world({ files: { ...pin, '.cargo/config.toml': flags } }));
    expect(inside.facts?.overrides).toEqual([
      {
        role: 'flags',
        name: 'build.rustflags',
        value: '-L<outside>/lib -C linker=~/ld',
        origin: 'repository',
        at: { path: '.cargo/config.toml', line: 2, column: 1 },
      },
    ]);
  });

  it.each([
    ['[profile.release]\noverflow-checks = false', 'profile.release.overflow-checks'],
    ['[profile.dev.package.a]\nopt-level = 3', 'profile.dev.package.a.opt-level'],
    ['[target.thumbv7em-none-eabihf]\nlinker = "x"', 'target.thumbv7em-none-eabihf.linker'],
    ['[target.thumbv7em-none-eabihf.foo]\nrustc-link-lib = ["x"]', 'target.thumbv7em-none-eabihf.foo'],
    ['[target.thumbv7em-none-eabihf]\nrunner = ["x", "y"]', 'target.thumbv7em-none-eabihf.runner'],
    ['[build]\nrustdoc = "x"', 'build.rustdoc'],
    ['paths = ["/srv/a"]', 'paths'],
    ['[patch.crates-io]\na = { path = "/srv/a" }', 'patch.crates-io.a'],
  ])('holds %j outside the repository against it, and records it inside', async (config, name) => {
    const outside = await run(world({ files: { ...pin, '/home/me/.cargo/config.toml': config } }));
    expect(outside.found).toEqual([`toolchain/settings-overridden ${name} ($CARGO_HOME/config.toml)`]);
    expect(JSON.stringify(outside.facts)).not.toContain('/srv');
    const inside = await run(world({ files: { ...pin, '.cargo/config.toml': config } }));
    expect(inside.found).toEqual([]);
    expect(inside.facts?.overrides).toMatchObject([{ name, origin: 'repository' }]);
  });

  it('leaves mirrors to the lock file', async () => {
    const mirror = '[source.crates-io]\nreplace-with = "m"\n[source.m]\nregistry = "https://mirror.example"';
    expect((await run(world({ files: { ...pin, '/home/me/.cargo/config.toml': mirror } }))).found).toEqual([]);
  });

  it('takes what stands at the top of the repository for its own', async () => {
    const flags = '[build]\nrustflags = ["-g"]';
    const files = { '../.cargo/config.toml': flags, '../rust-toolchain.toml': pin['rust-toolchain.toml'] };
    const root = '/home/me/mono/ws';
    const inside = await run(world({ root, files: { ...files, '../.git/HEAD': '' } }));
    expect(inside.found).toEqual([]);
    const outside = await run(world({ root, files: { ...files, '.git': 'gitdir: elsewhere' } }));
    expect(outside.found.sort()).toEqual([
      'toolchain/flags-overridden build.rustflags (../.cargo/config.toml)',
      'toolchain/not-pinned toolchain',
    ]);
  });

  it('shows no absolute path and no user name', async () => {
    const environment = {
      RUSTC: '/home/me/ws/tools/rustc',
      RUSTFLAGS: '--sysroot=/srv/me/root',
      LD_PRELOAD: '/a/b.so:/c/d.so',
    };
    const files = { ...pin, '/home/me/.cargo/config.toml': '[build]\nrustc = "/home/me/bin/rustc"' };
    const { facts, gaps } = await run(world({ environment, files }));
    expect(JSON.stringify({ facts, gaps })).not.toMatch(/(?<![\w.~>])\/(home|srv|a|c)\b/);
  });

  it.each([
    ['rustc', 'rustup toolchain install 1.95.0 --profile minimal'],
    ['cargo', 'rustup toolchain install 1.95.0 --profile minimal'],
  ])('leaves a gap when %s cannot run', async (broken, remedy) => {
    const notInstalled = {
      status: 1,
      stdout: '',
      stderr: "error: toolchain '1.95.0' is not installed\nhelp: run rustup",
    };
    for (const answer of [missing(broken), notInstalled, { status: 0, stdout: 'hello', stderr: '' }]) {
      const tools = (tool: string) => (tool === broken ? answer : answers('1.95.0'));
      const { gaps, found, verdict, examined } = await run(world({ tools }));
      expect(gaps).toEqual([
        expect.objectContaining({
          what: `which ${broken} runs in the workspace`,
          remedy: expect.stringContaining(remedy),
        }),
      ]);
      expect({ found, verdict, examined }).toEqual({ found: [], verdict: 'no-verdict', examined: 5 });
    }
  });

  it('keeps what is known to be wrong when something else cannot be known', async () => {
    const files = { ...pin, '.cargo/config.toml': '[build' };
    const { gaps, found, verdict } = await run(world({ files, environment: { RUSTC: 'x' } }));
    expect(gaps).toEqual([expect.objectContaining({ what: "Cargo's configuration", at: expect.anything() })]);
    expect({ found, verdict }).toEqual({ found: ['toolchain/compiler-replaced RUSTC'], verdict: 'fail' });
  });

  it('names the toolchain and each program that a build starts, with the digest of the file', async () => {
    const { facts } = await run(world());
    const folder = '$RUSTUP_HOME/toolchains/1.95.0-x86_64-unknown-linux-gnu';
    expect(facts?.sysroot).toEqual({
      path: folder,
      toolchain: '1.95.0-x86_64-unknown-linux-gnu',
      chosenBy: 'toolchain file',
      at: { path: 'rust-toolchain.toml', line: 2, column: 1 },
    });
    const proxied = (name: string) => ({
      name,
      kind: 'proxy',
      found: `$CARGO_HOME/bin/${name}`,
      starts: `${folder}/bin/${name}`,
      sha256: sha256('#!1.95.0'),
    });
    const rustup = '$CARGO_HOME/bin/rustup';
    expect(facts?.programs).toEqual([
      ...programNames.map(proxied),
      { name: 'cc', kind: 'system', found: '<outside>/cc', starts: '<outside>/cc', sha256: sha256('#!cc') },
      { name: 'rustup', kind: 'system', found: rustup, starts: rustup, sha256: sha256('#!rustup') },
    ]);
  });

  it.each<[string, Record<string, string>, Record<string, string>, string[]]>([
    ['another rustc first on PATH', { PATH: '/opt/x:/home/me/.cargo/bin' }, { '/opt/x/rustc': '#!x' }, ['rustc']],
    ['a program in the workspace', { PATH: ':/home/me/.cargo/bin' }, { rustdoc: '#!x', cargo: 'x' }, ['rustdoc']],
    ['a proxy that was replaced', {}, { '/home/me/.cargo/bin/cargo': '#!x' }, ['cargo']],
    ['a second rustup', { PATH: '/home/me/.cargo/bin:/opt/x' }, { '/opt/x/rustup': '#!x' }, []],
    [
      'a rustup of its own before the true one',
      { PATH: '/opt/x:/home/me/.cargo/bin' },
      { '/opt/x/rustup': '#!x', '/opt/x/rustc': '#!x' },
      ['cargo', 'cargo-clippy', 'cargo-fmt', 'rustdoc', 'rustfmt'],
    ],
  ])('%s', async (_, environment, files, names) => {
    const { found } = await run(world({ environment, files: { ...pin, ...files } }));
    expect(found.sort()).toEqual(names.map((name) => `toolchain/program-replaced ${name}`));
  });

  it('holds an override of the folder in rustup’s settings against the pin', async () => {
    const settings = (name: string) => `version = "12"\n[overrides]\n"/home/me/ws" = "${name}"\n`;
    const with_ = (name: string) => world({ files: { ...pin, '/home/me/.rustup/settings.toml': settings(name) } });
    const { facts, found } = await run(with_('nightly'));
    const at = { path: '$RUSTUP_HOME/settings.toml', line: 3, column: 1 };
    expect(facts?.sysroot).toMatchObject({ chosenBy: 'override', at });
    expect(found).toEqual(['toolchain/compiler-replaced rustup override ($RUSTUP_HOME/settings.toml)']);
    expect((await run(with_('1.95.0'))).found).toEqual([]);
  });

  it('leaves a gap for a program that cannot be started, and keeps what is known of the others', async () => {
    const environment = { PATH: '/opt/x:/home/me/.cargo/bin:/usr/bin' };
    const { '/home/me/.cargo/bin/rustfmt': _, ...files } = { ...rust, ...pin, '/opt/x/rustc': '#!x' };
    const given = { ...world({ environment }), files: fakeWorld({ root: '/home/me/ws', files }).files };
    const { gaps, found, examined } = await run(given);
    expect(gaps).toEqual([expect.objectContaining({ what: 'what a build starts as rustfmt' })]);
    expect({ found, examined }).toEqual({ found: ['toolchain/program-replaced rustc'], examined: 5 });
  });

  it('says nothing about a pin that cannot be read', async () => {
    const { facts, gaps, verdict } = await run(world({ files: { 'rust-toolchain.toml': '[toolchain' } }));
    expect(facts).toBeUndefined();
    expect(gaps).toEqual([expect.objectContaining({ what: 'the pin' })]);
    expect(verdict).toBe('no-verdict');
  });

  it('looks up problems of the compiler that runs when the pin names none', async () => {
    const files = { 'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n' };
    const { facts } = await run(world({ files, tools: () => answers('1.98.0') }));
    expect(facts?.release).toBe('1.98.0');
    expect(facts?.problems.map(({ problem }) => problem.id)).toContain('rust#161441');
  });

  it('has no verdict on a release that its data has never heard of', async () => {
    const files = { 'rust-toolchain.toml': '[toolchain]\nchannel = "1.100.0"\n' };
    const { gaps, verdict } = await run(world({ files, tools: () => answers('1.100.0') }), { allow: [] });
    expect(gaps).toEqual([expect.objectContaining({ what: 'known problems of Rust 1.100.0', at: expect.anything() })]);
    expect(verdict).toBe('no-verdict');
  });

  it('judges by the data of the workspace when that is not older than what ships', async () => {
    const corrected = { affected: [{ from: '1.97.0', before: '1.97.1' }] };
    const rows = shippedProblemData.problems.map((row) => (row.id === 'rust#159035' ? { ...row, ...corrected } : row));
    const having = (content: string) => world({ files: { ...pin, 'known-problems.json': content } });
    const content = ownData(1, { problems: rows });
    const newer = await run(having(content), { allow: [] });
    expect(newer.found).not.toContain('toolchain/known-problem rust#159035');
    expect(newer.facts?.problemData).toMatchObject({
      source: 'known-problems.json',
      rows: rows.length,
      sha256: sha256(content),
    });
    const older = await run(having(ownData(-1, { problems: rows })), { allow: [] });
    expect(older.found).toContain('toolchain/known-problem rust#159035');
    expect(older.facts?.problemData).toMatchObject({ source: 'shipped', collected: shippedProblemData.collected });
  });

  it('leaves a gap when the data of the workspace is broken, and judges by what ships', async () => {
    const { gaps, found, verdict } = await run(world({ files: { ...pin, 'known-problems.json': '{}' } }), {
      allow: [],
    });
    expect(gaps).toEqual([
      {
        what: 'known-problems.json',
        why: expect.stringContaining('problems: '),
        remedy: expect.stringContaining('assay toolchain known-problems --from FILE'),
        at: { path: 'known-problems.json' },
      },
    ]);
    expect(found).toContain('toolchain/known-problem rust#159035');
    expect(verdict).toBe('no-verdict');
  });

  it.each([
    [120, 'highest', {}, []],
    [121, 'medium', {}, ['more than 120 days ago']],
    [5000, 'highest', {}, ['more than 120 days ago']],
    [5000, 'low', {}, []],
    [8, 'medium', { 'known-problems-max-age': 7 }, ['more than 7 days ago']],
    [7, 'medium', { 'known-problems-max-age': 7 }, []],
  ] as const)('%i days after collecting, at rank %s, %j: gaps %j', async (days, rank, more, expected) => {
    const { gaps } = await run(world({ now: daysLater(days) }), { rank, more });
    expect(gaps.map(({ why }) => why)).toEqual(
      expected.map((words) => `the data in use was collected on ${shippedProblemData.collected}, ${words}`),
    );
    for (const { remedy, at } of gaps) {
      expect(remedy).toContain('assay toolchain known-problems --from FILE');
      expect(at).toMatchObject({ path: 'assay.toml' });
    }
  });

  it('lets newer data of the workspace make up for the age of what ships', async () => {
    const files = { ...pin, 'known-problems.json': ownData(100) };
    expect((await run(world({ files, now: daysLater(200) }), { rank: 'medium' })).gaps).toEqual([]);
  });

  it.each(ranks)('has no verdict by data from the future, at rank %s', async (rank) => {
    const { gaps } = await run(world({ now: daysLater(-2) }), { rank });
    expect(gaps).toEqual([expect.objectContaining({ what: 'the age of the data about known problems' })]);
  });

  it('names the vendor releases that carry the same Rust release, and judges none', async () => {
    const { facts, verdict } = await run(world());
    expect(facts?.vendorReleases).toMatchObject([{ id: 'ferrocene-26.05', confidence: 'confirmed' }]);
    expect(verdict).toBe('pass');
  });

  it('never passes when one of its looks fails', async () => {
    const files = {
      ...pin,
      'known-problems.json': ownData(1),
      '.cargo/config.toml': '[build]\nrustflags = ["-C", "overflow-checks=on"]\n',
    };
    const watched = watching(world({ files }));
    expect((await run(watched.world)).verdict).toBe('pass');
    const looks = watched.looks();
    expect(looks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'read rust-toolchain.toml',
        'read .cargo/config.toml',
        'read known-problems.json',
        'run cargo -vV',
        'run rustc -vV',
      ]),
    );
    const optional = ({ name }: Look, way: Failure) =>
      toolchain.optional.some(({ look, ways }) => look === name && ways.includes(way));
    const blind = looks.flatMap((look) =>
      look.ways.filter((way) => !optional(look, way)).map((failure) => ({ name: look.name, failure })),
    );
    const passed = [];
    for (const { name, failure } of blind) {
      const { verdict } = await run(failing(world({ files }), name, failure));
      if (verdict === 'pass') passed.push(`${name}: ${failure}`);
    }
    expect(passed).toEqual([]);
  });

  it('ends when it is interrupted', async () => {
    const interrupted = world({ tools: (tool) => new WorldError('interrupted', tool, 'interrupted') });
    await expect(run(interrupted)).rejects.toMatchObject({ kind: 'interrupted' });
  });

  it('fails from the lowest integrity level upwards when known problems have no disposition', async () => {
    const verdicts = await Promise.all(ranks.map(async (rank) => (await run(world(), { rank, allow: [] })).verdict));
    expect(verdicts).toEqual(['pass', 'fail', 'fail', 'fail', 'fail']);
  });
});
