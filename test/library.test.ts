import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { realHost, type World } from '@assay/host';
import { type CargoArtifact, readArtifacts, readPlatform, rustc } from '@assay/rust';
import {
  closureFacts,
  closureOf,
  type Graph,
  type PromiseInput,
  promisesOf,
  readGraph,
  type StatedPromise,
} from '@assay/targets/library';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from './support/command.js';
import { tool } from './support/tools.js';
import { writeFiles } from './support/write-files.js';

const host = 'x86_64-unknown-linux-gnu';

const manifest = (name: string, rest = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${rest}`;

/** A workspace with a member for each way to come by std or alloc, or not to. */
const workspace = {
  'Cargo.toml': `[workspace]
resolver = "2"
members = ["*"]
exclude = ["target"]

[profile.dev]
panic = "abort"
`,
  // std behind a chain of features.
  'maths/Cargo.toml': manifest('maths', '[features]\ndefault = ["std"]\nstd = []\n'),
  'maths/src/lib.rs': '#![cfg_attr(not(feature = "std"), no_std)]\npub fn half(x: u32) -> u32 {\n    x / 2\n}\n',
  'filter/Cargo.toml': manifest(
    'filter',
    '[features]\nfast = ["maths/std"]\n[dependencies]\nmaths = { path = "../maths", default-features = false }\n',
  ),
  'filter/src/lib.rs': '#![no_std]\npub use maths::half;\n',
  'controller/Cargo.toml': manifest(
    'controller',
    '[features]\ndefault = ["full"]\nfull = ["filter/fast"]\n[dependencies]\nfilter = { path = "../filter" }\n',
  ),
  'controller/src/lib.rs': '#![no_std]\npub use filter::half;\n',
  // alloc.
  'journal/Cargo.toml': manifest('journal'),
  'journal/src/lib.rs':
    '#![no_std]\nextern crate alloc;\npub fn new() -> alloc::vec::Vec<u8> {\n    alloc::vec::Vec::new()\n}\n',
  'recorder/Cargo.toml': manifest('recorder', '[dependencies]\njournal = { path = "../journal" }\n'),
  'recorder/src/lib.rs': '#![no_std]\npub use journal::new;\n',
  // Uses of std on the host alone, and in tests.
  'derive/Cargo.toml': manifest('derive', '[lib]\nproc-macro = true\n'),
  'derive/src/lib.rs':
    'use proc_macro::TokenStream;\n#[proc_macro_derive(Nothing)]\npub fn nothing(_: TokenStream) -> TokenStream {\n    std::env::args().count();\n    TokenStream::new()\n}\n',
  'scripted/Cargo.toml': manifest(
    'scripted',
    `[dependencies]
derive = { path = "../derive" }
[build-dependencies]
maths = { path = "../maths" }
[dev-dependencies]
maths = { path = "../maths" }
[target.'cfg(windows)'.dependencies]
journal = { path = "../journal" }
`,
  ),
  'scripted/build.rs': 'fn main() {\n    println!("cargo:rerun-if-changed=build.rs");\n    maths::half(2);\n}\n',
  'scripted/src/lib.rs': '#![no_std]\n#[derive(derive::Nothing)]\npub struct Limit;\n',
  // A dependency that is no no_std crate at all.
  'logger/Cargo.toml': manifest('logger', '[features]\nstd = []\ndefault = ["std"]\n'),
  'logger/src/lib.rs': 'pub fn log() {\n    println!("log");\n}\n',
  'station/Cargo.toml': manifest('station', '[dependencies]\nlogger = { path = "../logger" }\n'),
  'station/src/lib.rs': '#![no_std]\npub fn log() {\n    logger::log();\n}\n',
  // What a crate names besides a dependency that brings it too.
  'panel/Cargo.toml': manifest('panel', '[dependencies]\nlogger = { path = "../logger" }\n'),
  'panel/src/lib.rs': '#![no_std]\nextern crate std;\npub fn log() {\n    logger::log();\n    std::println!();\n}\n',
  // What keeps no metadata.
  'tool/Cargo.toml': manifest('tool'),
  'tool/src/main.rs': 'fn main() {}\n',
  'image/Cargo.toml': manifest('image', '[lib]\ncrate-type = ["staticlib"]\n'),
  'image/src/lib.rs':
    '#![no_std]\n#[panic_handler]\nfn panic(_: &core::panic::PanicInfo) -> ! {\n    loop {}\n}\n#[no_mangle]\npub extern "C" fn limit() -> u32 {\n    1\n}\n',
};

interface Opened {
  world: World;
  graph: Graph;
}

/** A workspace on the disk, for a toolchain that is chosen by the variable. */
async function open(files: Record<string, string>, toolchain: string): Promise<Opened> {
  vi.stubEnv('RUSTUP_TOOLCHAIN', toolchain);
  const folder = temporaryFolder();
  writeFiles(folder, files);
  execFileSync('cargo', ['generate-lockfile', '--offline'], { cwd: folder, stdio: 'pipe' });
  const world = realHost({ signal: new AbortController().signal, progress: () => undefined }).world(folder);
  const read = await readGraph(world);
  if ('failure' in read) throw new Error(read.failure.message);
  return { world, graph: read.graph };
}

/** What Cargo built of members, or of all. */
function build({ root }: World, target: string, members: readonly string[] = [], flags: readonly string[] = []) {
  const chosen = members.length === 0 ? ['--workspace'] : members.flatMap((name) => ['-p', name]);
  const stdout = execFileSync(
    'cargo',
    ['build', '--offline', '--message-format=json', '--target', target, ...chosen, ...flags],
    { cwd: root, stdio: 'pipe', encoding: 'utf8', maxBuffer: 2 ** 26, env: { ...process.env, ...unstable(flags) } },
  );
  return readArtifacts(stdout);
}

function unstable(flags: readonly string[]): Record<string, string> {
  return flags.some((flag) => flag.startsWith('-Z')) ? { RUSTC_BOOTSTRAP: '1' } : {};
}

async function reached({ world, graph }: Opened, target: string, builds: CargoArtifact[][], library: 'std' | 'alloc') {
  const targetFolder = join(world.root, 'target', target);
  const platform = await readPlatform(world, target);
  const closure = await closureOf(world, { graph, artifacts: builds.flat(), targetFolder, platform, rustc, library });
  const input: PromiseInput = { closure, targetFolder, builds, failures: [], library };
  const { packages, leftOut } = closureFacts(closure);
  const ask = async (promises: Record<string, StatedPromise['promised']>) => {
    const stated = Object.entries(promises).map(([member, promised]) => ({
      member,
      promised,
      at: { path: 'assay.toml' },
    }));
    const facts = await promisesOf(world, stated, input);
    return Object.fromEntries(
      facts.map(({ member, reaches, proof, chains }) => [
        member,
        [reaches, proof, ...chains.map(({ path, features }) => `${path.join(' > ')}: ${features.join(' > ')}`)],
      ]),
    );
  };
  const table = Object.fromEntries(packages.map(({ name, reaches, itself }) => [name, [reaches, itself]]));
  return { packages, leftOut, table, ask };
}

describe.each(['1.95.0', '1.85.0'])('with Rust %s', (release) => {
  it('what each package reaches is what it names and what its dependencies do, and nothing of the host', async ({
    skip,
  }) => {
    if (release === '1.85.0') tool('rust_1_85', skip);
    const opened = await open(workspace, release);
    const found = await reached(opened, host, [build(opened.world, host)], 'std');
    expect(found.table).toEqual({
      controller: ['std', false],
      filter: ['std', false],
      maths: ['std', true],
      journal: ['alloc', true],
      recorder: ['alloc', false],
      scripted: ['core', true],
      logger: ['std', true],
      station: ['std', false],
      panel: ['std', true],
      tool: ['std', true],
      image: ['core', true],
    });
    expect(found.leftOut).toEqual([{ name: 'journal', by: 'scripted', cfg: 'cfg(windows)' }]);
    expect(found.packages.find(({ name }) => name === 'filter')?.features).toEqual(['fast']);
    const promised = await found.ask({
      ...{ controller: 'core-only', recorder: 'core-only', journal: 'alloc', scripted: 'core-only' },
      ...{ station: 'alloc', panel: 'alloc', tool: 'core-only', image: 'core-only', derive: 'core-only' },
    });
    expect(promised).toEqual({
      controller: [
        ...['std', 'none'],
        'controller > filter > maths: controller/default > controller/full > filter/fast > maths/std',
      ],
      recorder: ['alloc', 'none', 'recorder > journal: '],
      journal: ['alloc', 'linked without std'],
      scripted: ['core', 'linked without std'],
      // Its feature std is on, and does nothing.
      station: ['std', 'none', 'station > logger: '],
      panel: ['std', 'none', 'panel: ', 'panel > logger: '],
      tool: ['std', 'none', 'tool: '],
      image: ['core', 'linked without std'],
      // It is the compiler's, and nothing of it is for the target.
      derive: [null, 'none'],
    });
  });
});

it('a member shows nothing where one build lacks it, but what another shows that it breaks', async () => {
  const opened = await open(workspace, '1.95.0');
  const builds = [
    build(opened.world, host, ['controller', 'scripted', 'image']),
    build(opened.world, host, ['scripted', 'image'], ['--all-features']),
  ];
  const { ask, table } = await reached(opened, host, builds, 'std');
  expect(await ask({ controller: 'core-only', scripted: 'core-only', recorder: 'alloc' })).toEqual({
    controller: ['std', 'none', expect.stringContaining('maths/std')],
    scripted: ['core', 'linked without std'],
    recorder: [null, 'none'],
  });
  // Both builds wrote the same libimage.a: what the first linked cannot be looked at any more.
  expect(table.image).toEqual([null, false]);
});

it('a compiler that did not build it says nothing', async ({ skip }) => {
  tool('rust_1_85', skip);
  const opened = await open(workspace, '1.95.0');
  const built = build(opened.world, host, ['scripted']);
  vi.stubEnv('RUSTUP_TOOLCHAIN', '1.85.0');
  const { table, ask } = await reached(opened, host, [built], 'std');
  expect(table).toEqual({ scripted: [null, false] });
  expect(await ask({ scripted: 'core-only' })).toEqual({ scripted: [null, 'none'] });
});

describe('for a target without std', () => {
  const target = 'thumbv7em-none-eabihf';
  const members = ['recorder', 'scripted', 'image'];
  const promises = { recorder: 'alloc', scripted: 'core-only', journal: 'core-only', image: 'alloc' } as const;
  const expected = {
    recorder: ['alloc', 'built without std'],
    // alloc is there, so that the build does not show that it is not needed.
    scripted: ['core', 'linked without std'],
    journal: ['alloc', 'none', 'journal: '],
    image: ['core', 'built without std'],
  };

  it('the build proves it, and what is linked where there is more than was promised', async ({ skip }) => {
    const opened = await open(workspace, join(tool('rust_1_85_targets', skip), 'toolchain'));
    const { ask } = await reached(opened, target, [build(opened.world, target, members)], 'alloc');
    expect(await ask(promises)).toEqual(expected);
  });

  it('what build-std compiled is no package of the project', async ({ skip }) => {
    const opened = await open(workspace, join(tool('rust_1_85_targets', skip), 'toolchain'));
    const artifacts = build(opened.world, target, members, ['-Zbuild-std=core,alloc']);
    expect(artifacts.map((each) => each.target.name)).toEqual(expect.arrayContaining(['core', 'alloc']));
    const { ask, packages } = await reached(opened, target, [artifacts], 'alloc');
    expect(packages.map(({ name }) => name)).toEqual(['image', 'journal', 'recorder', 'scripted']);
    expect(await ask(promises)).toEqual(expected);
  });
});
