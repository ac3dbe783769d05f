import { UserError } from '@assay/evidence';
import { fakeWorld, type ToolResult, WorldError } from '@assay/host';
import type { Identity } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { askedByName } from './asked.js';
import type { Knowledge } from './knowledge.js';
import { readRecord } from './read-record.js';
import { ReadinessRecord, type TargetChange } from './record.js';
import { readSources } from './sources/sources.js';

const commit = '59807616e1fa2540724bfbac14d7976d7e4a3860';
const identity: Identity = {
  ...{ release: '1.95.0', commit, commitDate: '2026-04-14', host: 'x86_64-unknown-linux-gnu', llvm: null },
};
const docs = '/rust/share/doc/rust/html';
const manifestFile = '/rust/lib/rustlib/multirust-channel-manifest.toml';
const thumb = 'thumbv7em-none-eabihf';

const base: Record<string, string> = {
  [`${docs}/version_info.html`]: `<a href="https://www.rust-lang.org">Rust</a> 1.95.0</span><br><a href="https://github.com/rust-lang/rust/commit/${commit}">5</a>`,
  [`${docs}/rustc/platform-support.html`]: `<html><main><h2>Tier 3</h2><table><tr><th>target</th><th>std</th><th>host</th><th>notes</th></tr>
<tr><td><a href="platform-support/thumb.html"><code>${thumb}</code></a></td><td>*</td><td></td><td>Bare</td></tr>
<tr><td><code>mips-linux</code></td><td>?</td><td>✓</td><td>MIPS (kernel 4.4+)</td></tr></table></main></html>`,
  [`${docs}/rustc/platform-support/thumb.html`]: `<html><main><h1><code>${thumb}</code></h1><p><strong>Tier: 2</strong></p>
<h2>Target maintainers</h2><p>@x</p><h2>Requirements</h2><p>core and alloc</p></main></html>`,
  [manifestFile]: `manifest-version = "2"\ndate = "2026-04-16"\n[pkg.rust-std]\nversion = "1.95.0 (59807616e 2026-04-14)"
[pkg.rust-std.target.${thumb}]\navailable = true\n[pkg.rustc.target.mips-linux]\navailable = true\n`,
  [`/rust/lib/rustlib/${thumb}/lib/libcore-1.rlib`]: '',
  [`/rust/lib/rustlib/${thumb}/lib/liballoc-1.rlib`]: '',
  '/rust/lib/rustlib/mips-linux/lib/self-contained/crt1.o': '',
  '/rust/lib/rustlib/components': '',
};

const specs = {
  [thumb]: {
    ...{ arch: 'arm', 'llvm-target': 't', 'target-pointer-width': 32, 'panic-strategy': 'abort', linker: 'rust-lld' },
    metadata: { description: 'Bare', tier: 2, host_tools: false, std: false },
  },
  'mips-linux': {
    ...{ arch: 'mips', os: 'linux', 'llvm-target': 't', 'target-pointer-width': 32 },
    metadata: { description: 'MIPS (kernel 4.4)', tier: 3, host_tools: false, std: true },
  },
};

type Answers = Record<string, ToolResult | WorldError>;

const ok = (stdout: string): ToolResult => ({ status: 0, stdout, stderr: '' });
const refused: ToolResult = { status: 1, stdout: '', stderr: 'error: refused\n' };
const rustcAnswers: Answers = {
  'target-list': ok(`${thumb}\nmips-linux\n`),
  'all-target-specs-json': ok(`${JSON.stringify(specs)}\n`),
};

interface Circumstances {
  files?: Record<string, string | undefined>;
  answers?: Answers;
  knowledge?: Partial<Knowledge>;
}

async function read(key: string, { files = {}, answers = {}, knowledge = {} }: Circumstances = {}) {
  const all = Object.entries({ ...base, ...files }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const world = fakeWorld({
    files: Object.fromEntries(all),
    environment: { HOME: '/home/u' },
    tools: (_, args) => ({ ...rustcAnswers, ...answers })[args[args.indexOf('--print') + 1] ?? ''] ?? refused,
  });
  const sources = await readSources(world, { identity, sysroot: '/rust' });
  const none: Knowledge = {
    changesOf: () => [],
    formerNames: () => [],
    laterNameOf: () => undefined,
    newestKnown: () => '1.98.1',
    vendorsOf: () => [],
    data: [{ what: 'data', date: '2026-11-01' }],
  };
  const read = await readRecord(world, sources, askedByName(key), { ...none, ...knowledge });
  expect(ReadinessRecord.parse(read.record)).toEqual(read.record);
  return read;
}

/** What stands in the record's list of sources against the source that says `what`. */
const unavailable = (record: ReadinessRecord) =>
  record.sources.filter(({ available }) => available !== null).map(({ what, available }) => `${what}: ${available}`);

describe('the record of a built-in target', () => {
  it('holds what each source says, with its date, and what of it is believed', async () => {
    const { record, gaps } = await read(thumb);
    expect(gaps).toEqual([]);
    expect(unavailable(record)).toEqual([]);
    expect(record.tier).toEqual({
      value: 3,
      claims: [
        { source: 'compiler', date: '2026-04-14', value: 2 },
        { source: 'documentation', date: '2026-04-14', value: 3 },
        { source: 'documentation', date: '2026-04-14', value: 2 },
      ],
      note: 'rustc 1.95.0 says 2, platform-support.html says 3, the target’s own page says 2: the worst is believed',
    });
    expect(record.prebuilt).toEqual({
      ...{ value: true, claims: [{ source: 'manifest', date: '2026-04-16', value: true }], note: null },
    });
    expect(record).toMatchObject({
      ...{ kind: 'built-in', library: { value: 'alloc' }, installed: { value: true }, hostTools: { value: false } },
      ...{ maintainers: { value: '@x' }, page: { value: 'platform-support/thumb.html' } },
      ...{ os: { value: 'none' }, minimumOs: { value: null, note: 'bare metal: there is no operating system' } },
      linkerFound: { value: false },
    });
  });

  it('says why a source is believed, where another leaves a question open or denies it', async () => {
    const { record } = await read('mips-linux');
    expect(record.library).toMatchObject({
      ...{ value: 'std', note: 'the documentation leaves it open (?): rustc 1.95.0 is believed' },
    });
    expect(record.hostTools).toMatchObject({ value: false, note: expect.stringContaining('disagree') });
    expect(record.minimumOs).toMatchObject({
      value: 'kernel 4.4+',
      note: expect.stringContaining('words it otherwise'),
    });
    // A folder that holds parts of a target, but not core.
    expect(record.installed.value).toBe(false);
    expect(record.prebuilt.value).toBe(false);
  });

  it.each([
    [
      'not installed',
      { [`${docs}/rustc/platform-support.html`]: undefined },
      'not available: rust-docs is not installed',
    ],
    [
      'of another release',
      { [`${docs}/version_info.html`]: '<a>Rust</a> 1.94.0' },
      'the rust-docs are of another release: 1.94.0',
    ],
    [
      'of another commit',
      { [`${docs}/version_info.html`]: `<a>Rust</a> 1.95.0 <a href="/commit/${'a'.repeat(40)}">` },
      'the rust-docs are of another release: 1.95.0',
    ],
    [
      'of no release',
      { [`${docs}/version_info.html`]: undefined },
      'the rust-docs do not say which release they are of',
    ],
    [
      'cut off',
      { [`${docs}/rustc/platform-support.html`]: '<html><main><h2>Tier' },
      'platform-support.html ends in the middle',
    ],
  ])('goes on without documentation that is %s, and says so', async (_, files, trouble) => {
    const { record, gaps } = await read(thumb, { files });
    expect(gaps).toEqual([]);
    expect(unavailable(record)).toEqual([`rustc/platform-support.html: ${trouble}`]);
    expect(record).toMatchObject({
      tier: { value: 2 },
      page: { value: null, note: trouble },
      maintainers: { note: trouble },
    });
  });

  it('goes on without the page of the target', async () => {
    const { record } = await read(thumb, { files: { [`${docs}/rustc/platform-support/thumb.html`]: '<html><main>' } });
    expect(unavailable(record)).toEqual([
      'rustc/platform-support/thumb.html: platform-support/thumb.html ends in the middle',
    ]);
    expect(record.maintainers.value).toBeNull();
  });

  it('does not know whether there is a standard library to install without the manifest', async () => {
    for (const [manifest, trouble] of [
      [undefined, 'not available: rustup keeps no channel manifest in this toolchain'],
      [
        base[manifestFile]?.replace('1.95.0', '1.96.0'),
        'the channel manifest is of another release: 1.96.0 (59807616e 2026-04-14)',
      ],
    ] as const) {
      const { record } = await read('mips-linux', { files: { [manifestFile]: manifest } });
      expect(record.prebuilt).toEqual({ value: null, claims: [], note: trouble });
    }
    const { record } = await read(thumb, { files: { [manifestFile]: undefined } });
    expect(record.prebuilt).toMatchObject({ value: true, claims: [{ source: 'sysroot' }] });
  });

  it('says of a documented tier 2 without a component that this is strange', async () => {
    const page = base[`${docs}/rustc/platform-support.html`]?.replace('Tier 3', 'Tier 2');
    const { record } = await read('mips-linux', { files: { [`${docs}/rustc/platform-support.html`]: page } });
    expect(record.prebuilt).toMatchObject({ value: false, note: expect.stringContaining('documented as tier 2') });
  });

  it('asks for the target by itself where the compiler does not tell of all at once', async () => {
    const { record, gaps } = await read(thumb, {
      answers: { 'all-target-specs-json': refused, cfg: ok('target_arch="arm"\ntarget_os="none"\n') },
    });
    expect(gaps).toEqual([]);
    expect(unavailable(record)).toEqual([
      'rustc -Z unstable-options --print all-target-specs-json: rustc -Zunstable-options --print all-target-specs-json: error: refused',
    ]);
    expect(record).toMatchObject({ tier: { value: 3 }, architecture: { value: 'arm' }, linker: { value: null } });
    expect(record.library).toMatchObject({
      value: 'alloc',
      note: expect.stringContaining('the documentation is believed'),
    });
  });

  it('leaves a gap where the compiler says nothing of it', async () => {
    const { gaps } = await read(thumb, { answers: { 'all-target-specs-json': refused } });
    expect(gaps).toMatchObject([{ what: `what the compiler says of the target ${thumb}` }]);
  });

  it('leaves a gap where the compiler does not list its targets, and an interruption to the caller', async () => {
    const { record, gaps } = await read(thumb, { answers: { 'target-list': ok('') } });
    expect(record.kind).toBe('built-in');
    expect(gaps).toMatchObject([{ what: 'the targets of the compiler', why: expect.stringContaining('cut off') }]);
    const interrupted = new WorldError('interrupted', 'rustc', 'interrupted');
    await expect(read(thumb, { answers: { 'target-list': interrupted } })).rejects.toBe(interrupted);
  });
});

describe('the record of a target that the compiler does not have', () => {
  it('names the nearest ones', async () => {
    const { record, gaps } = await read('thumbv7em-none-eabi');
    expect(gaps).toEqual([]);
    expect(record).toMatchObject({
      ...{ kind: 'unknown', nearest: [thumb], prebuilt: { value: false } },
      tier: { value: null, note: expect.stringContaining('rustc 1.95.0 has no target of this name') },
    });
  });

  it('tells its other name first, and the release that changed it', async () => {
    const renamed: TargetChange = {
      ...{ release: '1.98.0', kind: 'renamed', from: 'mips-linux', to: 'mips-new' },
      ...{ source: 'notes', confidence: 'documented' },
    };
    const former = { name: 'mips-linux', until: '1.98.0', source: 'notes', confidence: 'documented' };
    const { record } = await read('mips-new', {
      knowledge: { changesOf: () => [renamed], formerNames: () => [former] },
    });
    expect(record).toMatchObject({ nearest: ['mips-linux'], changes: [renamed], formerNames: [former] });
    const { record: later } = await read('mips-older', { knowledge: { laterNameOf: () => ({ name: 'mips-linux' }) } });
    expect(later.nearest[0]).toBe('mips-linux');
  });

  it.each(['', '--help', '../../etc/passwd', 'toString', '__proto__'])('is made for %j', async (key) => {
    expect((await read(key)).record).toMatchObject({
      kind: 'unknown',
      tier: { value: null },
      library: { value: null },
    });
  });
});

describe('the record of a target of the project’s own', () => {
  const file = 'targets/board.json';
  const json = JSON.stringify({ ...specs[thumb], metadata: { tier: 1, std: false } });

  it('is read from its file, and has no tier whatever that claims', async () => {
    const { record, gaps } = await read(file, { files: { [file]: json } });
    expect(gaps).toEqual([]);
    expect(record).toMatchObject({
      ...{ target: 'board', kind: 'custom', panic: { value: 'abort', claims: [{ source: 'policy', date: null }] } },
      tier: { value: null, claims: [], note: expect.stringContaining('error: refused') },
      prebuilt: { value: false },
    });
    expect(unavailable(record)).toEqual([
      `rustc --print cfg --target ${file}: rustc --print cfg --target: error: refused`,
    ]);
  });

  it('is not taken for the built-in one of its name', async () => {
    const { record } = await read(`${thumb}.json`, { files: { [`${thumb}.json`]: json } });
    expect(record).toMatchObject({
      kind: 'custom',
      page: { value: null },
      tier: { value: null },
      maintainers: { value: null },
    });
  });

  it.each([
    [undefined, 'there is no target file targets/board.json'],
    ['{', 'this is not JSON'],
    ['[]', 'this is no target specification: it is no table of keys'],
    ['{"arch":"arm"}', 'this is no target specification: its llvm-target is missing, or not what rustc takes'],
  ])('is refused for the file %j', async (content, message) => {
    const attempt = read(file, { files: { [file]: content } });
    await expect(attempt).rejects.toThrow(UserError);
    await expect(attempt).rejects.toThrow(message);
  });
});

it('holds what the policy says of tests and of blockers', async () => {
  const world = fakeWorld({ files: base, tools: () => refused });
  const sources = await readSources(world, { identity, sysroot: '/rust' });
  const at = { path: 'assay.toml', line: 4 };
  const asked = {
    ...{ key: thumb, at, lastTestedOs: 'board rev 3', lastTested: '2026-05-01' },
    blockers: [{ what: 'no driver, see acme/hal#12', at }],
  };
  const knowledge: Knowledge = {
    ...{ changesOf: () => [], formerNames: () => [], laterNameOf: () => undefined },
    ...{ newestKnown: () => '1.98.1', vendorsOf: () => [], data: [] },
  };
  const { record, gaps } = await readRecord(world, sources, asked, knowledge);
  // Neither its list of targets nor an answer about this one: rustc refused everything.
  expect(record.kind).toBe('unknown');
  expect(record.lastTested.value).toBe('board rev 3, 2026-05-01');
  expect(record.blockers).toEqual([
    { id: 'acme/hal#12', what: 'no driver, see acme/hal#12', source: 'assay.toml', at },
  ]);
  expect(gaps).toMatchObject([{ at }]);
});
