import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@assay/evidence';
import { expect, it, type TestContext } from 'vitest';
import { crossVariables } from './support/cross-tools.js';
import { targetsWorkspace, tryIn, withVariables } from './support/targets-workspace.js';

const THUMB = 'thumbv7em-none-eabihf';
const ARM64 = 'aarch64-unknown-linux-gnu';
const HOST = 'x86_64-unknown-linux-gnu';

/** The workspace, with the toolchain of three targets. */
function workspace(skip: TestContext['skip']): string {
  withVariables(crossVariables(skip));
  return targetsWorkspace();
}

it('builds the sample’s control crate for bare metal and runs a test of it on a machine of QEMU’s', async ({
  skip,
}) => {
  const folder = workspace(skip);
  const { builds, tests, gaps, products } = await tryIn(folder, THUMB, { run: 'emulator', tests: ['on-board'] });
  expect(gaps).toEqual([]);
  expect(builds).toMatchObject([
    {
      name: 'dev, default features',
      command: `cargo build --locked --target ${THUMB} -p motor-control:0.1.0 -p on-target:0.1.0`,
      ...{ outcome: 'built', exit: 0, failures: [] },
      artifacts: [
        {
          name: 'libmotor_control.rlib',
          kind: 'lib',
          format: 'ELF',
          architecture: 'arm',
          pointerWidth: 32,
          fits: true,
        },
        { name: 'libon_target.rlib', fits: true },
      ],
    },
  ]);
  expect(tests).toMatchObject([
    {
      ...{ build: 'dev, default features', degree: 'emulator', outcome: 'passed', exit: 0 },
      ranOn: expect.stringMatching(/^qemu-system-arm version 7\.\d+\.\d+, machine mps2-an386, cpu cortex-m4$/),
      ...{ passed: 1, failed: 0, ignored: 0, filtered: 0 },
      programs: [{ name: 'on_board' }],
      log: { file: 'tests-1.log', sha256: sha256(products[0]?.content ?? '') },
    },
  ]);
  expect(products[0]?.content).toContain('test halves ... ok');
});

it('runs all tests under QEMU in user mode, and again with the same result and the same bytes', async ({ skip }) => {
  const folder = workspace(skip);
  const first = await tryIn(folder, ARM64, { run: 'emulator', builds: [{ profile: 'dev' }, { profile: 'release' }] });
  expect(first.gaps).toEqual([]);
  expect(first.builds.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['dev, default features', 'built'],
    ['release, default features', 'built'],
  ]);
  const ranOn = expect.stringMatching(/^qemu-aarch64-static version 7\.\d+\.\d+, user mode$/);
  expect(first.tests).toMatchObject(
    [1, 2].map(() => ({ outcome: 'passed', exit: 0, passed: 16, failed: 0, programs: [{}, {}, {}], ranOn })),
  );
  const again = await tryIn(folder, ARM64, { run: 'emulator', builds: [{ profile: 'dev' }, { profile: 'release' }] });
  expect({ ...again, built: [] }).toEqual({ ...first, built: [] });
  expect(JSON.stringify([first.builds, first.tests, first.products])).not.toContain(folder);
});

it('runs the tests without an emulator where the target is the build machine', async ({ skip }) => {
  const folder = workspace(skip);
  const { tests, gaps, builds } = await tryIn(folder, HOST, { run: 'emulator' });
  expect(gaps).toEqual([]);
  expect(builds[0]?.artifacts.every(({ fits }) => fits === true)).toBe(true);
  expect(tests).toMatchObject([{ outcome: 'passed', passed: 16, ranOn: `the build machine, ${HOST}` }]);
});

it('builds what stands there, whatever the times of files say', async ({ skip }) => {
  const folder = workspace(skip);
  expect((await tryIn(folder, HOST)).builds).toMatchObject([{ outcome: 'built' }]);
  const file = join(folder, 'on-target/src/lib.rs');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\ncompile_error!("changed");\n`);
  utimesSync(file, 0, 0);
  expect((await tryIn(folder, HOST)).builds).toMatchObject([{ outcome: 'failed' }]);
});

it('builds the standard library from source where the policy says so', async ({ skip }) => {
  const folder = workspace(skip);
  const settings = { run: 'emulator', tests: ['on-board'], 'build-std': ['core'] };
  const { builds, tests, gaps, built } = await tryIn(folder, THUMB, settings);
  expect(gaps).toEqual([]);
  expect(builds[0]?.command).toContain(`RUSTC_BOOTSTRAP=1 cargo build --locked --target ${THUMB} -Zbuild-std=core `);
  expect(tests).toMatchObject([{ outcome: 'passed', passed: 1 }]);
  expect(built[0]?.units.map(({ target }) => target.name)).toContain('core');
});

it('says that tests failed on the target', async ({ skip }) => {
  const folder = workspace(skip);
  const settings = { run: 'emulator', tests: ['on-board'], builds: [{ features: ['on-target/fails'] }] };
  for (const target of [THUMB, ARM64] as const) {
    const { tests, gaps } = await tryIn(folder, target, settings);
    expect(gaps).toEqual([]);
    expect(tests).toMatchObject([{ outcome: 'failed', passed: 0, failed: 1, failures: ['halves'] }]);
  }
});

it('takes a test program that says nothing for no result', async ({ skip }) => {
  const folder = workspace(skip);
  const settings = { run: 'emulator', tests: ['on-board'], builds: [{ features: ['on-target/mute'] }] };
  const mute = await tryIn(folder, THUMB, settings);
  expect(mute.tests).toMatchObject([{ outcome: 'no result', exit: 0, passed: 0 }]);
  expect(mute.gaps).toMatchObject([{ why: 'no test program printed a result' }]);
  // Beside others that speak it is found all the same.
  const among = await tryIn(folder, ARM64, { ...settings, tests: undefined });
  expect(among.tests).toMatchObject([{ outcome: 'no result', passed: 15 }]);
  expect(among.gaps).toMatchObject([{ why: 'only 2 of 3 test programs printed a result' }]);
});

it('ends an emulator that hangs, and all that it started', async ({ skip }) => {
  const folder = workspace(skip);
  const settings = { run: 'emulator', tests: ['on-board'], timeout: 5, builds: [{ features: ['on-target/hangs'] }] };
  for (const target of [THUMB, ARM64] as const) {
    const { tests, gaps } = await tryIn(folder, target, settings);
    expect(tests).toMatchObject([{ outcome: 'timed out', exit: null, passed: 0, log: null }]);
    expect(gaps).toMatchObject([{ why: expect.stringMatching(/did not end within 5 s/) }]);
  }
  const left = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  expect(left.filter((line) => line.includes(folder) || /qemu\S* .*on_board/.test(line))).toEqual([]);
});

it('says why something does not build for a target, and where', async ({ skip }) => {
  const folder = workspace(skip);
  const causes = [
    ['std', 'needs-std', /^can't find crate for `std`/, []],
    ['floor', 'needs-std', /^no method named `floor` found for type `f32`/, ['f32::floor']],
    ['refuses', 'refuses-target', /^no such device on this target$/, []],
  ] as const;
  for (const [feature, cause, message, floats] of causes) {
    const { builds, tests, gaps } = await tryIn(folder, THUMB, {
      run: 'emulator',
      builds: [{ features: [`on-target/${feature}`] }],
    });
    expect(builds).toMatchObject([{ outcome: 'failed', exit: 101, artifacts: [{ name: 'libmotor_control.rlib' }] }]);
    const [failure, ...others] = builds[0]?.failures ?? [];
    expect(others).toEqual([]);
    expect(failure).toMatchObject({ package: { name: 'on-target', version: '0.1.0' }, cause, floats });
    expect(failure?.message).toMatch(message);
    expect(failure?.at?.path).toBe('on-target/src/lib.rs');
    expect(tests).toMatchObject([{ outcome: 'did not build' }]);
    expect(gaps).toMatchObject([{ why: 'what they test does not build' }]);
  }
});

it('tells a library that is not installed from one that there is not', async ({ skip }) => {
  const folder = workspace(skip);
  withVariables({ RUSTUP_TOOLCHAIN: '1.95.0' });
  const { builds } = await tryIn(folder, ARM64);
  expect(builds).toMatchObject([
    { outcome: 'failed', failures: [{ cause: 'library-missing', package: null, code: 'E0463' }] },
  ]);
});

it('says that the linker is not there', async ({ skip }) => {
  const folder = workspace(skip);
  withVariables({ CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER: 'no-such-gcc' });
  const { builds, tests, gaps } = await tryIn(folder, ARM64, { run: 'emulator' });
  // Libraries are not linked; the tests are.
  expect(builds).toMatchObject([{ outcome: 'built' }]);
  expect(tests).toMatchObject([{ outcome: 'did not build' }]);
  expect(gaps).toMatchObject([{ why: expect.stringContaining('linker `no-such-gcc` not found') }]);
});

it('names what would run the tests where nothing does', async ({ skip }) => {
  const folder = workspace(skip);
  const { tests, gaps } = await tryIn(folder, ARM64, { run: 'emulator' }, { noEmulator: true });
  expect(tests).toMatchObject([{ outcome: 'no result', ranOn: null }]);
  expect(gaps).toMatchObject([{ remedy: expect.stringContaining('runner = ["PROGRAM", "ARGUMENT"]') }]);
});

it('takes the runner of Cargo’s own configuration, by the target’s cfg too, and says which program it is', async ({
  skip,
}) => {
  const folder = workspace(skip);
  const script = join(folder, 'run.sh');
  writeFileSync(script, '#!/bin/sh\nif [ "$1" = --version ]; then exit 1; fi\nexec qemu-aarch64-static "$@"\n');
  chmodSync(script, 0o755);
  const config = join(folder, '.cargo/config.toml');
  writeFileSync(
    config,
    `${readFileSync(config, 'utf8')}\n[target.'cfg(all(target_arch = "aarch64", unix))']\nrunner = ${JSON.stringify([script])}\n`,
  );
  const { tests, gaps } = await tryIn(folder, ARM64, { run: 'emulator', tests: ['on-board'] }, { noEmulator: true });
  expect(gaps).toEqual([]);
  expect(tests).toMatchObject([
    { outcome: 'passed', passed: 1, ranOn: `run.sh, sha256 ${sha256(readFileSync(script))}` },
  ]);
});

it('builds for a target of its own, by its file', async ({ skip }) => {
  const folder = workspace(skip);
  const print = ['-Zunstable-options', '--print', 'target-spec-json', '--target', THUMB];
  const spec = execFileSync('rustc', print, { env: { ...process.env, RUSTC_BOOTSTRAP: '1' }, encoding: 'utf8' });
  const { 'is-builtin': _, ...own } = JSON.parse(spec) as Record<string, unknown>;
  writeFileSync(join(folder, `${THUMB}.json`), JSON.stringify(own));
  const { builds, gaps } = await tryIn(folder, THUMB, {}, { key: `${THUMB}.json` });
  expect(gaps).toEqual([]);
  expect(builds).toMatchObject([{ outcome: 'built', artifacts: [{ fits: true }, { fits: true }] }]);
  expect(builds[0]?.command).toContain(`--target ${THUMB}.json -Zbuild-std=core,alloc `);
});

/** What a board would do, in shell: a record of all programs that are named in ASSAY_ARTIFACTS. */
const board = (change = 'cat') => `#!/bin/sh
digest=$(sed -n 's/.*"sha256":[ ]*"\\([0-9a-f]*\\)".*/\\1/p' "$ASSAY_ARTIFACTS" | head -n 1)
printf '{"version":1,"target":"%s","board":"disco rev C","tests":[{"name":"halves","result":"passed"}],"artifacts":[{"name":"on_board","sha256":"%s"}]}' \\
  "$ASSAY_TARGET" "$digest" | ${change} > "$ASSAY_RECORD"
`;

it('believes a run on hardware by its record alone', async ({ skip }) => {
  const folder = workspace(skip);
  const command = join(folder, 'board.sh');
  const settings = { run: 'hardware', command: ['./board.sh'], board: 'disco rev C', tests: ['on-board'] };
  const write = (text: string) => {
    writeFileSync(command, text);
    chmodSync(command, 0o755);
  };
  write(board());
  const good = await tryIn(folder, THUMB, settings);
  expect(good.gaps).toEqual([]);
  expect(good.tests).toMatchObject([
    {
      degree: 'hardware',
      command: './board.sh',
      outcome: 'passed',
      ranOn: 'disco rev C',
      passed: 1,
      programs: [{ name: 'on_board' }],
    },
  ]);
  const bad: [string, RegExp][] = [
    // What the first run left does not count.
    ['#!/bin/sh\nexit 0\n', /left no record/],
    [board('sed s/disco/other/'), /names the board other rev C, and the policy disco rev C/],
    [board(`sed s/${THUMB}/thumbv6m-none-eabi/`), /speaks of the target thumbv6m-none-eabi/],
    [board(`sed 's/"sha256":"./"sha256":"/;s/"}]}/0"}]}/'`), /which was not built here/],
    [board('cut -c 1-40'), /not understood/],
  ];
  for (const [script, why] of bad) {
    write(script);
    const { tests, gaps } = await tryIn(folder, THUMB, settings);
    expect(tests).toMatchObject([{ outcome: 'no result', passed: 0 }]);
    expect(gaps).toMatchObject([{ why: expect.stringMatching(why) }]);
  }
});
