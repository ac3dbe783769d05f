import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { realHost, type ToolSpec } from '@assay/host';
import {
  askedByName,
  type Known,
  listTargets,
  ReadinessRecord,
  readRecord,
  readSources,
  selectTargets,
  shippedKnowledge,
} from '@assay/readiness';
import { readIdentity, rustc } from '@assay/rust';
import { describe, expect, type TestContext, test } from 'vitest';
import { temporaryFolder } from './support/command.js';
import { tool } from './support/tools.js';

/** For rustup’s proxy, where the compiler is one. */
const pinned = { RUSTUP_TOOLCHAIN: '1.95.0' };

type Skip = TestContext['skip'];

const openWorld = () =>
  realHost({ signal: new AbortController().signal, progress: () => undefined }).world(temporaryFolder());

async function sourcesOf(program: string, env: Record<string, string> = {}) {
  const ask = (...args: string[]) => execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env } });
  const identity = readIdentity(ask('-vV'));
  if (identity === undefined) throw new Error(`${program} names no release`);
  const spec: ToolSpec = { ...rustc, program, env };
  return readSources(openWorld(), { identity, sysroot: ask('--print', 'sysroot').trim(), rustc: spec });
}

/** The sources of an old release, by its cargo: its rustc stands beside it, and its libraries have to be found. */
function sourcesBeside(cargo: string) {
  const bin = path.dirname(cargo);
  return sourcesOf(path.join(bin, 'rustc'), { LD_LIBRARY_PATH: path.join(path.dirname(bin), 'lib') });
}

/** The sources of 1.95.0, the rust-docs among them. */
async function sourcesOf195(skip: Skip) {
  const sources = await sourcesOf(tool('rustc', skip), pinned);
  if (!existsSync(path.join(sources.sysroot, 'share/doc/rust/html/rustc/platform-support.html'))) {
    const why = 'needs rust-docs: rustup component add rust-docs --toolchain 1.95.0';
    if ((process.env.CI ?? '') !== '') throw new Error(why);
    skip(why);
  }
  return sources;
}

/** The record of a target, of which everything could be read that these sources tell. */
async function recordFrom(sources: Awaited<ReturnType<typeof sourcesOf>>, target: string): Promise<ReadinessRecord> {
  const { record, gaps } = await readRecord(openWorld(), sources, askedByName(target), shippedKnowledge);
  expect(gaps).toEqual([]);
  return record;
}

/** The record by 1.95.0, which lacks no source. */
async function recordOf(target: string, skip: Skip): Promise<ReadinessRecord> {
  const record = await recordFrom(await sourcesOf195(skip), target);
  expect(ReadinessRecord.parse(record)).toEqual(record);
  expect(record.sources.filter(({ available }) => available !== null)).toEqual([]);
  return record;
}

const values = (record: ReadinessRecord, ...names: (keyof ReadinessRecord)[]) =>
  Object.fromEntries(names.map((name) => [name, (record[name] as Known<unknown>).value]));

const said = <T>({ claims }: Known<T>) => claims.map(({ source, value }) => [source, value]);

/**
 * Each expectation was read by hand in one of the sources of Rust 1.95.0:
 * S: rustc -Z unstable-options --print target-spec-json --target T
 * D: share/doc/rust/html/rustc/platform-support.html, the section and row of T
 * P: the page that D links for T
 * M: lib/rustlib/multirust-channel-manifest.toml, `date` and `[pkg.rust-std.target.T]`
 */
describe('records of Rust 1.95.0, as a person reads the sources', () => {
  test('x86_64-unknown-linux-gnu', async ({ skip }) => {
    const record = await recordOf('x86_64-unknown-linux-gnu', skip);
    expect(said(record.tier)).toEqual([
      ['compiler', 1], // S: metadata.tier
      ['documentation', 1], // D: Tier 1 with Host Tools
    ]);
    expect(said(record.library)).toEqual([
      ['compiler', 'std'], // S: metadata.std
      ['documentation', 'std'], // D: "All tier 1 targets with host tools support the full standard library."
      ['sysroot', 'std'], // lib/rustlib/x86_64-unknown-linux-gnu/lib/libstd-*.rlib
    ]);
    expect(said(record.hostTools)).toEqual([
      ['compiler', true], // S: metadata.host_tools
      ['documentation', true], // D: the section
      ['manifest', true], // M: [pkg.rustc.target.x86_64-unknown-linux-gnu] available = true
    ]);
    expect(record.prebuilt).toEqual({
      ...{ value: true, note: null },
      claims: [{ source: 'manifest', date: '2026-04-16', value: true }], // M
    });
    expect(record.description).toMatchObject({
      value: '64-bit Linux (kernel 3.2+, glibc 2.17+)', // S: metadata.description, and D: notes
      claims: [{ date: '2026-04-14' }, {}], // rustc -vV: commit-date
    });
    expect(
      values(record, 'panic', 'endian', 'architecture', 'os', 'environment', 'atomics', 'cpu', 'pointerWidth'),
    ).toEqual({
      panic: 'unwind', // S: no panic-strategy
      endian: 'little', // S: no target-endian
      architecture: 'x86_64', // S: arch
      os: 'linux', // S: os
      environment: 'gnu', // S: env; no abi
      atomics: '64', // S: max-atomic-width; no atomic-cas
      cpu: 'x86-64', // S: cpu; no features
      pointerWidth: 64, // S: target-pointer-width
    });
    expect(values(record, 'minimumOs', 'linker', 'page', 'maintainers', 'installed')).toEqual({
      minimumOs: 'kernel 3.2+, glibc 2.17+', // D: notes
      linker: 'cc', // S: linker-flavor gnu-lld-cc; no linker
      page: null, // D: no link
      maintainers: null,
      installed: true,
    });
  });

  test('thumbv7em-none-eabihf', async ({ skip }) => {
    const record = await recordOf('thumbv7em-none-eabihf', skip);
    expect(said(record.tier)).toEqual([
      ['compiler', 2], // S: metadata.tier
      ['documentation', 2], // D: Tier 2 without Host Tools. P: Tier: 2
    ]);
    expect(record.library.value).toBe('alloc');
    expect(said(record.library).slice(0, 4)).toEqual([
      ['compiler', 'core'], // S: metadata.std false
      ['documentation', 'core'], // D: *
      ['documentation', 'alloc'], // P: Library Support: core and alloc
      ['assay', 'alloc'],
    ]);
    expect(
      values(record, 'hostTools', 'prebuilt', 'panic', 'os', 'environment', 'atomics', 'floatAbi', 'cpu', 'linker'),
    ).toEqual({
      hostTools: false, // S: metadata.host_tools, and D: the section
      prebuilt: true, // M
      panic: 'abort', // S: panic-strategy
      os: 'none', // S: no os
      environment: 'eabihf', // S: abi; no env
      atomics: '32', // S: max-atomic-width; no atomic-cas
      floatAbi: 'hard', // S: llvm-floatabi
      cpu: 'generic with +vfp4d16sp', // S: features; no cpu
      linker: 'rust-lld', // S: linker
    });
    expect(record.maintainers.value).toBe(
      // P: Target maintainers
      'Rust Embedded Devices Working Group Arm Team, @rust-lang/arm-maintainers (rust@arm.com)',
    );
    expect(record.page.value).toBe('platform-support/thumbv7em-none-eabi.html'); // D: the link
    expect(record.minimumOs).toMatchObject({ value: null, note: 'bare metal: there is no operating system' });
    expect(record.linkerFound.value).toBe(true); // lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld
  });

  test('aarch64-unknown-nto-qnx800', async ({ skip }) => {
    const record = await recordOf('aarch64-unknown-nto-qnx800', skip);
    expect(said(record.tier)).toEqual([
      ['compiler', 3], // S
      ['documentation', 3], // D: Tier 3. P: Tier: 3, of the whole family
    ]);
    expect(record.library).toMatchObject({
      value: 'std', // S: metadata.std, and D: ✓
      note: 'the target’s own page leaves full support open (?)', // P: the column "Full support"
    });
    expect(
      values(record, 'hostTools', 'prebuilt', 'installed', 'os', 'environment', 'linker', 'minimumOs', 'atomics'),
    ).toEqual({
      hostTools: false, // S, and D: an empty column
      prebuilt: false, // M: not named
      installed: false,
      os: 'nto', // S: os
      environment: 'nto80', // S: env
      linker: 'qcc', // S: linker
      minimumOs: 'QNX Neutrino 8.0', // S: metadata.description, and D: notes
      atomics: '128', // S: max-atomic-width
    });
    expect(record.maintainers.value).toBe('@flba-eb, @gh-tr, @jonathanpallant, @japaric'); // P: Target maintainers
  });

  test('riscv64im-unknown-none-elf', async ({ skip }) => {
    const record = await recordOf('riscv64im-unknown-none-elf', skip);
    expect(record.tier).toMatchObject({
      value: 3,
      note: 'rustc 1.95.0 says 3, platform-support.html says 2, the target’s own page says 3: the worst is believed',
    });
    expect(said(record.tier)).toEqual([
      ['compiler', 3], // S: metadata.tier
      ['documentation', 2], // D: Tier 2 without Host Tools
      ['documentation', 3], // P: Tier: 3
    ]);
    expect(record.prebuilt).toMatchObject({
      value: false, // M: not named
      note: 'documented as tier 2, of which the Rust project builds the library, and yet the manifest has none',
    });
    expect(values(record, 'library', 'atomics', 'floatAbi', 'panic', 'linker', 'maintainers')).toEqual({
      library: 'alloc', // P: "The target supports core and alloc, but not std."
      atomics: '64, no compare-and-swap', // S: max-atomic-width, atomic-cas
      floatAbi: 'soft', // S: llvm-abiname lp64
      panic: 'abort', // S: panic-strategy
      linker: 'rust-lld', // S: linker
      maintainers: 'Rust Embedded Working Group, RISC-V team', // P: Target maintainers
    });
  });

  test('armv8r-none-eabihf', async ({ skip }) => {
    const record = await recordOf('armv8r-none-eabihf', skip);
    expect(said(record.tier)).toEqual([
      ['compiler', 2], // S: metadata.tier
      ['documentation', 2], // D: Tier 2 without Host Tools. P: Tier: 2: armv8r-none-eabihf
    ]);
    expect(values(record, 'library', 'prebuilt', 'atomics', 'floatAbi', 'cpu', 'page')).toEqual({
      library: 'alloc', // P: core and alloc
      prebuilt: true, // M
      atomics: '64', // S: max-atomic-width
      floatAbi: 'hard', // S: llvm-floatabi
      cpu: 'generic', // S: neither cpu nor features
      page: 'platform-support/armv8r-none-eabihf.html', // D: the link
    });
  });

  test('thumbv8r-none-eabihf, which shares a page with it', async ({ skip }) => {
    const record = await recordOf('thumbv8r-none-eabihf', skip);
    expect(said(record.tier)).toEqual([
      ['compiler', 2], // S: metadata.tier
      ['documentation', 3], // D: Tier 3. P: Tier: 3: thumbv8r-none-eabihf
    ]);
    expect(record.tier.value).toBe(3);
  });
});

describe('all targets of Rust 1.95.0', () => {
  test('are read, and where the sources disagree a record says so', async ({ skip }) => {
    const records = await listTargets(openWorld(), await sourcesOf195(skip), shippedKnowledge);
    expect(records).toHaveLength(320); // rustc --print target-list | wc -l
    for (const record of records) ReadinessRecord.parse(record);

    const disputed = records.filter(({ tier }) => tier.note !== null);
    expect(disputed.map(({ target, tier }) => [target, ...said(tier).map(([, value]) => value)])).toEqual([
      ['riscv64im-unknown-none-elf', 3, 2],
      ['thumbv7a-none-eabi', 2, 3],
      ['thumbv7a-none-eabihf', 2, 3],
      ['thumbv7r-none-eabi', 2, 3],
      ['thumbv7r-none-eabihf', 2, 3],
      ['thumbv8r-none-eabihf', 2, 3],
    ]);
    expect(disputed.map(({ tier }) => tier.value)).toEqual([3, 3, 3, 3, 3, 3]);

    const why = ['the compiler is believed', 'rustc 1.95.0 is believed', 'the documentation is believed'];
    const believed = why.map((words) => records.filter(({ library }) => library.note?.includes(words)));
    // Std: in one row they contradict each other, in 24 only the compiler says it, in 13 only the documentation does.
    expect(believed.map(({ length }) => length)).toEqual([1, 24, 13]);
    expect(believed[0]?.map(({ target }) => target)).toEqual(['powerpc-unknown-openbsd']);
    // Where neither says it, it is not known.
    const unknown = records.filter(({ library }) => library.value === null);
    expect(unknown).toHaveLength(12);
    expect(unknown.every(({ library }) => library.note?.includes('leaves it open'))).toBe(true);

    expect(records.filter(({ prebuilt }) => prebuilt.value === true)).toHaveLength(108);
    const strange = records.filter(({ prebuilt }) => prebuilt.note !== null).map(({ target }) => target);
    expect(strange).toEqual(['riscv64im-unknown-none-elf', 's390x-unknown-none-softfloat']);
  });

  test('can be looked through', async ({ skip }) => {
    const records = await listTargets(openWorld(), await sourcesOf195(skip), shippedKnowledge);
    expect(selectTargets(records, 'no_std, tier 2, thumb').map(({ target }) => target)).toEqual([
      'thumbv6m-none-eabi',
      'thumbv7em-none-eabi',
      'thumbv7em-none-eabihf',
      'thumbv7m-none-eabi',
      'thumbv8m.base-none-eabi',
      'thumbv8m.main-none-eabi',
      'thumbv8m.main-none-eabihf',
    ]);
  });

  test('agree with what every compiler prints of itself', async ({ skip }) => {
    const program = tool('rustc', skip);
    const env = { ...process.env, ...pinned };
    const records = await listTargets(openWorld(), await sourcesOf195(skip), shippedKnowledge);
    for (const record of records.filter((_, index) => index % 8 === 0)) {
      const cfg = execFileSync(program, ['--print', 'cfg', '--target', record.target], { encoding: 'utf8', env }).split(
        '\n',
      );
      const widths = cfg.flatMap((line) => /^target_has_atomic="(\d+)"$/.exec(line)?.[1] ?? []).map(Number);
      const { atomics } = record;
      expect([record.target, /^\d+$/.test(atomics.value ?? '') ? Number(atomics.value) : 0]).toEqual([
        record.target,
        Math.max(0, ...widths),
      ]);
      expect(cfg).toContain(`target_os="${record.os.value}"`);
      expect(cfg).toContain(`target_arch="${record.architecture.value}"`);
      expect(cfg).toContain(`target_pointer_width="${record.pointerWidth.value}"`);
      expect(cfg).toContain(`target_endian="${record.endian.value}"`);
      expect(cfg).toContain(`panic="${record.panic.value}"`);
    }
  });
});

describe('another compiler', () => {
  test('1.85.0 of a distribution, without documentation and manifest, says what it knows', async ({ skip }) => {
    const record = await recordFrom(await sourcesBeside(tool('rust_1_85', skip)), 'thumbv7em-none-eabihf');
    expect(values(record, 'tier', 'prebuilt', 'pointerWidth')).toEqual({ tier: 2, prebuilt: null, pointerWidth: 32 });
    const silent = record.sources.filter(({ available }) => available !== null).map(({ source }) => source);
    expect(silent).toEqual(['documentation', 'manifest']);
  });

  test('1.63.0, which does not tell of all targets at once, is asked for the one', async ({ skip }) => {
    const record = await recordFrom(await sourcesBeside(tool('rust_1_63', skip)), 'thumbv7em-none-eabihf');
    expect(values(record, 'tier', 'panic', 'atomics', 'floatAbi', 'linker')).toEqual({
      ...{ tier: null, panic: 'abort', atomics: '32', floatAbi: 'hard', linker: 'rust-lld' },
    });
    expect(record.sources.find(({ what }) => what.includes('all-target-specs-json'))?.available).toContain(
      'unknown print request',
    );
  });
});
