import { UserError } from '@assay/evidence';
import { fakeWorld, type ToolResult, WorldError } from '@assay/host';
import { expect, it } from 'vitest';
import { installToolchain } from './install-toolchain.js';

const HOST = 'x86_64-unknown-linux-gnu';
const records = (name = '1.95.0') => `/home/me/.rustup/toolchains/${name}-${HOST}/lib/rustlib/components`;
const minimal = [`cargo-${HOST}`, `rustc-${HOST}`, `rust-std-${HOST}`];
const unreachable: ToolResult = {
  status: 1,
  stdout: '',
  stderr: "error: could not download file from 'http://mirror/a' to '/home/me/.rustup/tmp/a': dns error\n",
};

/** What rustup was asked, in a world in which it answers this, the last answer for ever. */
async function install(
  toolchainFile: string | undefined,
  {
    installed = {},
    answers = [{ status: 0, stdout: '', stderr: '' }],
  }: { installed?: Record<string, string[]>; answers?: (ToolResult | WorldError)[] } = {},
) {
  const lists = Object.entries(installed).map(([file, lines]) => [file, `${lines.join('\n')}\n`]);
  const asked: string[][] = [];
  const world = fakeWorld({
    environment: { HOME: '/home/me' },
    files: {
      ...(toolchainFile === undefined ? {} : { 'rust-toolchain.toml': `[toolchain]\n${toolchainFile}\n` }),
      ...Object.fromEntries(lists),
    },
    tools: (tool, args) => {
      asked.push([tool, ...args]);
      return answers[Math.min(asked.length, answers.length) - 1] as ToolResult | WorldError;
    },
  });
  const error = await installToolchain(world, [1, 1]).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return { asked, error: error as UserError | undefined };
}

it('asks rustup for exactly what the toolchain file names', async () => {
  const file =
    'channel = "1.95.0"\nprofile = "complete"\ncomponents = ["clippy", "rust-src"]\ntargets = ["thumbv7em-none-eabihf"]';
  expect((await install(file)).asked).toEqual([
    [
      ...['rustup', 'toolchain', 'install', '1.95.0', '--profile=minimal', '--no-self-update'],
      ...['--component=clippy,rust-src', '--target=thumbv7em-none-eabihf'],
    ],
  ]);
});

const everything = [
  ...minimal,
  `clippy-preview-${HOST}`,
  `llvm-tools-${HOST}`,
  'rust-src',
  'rust-std-thumbv7em-none-eabihf',
];
const names = 'components = ["clippy", "llvm-tools-preview", "rust-src"]\ntargets = ["thumbv7em-none-eabihf"]';

it.each([
  ['the release alone', 'channel = "1.95.0"', records(), minimal],
  ['the release by its whole name', `channel = "1.95.0-${HOST}"`, records(), minimal],
  ['components and targets', `channel = "1.95.0"\n${names}`, records(), everything],
])('installs nothing when everything is there: %s', async (_, file, list, lines) => {
  expect(await install(file, { installed: { [list]: lines } })).toEqual({ asked: [], error: undefined });
});

it.each<[what: string, file: string, list: string, lines: string[]]>([
  ['another release', 'channel = "1.95.0"', records('1.96.0'), minimal],
  ...everything.map((line): [string, string, string, string[]] => [
    `all but ${line}`,
    `channel = "1.95.0"\n${names}`,
    records(),
    everything.filter((other) => other !== line),
  ]),
])('installs when there is %s', async (_, file, list, lines) => {
  expect((await install(file, { installed: { [list]: lines } })).asked).toHaveLength(1);
});

it.each(['"stable"', '"1.95"', '"nightly-2026-04-14"', '"ours"'])(
  'installs nothing that moves: %s',
  async (channel) => {
    const { asked, error } = await install(`channel = ${channel}`);
    expect(asked).toEqual([]);
    expect(error).toBeInstanceOf(UserError);
    expect(error?.message).toContain('names no exact release to install');
    expect(error?.at).toEqual({ path: 'rust-toolchain.toml', line: 2, column: 1 });
  },
);

it('says that there is no pin', async () => {
  expect((await install(undefined)).error?.message).toBe('no toolchain file says which release to install');
});

it('tries three times to reach a server, and then says what rustup said, without its paths', async () => {
  const { asked, error } = await install('channel = "1.95.0"', { answers: [unreachable] });
  expect(asked).toHaveLength(3);
  expect(error?.message).toMatch(/^Rust 1\.95\.0 could not be fetched in 3 tries\. .*dns error/);
  expect(error?.message).not.toContain('/home/me');
});

it('is content with a later try', async () => {
  const { asked, error } = await install('channel = "1.95.0"', {
    answers: [unreachable, { status: 0, stdout: '', stderr: '' }],
  });
  expect([asked.length, error]).toEqual([2, undefined]);
});

it('says how to do without rustup', async () => {
  const { error } = await install('channel = "1.95.0"', {
    answers: [new WorldError('tool-missing', 'rustup', 'rustup is not on the PATH')],
  });
  expect(error?.remedy).toContain('use a runner that has rustup');
});

it('does not take a rustup that hangs for a network that may recover', async () => {
  const hanging = new WorldError('timed-out', 'rustup', 'rustup toolchain did not end within 600 s');
  const { asked, error } = await install('channel = "1.95.0"', { answers: [hanging] });
  expect([asked.length, error]).toEqual([1, hanging]);
});
