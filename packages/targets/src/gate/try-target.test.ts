import { sha256 } from '@assay/evidence';
import { fakeWorld, type ToolResult, type World, WorldError } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { statedTargets, TargetsSettings } from '../settings.js';
import type { GateRequest } from './request.js';
import { type Attempted, tryTarget } from './try-target.js';

const HOST = 'x86_64-unknown-linux-gnu';
const THUMB = 'thumbv7em-none-eabihf';
const folder = (name: string) => `/workspace/target/assay/build/targets/${name}/cargo`;
const manifest = '/workspace/app/Cargo.toml';

const known = <T>(value: T | null) => ({ value, claims: [], note: null });

function request(name: string, settings: Record<string, unknown> = {}, change: Partial<GateRequest> = {}): GateRequest {
  const parsed = TargetsSettings.parse({ [name]: settings });
  const [stated] = statedTargets(parsed);
  if (stated === undefined) throw new Error('there is no target');
  return {
    ...{ key: name, name, settings: stated.settings, builds: stated.settings.builds ?? parsed.builds },
    compiler: { release: '1.95.0', commit: null, commitDate: null, host: HOST, llvm: null },
    members: [{ name: 'app', version: '0.1.0', manifest, targets: [] }],
    record: {
      ...{ library: known(name === THUMB ? ('alloc' as const) : ('std' as const)), architecture: known('arm') },
      ...{ pointerWidth: known(32), endian: known('little' as const) },
    },
    ...{ emulators: [{ program: 'qemu-arm', args: ['-cpu', 'max'] }], ...change },
  };
}

const said = (stdout = '', status = 0, stderr = ''): ToolResult => ({ status, stdout, stderr });
const finished = (success = true) => JSON.stringify({ reason: 'build-finished', success });
const artifact = (file: string, { kind = 'bin', test = false, of = manifest } = {}) =>
  JSON.stringify({
    ...{ reason: 'compiler-artifact', package_id: 'path+file:///workspace/app#0.1.0', manifest_path: of },
    ...{ target: { name: 'app', kind: [kind] }, profile: { test }, features: [], fresh: false },
    ...{ filenames: [file], executable: kind === 'lib' ? null : file },
  });
const passing =
  'running 1 test\ntest a ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n';

/** The smallest ELF file of 32 bits for a machine: a header, and no section. `order`: 1 for little endian, 2 for big. */
function elf(machine: number, order: number): Uint8Array {
  const bytes = new Uint8Array(52);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 1, order, 1]);
  const view = new DataView(bytes.buffer);
  const isLittle = order === 1;
  view.setUint16(16, 2, isLittle);
  view.setUint16(18, machine, isLittle);
  view.setUint32(20, 1, isLittle);
  view.setUint16(40, 52, isLittle);
  return bytes;
}

/** A program of tests: for Arm, little endian. */
const PROGRAM = elf(0x28, 1);

interface Answers {
  clean?: ToolResult | WorldError;
  build?: ToolResult | WorldError;
  /** Of `cargo test --no-run`. */
  tests?: ToolResult | WorldError;
  run?: ToolResult | WorldError;
  version?: ToolResult | WorldError;
  command?: ToolResult | WorldError;
}

/** A world in which a program of tests lies where Cargo built it, and the tools answer this. */
function world(
  name: string,
  answers: Answers,
  files: Record<string, string | Uint8Array> = {},
  environment = {},
): [World, string[][]] {
  const program = `${folder(name)}/${name}/debug/deps/board-0123456789abcdef`;
  const started: string[][] = [];
  const own = fakeWorld({
    files: { [program]: PROGRAM, '/bin/qemu-arm': '#!', ...files },
    environment: { PATH: '/bin', HOME: '/home/me', ...environment },
    tools(tool, args) {
      started.push([tool, ...args]);
      if (tool === 'qemu-arm') return answers.version ?? said('qemu-arm version 9.1.0 (x)\n');
      if (tool !== 'cargo') return answers.command ?? said();
      if (args[0] === 'clean') return answers.clean ?? said();
      if (args[0] === 'build') return answers.build ?? said(finished());
      if (args.includes('--no-run')) {
        return answers.tests ?? said([artifact(program, { kind: 'test', test: true }), finished()].join('\n'));
      }
      return answers.run ?? said(passing);
    },
  });
  return [own, started];
}

const attempt = (
  name: string,
  answers: Answers,
  settings: Record<string, unknown> = { run: 'emulator' },
): Promise<Attempted> => tryTarget(world(name, answers)[0], request(name, settings));

describe('a target', () => {
  it('is built only where the policy asks for no more', async () => {
    const [own, started] = world(THUMB, {});
    const { builds, tests, gaps } = await tryTarget(own, request(THUMB));
    expect([builds.map(({ outcome }) => outcome), tests, gaps]).toEqual([['built'], [], []]);
    // What was built of the members before is forgotten first: the times of files may lie.
    expect(started.map(([, command]) => command)).toEqual(['clean', 'build']);
    expect(started[0]?.slice(-2)).toEqual(['-p', 'app:0.1.0']);
    expect(started[1]?.slice(0, 4)).toEqual(['cargo', 'build', '--message-format=json', '--keep-going']);
  });

  it('has no verdict where Cargo does not forget what it built before', async () => {
    const clean = said('', 101, 'error: failed to remove file\n');
    const { gaps } = await attempt(THUMB, { clean }, {});
    expect(gaps.map(({ what }) => what)).toEqual([
      `whether what is built for ${THUMB} is what stands in the sources (dev)`,
    ]);
  });

  it('is built by an older Cargo without what it does not know', async () => {
    const [own, started] = world(THUMB, {});
    const compiler = { release: '1.63.0', commit: null, commitDate: null, host: HOST, llvm: null };
    await tryTarget(own, request(THUMB, {}, { compiler }));
    expect(started[1]).not.toContain('--keep-going');
  });

  it('is run by the first emulator on PATH, and by Cargo’s runner before it', async () => {
    const [own, started] = world(THUMB, {});
    const { tests, gaps, products } = await tryTarget(own, request(THUMB, { run: 'emulator', tests: ['board'] }));
    expect(gaps).toEqual([]);
    expect(tests).toMatchObject([
      {
        ...{ outcome: 'passed', exit: 0, passed: 1, ranOn: 'qemu-arm version 9.1.0, user mode, cpu max' },
        ...{ programs: [{ name: 'board', sha256: sha256(PROGRAM) }], log: { file: 'tests-1.log' } },
      },
    ]);
    expect(tests[0]?.log?.sha256).toBe(sha256(products[0]?.content ?? ''));
    expect(started.at(-1)?.slice(-2)).toEqual(['--config', `target."${THUMB}".runner=["qemu-arm","-cpu","max"]`]);
    const variable = { CARGO_TARGET_THUMBV7EM_NONE_EABIHF_RUNNER: '/opt/run --fast' };
    const [other, others] = world(THUMB, { command: said('run 2.5\n') }, { '/opt/run': 'x' }, variable);
    const ran = await tryTarget(other, request(THUMB, { run: 'emulator' }));
    expect(ran.tests).toMatchObject([{ ranOn: 'run 2.5' }]);
    expect(others.at(-1)).not.toContain('--config');
  });

  it.each([
    [
      'the target’s own key beats a cfg',
      `[target.${THUMB}]\nrunner = "/opt/run a"\n[target.'cfg(all())']\nrunner = "/opt/b"\n`,
      'run',
    ],
    ['a cfg that holds', `[target.'cfg(target_os = "none")']\nrunner = ["/opt/run"]\n`, 'run'],
    ['a cfg that does not hold', `[target.'cfg(unix)']\nrunner = ["/opt/run"]\n`, 'qemu-arm'],
    ['a path that is counted from the folder of the file', `[target.${THUMB}]\nrunner = "tools/run"\n`, 'run'],
    ['an empty one', `[target.${THUMB}]\nrunner = []\n`, 'qemu-arm'],
  ])('is run by what Cargo’s configuration says: %s', async (_, config, program) => {
    const [own] = world(
      THUMB,
      { command: said('target_os="none"\n') },
      { '.cargo/config.toml': config, '/opt/run': 'x', 'tools/run': 'x' },
    );
    const { tests } = await tryTarget(own, request(THUMB, { run: 'emulator' }));
    expect(tests[0]?.ranOn).toMatch(new RegExp(`^${program}`));
  });

  it('is no verdict where a program of tests is none', async () => {
    const program = `${folder(THUMB)}/${THUMB}/debug/deps/board-0123456789abcdef`;
    const [own] = world(THUMB, {}, { [program]: PROGRAM.subarray(0, 10) });
    const { tests, gaps } = await tryTarget(own, request(THUMB, { run: 'emulator', tests: ['board'] }));
    expect(tests).toMatchObject([{ outcome: 'ended' }]);
    expect(gaps).toMatchObject([{ why: 'the test program board has a form that Assay does not read' }]);
  });

  it('is known by the bytes of its runner where that does not say who it is', async () => {
    for (const version of [said('no number'), said('', 1), new WorldError('timed-out', 'qemu-arm', 'x')]) {
      const { tests } = await attempt(THUMB, { version });
      expect(tests[0]?.ranOn).toBe(`qemu-arm, sha256 ${sha256('#!')}`);
    }
  });

  it.each([
    ['no emulator is known', request(THUMB, { run: 'emulator' }, { emulators: [] }), /no emulator .* is known/],
    [
      'none is there',
      request(THUMB, { run: 'emulator' }, { emulators: [{ program: 'qemu-x', args: [] }] }),
      /none .* on the PATH: qemu-x/,
    ],
    [
      'the policy’s runner is not there',
      request(THUMB, { run: 'emulator', runner: ['nope'] }),
      /the runner nope is not there/,
    ],
  ])('is no verdict where %s', async (_, asked, why) => {
    const { tests, gaps, products } = await tryTarget(world(THUMB, {})[0], asked);
    expect(tests).toMatchObject([{ outcome: 'no result', ranOn: null, passed: 0 }]);
    expect(gaps).toMatchObject([{ why: expect.stringMatching(why) }]);
    expect(products).toEqual([]);
  });

  const timedOut = new WorldError('timed-out', 'cargo', 'cargo test did not end within 600 s');
  const killed = new WorldError('killed', 'cargo', 'cargo test was ended by SIGKILL before it had finished');
  it.each<[string, Answers, string, string]>([
    ['the build does not end', { build: timedOut }, 'timed out', 'did not build'],
    ['the build is killed', { build: killed }, 'ended', 'did not build'],
    ['Cargo ends well and says nothing', { build: said() }, 'ended', 'did not build'],
    [
      'a compiler is killed',
      { build: said(finished(false), 101, 'Caused by:\n  rustc (signal: 9, SIGKILL: kill)\n') },
      'ended',
      'did not build',
    ],
    [
      'the lock file is old',
      {
        build: said('', 101, 'error: cannot update the lock file /workspace/Cargo.lock because --locked was passed\n'),
      },
      'ended',
      'did not build',
    ],
    [
      'Cargo is not there',
      { build: new WorldError('tool-missing', 'cargo', 'cargo is not on the PATH') },
      'ended',
      'did not build',
    ],
    ['building the tests does not end', { tests: timedOut }, 'built', 'timed out'],
    ['the tests do not end', { run: timedOut }, 'built', 'timed out'],
    ['the tests are killed', { run: killed }, 'built', 'ended'],
    ['the tests print nothing', { run: said() }, 'built', 'no result'],
    ['there are no tests', { tests: said(finished()), run: said() }, 'built', 'no result'],
    ['the tests print too much', { run: new WorldError('too-large', 'cargo', 'x') }, 'built', 'ended'],
  ])('is no verdict where %s', async (_, answers, build, test) => {
    const { builds, tests, gaps } = await attempt(THUMB, answers);
    expect(builds.map(({ outcome }) => outcome)).toEqual([build]);
    expect(tests.map(({ outcome }) => outcome)).toEqual([test]);
    expect(gaps.length).toBeGreaterThan(0);
  });

  it('is an interruption where the user interrupts', async () => {
    const interrupted = new WorldError('interrupted', 'cargo', 'cargo build was interrupted');
    await expect(attempt(THUMB, { build: interrupted })).rejects.toThrow(interrupted);
    await expect(attempt(THUMB, { run: interrupted })).rejects.toThrow(interrupted);
  });

  it('failed to build where Cargo refuses for the target’s or the members’ sake', async () => {
    const { builds, gaps } = await attempt(THUMB, { build: said('', 101, 'error: no such profile\n') }, {});
    expect(builds).toMatchObject([{ outcome: 'failed', failures: [{ cause: 'cargo', message: 'no such profile' }] }]);
    expect(gaps).toEqual([]);
  });

  it('has the artifacts of its members that are for it, and no others', async () => {
    const at = (file: string) => `${folder(THUMB)}/${file}`;
    const files = { [at(`${THUMB}/debug/app`)]: 'a', [at('debug/app')]: 'b', [at(`${THUMB}/debug/dep`)]: 'c' };
    const build = said(
      [
        artifact(at(`${THUMB}/debug/app`)),
        artifact(at('debug/app')),
        artifact(at(`${THUMB}/debug/dep`), { of: '/registry/dep/Cargo.toml' }),
        artifact(at(`${THUMB}/debug/gone`)),
        finished(),
      ].join('\n'),
    );
    const { builds, gaps } = await tryTarget(world(THUMB, { build }, files)[0], request(THUMB));
    expect(builds[0]?.artifacts).toEqual([
      {
        ...{ name: 'app', member: 'app', kind: 'bin', sha256: sha256('a'), size: 1, format: null, architecture: null },
        ...{ pointerWidth: null, fits: null, sections: [], panics: null },
      },
    ]);
    expect(gaps).toMatchObject([{ what: 'the artifact gone' }]);
  });

  it('is told of a program that Cargo says it built and that is not there', async () => {
    const gone = JSON.parse(artifact(`${folder(THUMB)}/${THUMB}/debug/app`)) as object;
    const build = said([JSON.stringify({ ...gone, filenames: [] }), finished()].join('\n'));
    const { gaps } = await attempt(THUMB, { build }, {});
    expect(gaps).toMatchObject([{ what: 'the artifact app' }]);
  });

  it('is no verdict where Cargo built the standard library from source and the policy does not say so', async () => {
    const source = '/toolchain/lib/rustlib/src/rust/library/core/Cargo.toml';
    const build = said([artifact('/x/libcore.rlib', { kind: 'lib', of: source }), finished()].join('\n'));
    const { gaps } = await attempt(THUMB, { build }, {});
    expect(gaps).toMatchObject([{ what: `which standard library what is built for ${THUMB} has` }]);
    expect((await attempt(THUMB, { build }, { 'build-std': ['core'] })).gaps).toEqual([]);
  });

  it.each([
    ['RUSTC', {}, { RUSTC: '/opt/rustc' }],
    ['CARGO_BUILD_RUSTC', {}, { CARGO_BUILD_RUSTC: 'rustc' }],
    ['build.rustc in .cargo/config.toml', { '.cargo/config.toml': '[build]\nrustc = "tools/rustc"\n' }, {}],
  ])('is no verdict where %s names Cargo a compiler', async (named, files, environment) => {
    const { gaps } = await tryTarget(world(THUMB, {}, files, environment)[0], request(THUMB));
    expect(gaps).toMatchObject([{ why: expect.stringContaining(named) }]);
    const [empty] = world(THUMB, {}, { '.cargo/config.toml': 'build = 3\n' }, { RUSTC: '' });
    expect((await tryTarget(empty, request(THUMB))).gaps).toEqual([]);
  });

  it('is told of a test that no build has, for want of a feature', async () => {
    const test = (name: string) => ({ name, kind: ['test'], source: '/workspace/x.rs', requiredFeatures: ['slow'] });
    const members = [{ name: 'app', version: '0.1.0', manifest, targets: [test('board'), test('long-run')] }];
    const gaps = async (settings: Record<string, unknown>, answers: Answers = {}) => {
      const asked = request(THUMB, { run: 'emulator', ...settings }, { members });
      return (await tryTarget(world(THUMB, answers)[0], asked)).gaps.map(({ what }) => what);
    };
    expect(await gaps({})).toEqual([`the test long-run of app on ${THUMB}`]);
    expect(await gaps({ tests: ['board'] })).toEqual([]);
    expect(await gaps({ run: 'none' })).toEqual([]);
  });

  it('has no tests within procedural macros, which run on the machine that compiles', async () => {
    const member = (name: string, ...kinds: string[]) => ({
      ...{ name, version: '0.1.0', manifest: `/workspace/${name}/Cargo.toml` },
      targets: kinds.map((kind) => {
        return { name: `${name}-${kind}`, kind: [kind], source: '/workspace/x.rs', requiredFeatures: [] };
      }),
    });
    const ran = async (...members: GateRequest['members']) => {
      const [own, started] = world(THUMB, {});
      const { tests, gaps } = await tryTarget(own, request(THUMB, { run: 'emulator' }, { members }));
      const commands = started.filter(([tool, , first]) => tool === 'cargo' && first === '--no-fail-fast');
      return { commands: commands.map((words) => words.slice(6, -2)), outcome: tests[0]?.outcome, gaps };
    };
    const mixed = await ran(member('app', 'lib'), member('mac', 'proc-macro'), member('mad', 'proc-macro', 'test'));
    expect(mixed.commands).toEqual([
      ['-p', 'app:0.1.0', '--tests'],
      ['-p', 'mad:0.1.0', '--test', 'mad-test'],
    ]);
    const alone = await ran(member('mac', 'proc-macro'));
    expect(alone).toMatchObject({
      commands: [],
      outcome: 'no result',
      gaps: [{ why: expect.stringContaining('procedural macro') }],
    });
  });

  it.each([
    ['another architecture', 0xb7, 1, 'aarch64', false],
    ['its own', 0x28, 1, 'arm', true],
    ['its own with the bytes of numbers the other way round', 0x28, 2, 'arm', false],
  ])('is told from an artifact of %s', async (_, machine, order, architecture, fits) => {
    const file = `${folder(THUMB)}/${THUMB}/debug/app`;
    const build = said([artifact(file), finished()].join('\n'));
    const [own] = world(THUMB, { build }, { [file]: elf(machine, order) });
    const { builds } = await tryTarget(own, request(THUMB));
    expect(builds[0]?.artifacts).toMatchObject([{ format: 'ELF', architecture, pointerWidth: 32, fits }]);
  });

  it('fits nothing for sure where the record does not say what it is', async () => {
    const file = `${folder(THUMB)}/${THUMB}/debug/app`;
    const build = said([artifact(file), finished()].join('\n'));
    const [own] = world(THUMB, { build }, { [file]: elf(0x28, 1) });
    const asked = request(THUMB);
    const record = { ...asked.record, architecture: known<string>(null) };
    const { builds } = await tryTarget(own, { ...asked, record });
    expect(builds[0]?.artifacts).toMatchObject([{ architecture: 'arm', fits: null }]);
  });

  it('is run on hardware by the policy’s command, or not at all', async () => {
    const { tests, gaps } = await attempt(THUMB, {}, { run: 'hardware' });
    expect(tests).toMatchObject([{ degree: 'hardware', outcome: 'no result' }]);
    expect(gaps).toMatchObject([{ why: 'the policy names no command that runs them on hardware' }]);
    for (const [command, outcome] of [
      [timedOut, 'timed out'],
      [killed, 'ended'],
      [said(), 'no result'],
    ] as const) {
      const ran = await attempt(THUMB, { command }, { run: 'hardware', command: ['./board.sh'], tests: ['board'] });
      expect(ran.tests).toMatchObject([{ outcome, passed: 0 }]);
      expect(ran.gaps).toHaveLength(1);
    }
  });

  it('failed on hardware where the command says so, whatever its record says', async () => {
    const record = (result: string) =>
      JSON.stringify({
        ...{ version: 1, target: THUMB, board: 'b', tests: [{ name: 'a', result }] },
        artifacts: [{ name: 'board', sha256: sha256(PROGRAM) }],
      });
    const file = `/workspace/target/assay/build/targets/${THUMB}/hardware/record.json`;
    const settings = { run: 'hardware', command: ['./board.sh'], tests: ['board'] };
    for (const [status, result, outcome] of [
      [0, 'passed', 'passed'],
      [1, 'passed', 'failed'],
      [0, 'failed', 'failed'],
    ] as const) {
      const [own] = world(THUMB, { command: said('', status) }, { [file]: record(result) });
      const { tests, gaps } = await tryTarget(own, request(THUMB, settings));
      expect(gaps).toEqual([]);
      expect(tests).toMatchObject([{ outcome, exit: status, ranOn: 'b' }]);
    }
  });

  it('is not built at all where no member is, whatever Cargo would take then', async () => {
    const [own, started] = world(THUMB, {});
    const { builds, gaps } = await tryTarget(own, request(THUMB, {}, { members: [] }));
    expect([builds, started, gaps.length]).toEqual([[], [], 1]);
  });

  it('says of each build that its tests were not run', async () => {
    const builds = [{ profile: 'dev' }, { profile: 'release' }];
    const asked = request(THUMB, { run: 'emulator', builds }, { emulators: [] });
    const { tests, gaps } = await tryTarget(world(THUMB, {})[0], asked);
    expect(tests.map(({ outcome }) => outcome)).toEqual(['no result', 'no result']);
    expect(gaps.map(({ what }) => what)).toEqual([
      `the tests on ${THUMB} (dev, default features)`,
      `the tests on ${THUMB} (release, default features)`,
    ]);
  });
});
