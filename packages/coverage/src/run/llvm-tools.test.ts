import { fakeWorld, type ToolResult, type World, WorldError } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { findLlvmTools } from './llvm-tools.js';

const wanted = { llvm: '22.1.2', sysroot: '/rust', host: 'x86_64-unknown-linux-gnu' };
const own = '/rust/lib/rustlib/x86_64-unknown-linux-gnu/bin';

const version = (number: string): ToolResult => ({
  ...{ status: 0, stderr: '' },
  stdout: `Debian LLVM version ${number}\n  Optimized build.\n`,
});

/** A world with these programs and what each answers, and these variables. */
function world(
  programs: Record<string, ToolResult | WorldError>,
  environment: Record<string, string> = {},
  asked: string[][] = [],
): World {
  const files = Object.fromEntries(Object.keys(programs).map((file) => [file, '#!']));
  const fake = fakeWorld({ files, environment: { PATH: '/usr/bin', ...environment } });
  return {
    ...fake,
    tools: {
      async run({ program = '' }, args) {
        asked.push([program, ...args]);
        const answer = programs[program] ?? new WorldError('tool-missing', program, `${program} is not there`);
        if (answer instanceof WorldError) throw answer;
        return answer;
      },
    },
  };
}

async function found(...args: Parameters<typeof world>) {
  const tools = await findLlvmTools(world(...args), wanted);
  return 'gap' in tools ? tools : [tools.profdata.program, tools.cov.program, tools.version];
}

describe('the LLVM tools', () => {
  const both = (folder: string, number: string, suffix = '') => ({
    [`${folder}/llvm-profdata${suffix}`]: version(number),
    [`${folder}/llvm-cov${suffix}`]: version(number),
  });

  it('are the toolchain’s own, before all others', async () => {
    expect(await found({ ...both(own, '22.1.2'), ...both('/usr/bin', '22.1.8', '-22') })).toEqual([
      `${own}/llvm-profdata`,
      `${own}/llvm-cov`,
      '22.1.2',
    ]);
  });

  it('are those of the right version on PATH, whatever the one without a version is', async () => {
    expect(await found({ ...both('/usr/bin', '14.0.6'), ...both('/usr/bin', '22.1.8', '-22') })).toEqual([
      '/usr/bin/llvm-profdata-22',
      '/usr/bin/llvm-cov-22',
      '22.1.8',
    ]);
    expect(await found(both('/usr/bin', '22.0.0'))).toEqual(['/usr/bin/llvm-profdata', '/usr/bin/llvm-cov', '22.0.0']);
  });

  it('are those of the right version behind the toolchain’s own that are not', async () => {
    expect(await found({ ...both(own, '21.1.0'), ...both('/usr/bin', '22.1.8') })).toEqual([
      '/usr/bin/llvm-profdata',
      '/usr/bin/llvm-cov',
      '22.1.8',
    ]);
  });

  it('are those that the environment names, and no others in their place', async () => {
    const programs = { ...both(own, '22.1.2'), ...both('/opt/llvm', '22.1.8'), ...both('/opt/old', '19.1.0') };
    const named = (folder: string) => ({ LLVM_PROFDATA: `${folder}/llvm-profdata`, LLVM_COV: `${folder}/llvm-cov` });
    expect(await found(programs, named('/opt/llvm'))).toEqual([
      '/opt/llvm/llvm-profdata',
      '/opt/llvm/llvm-cov',
      '22.1.8',
    ]);
    expect(await found(programs, named('/opt/old'))).toMatchObject({
      gap: { why: expect.stringContaining('<outside>/llvm-profdata is of LLVM 19.1.0') },
    });
    expect(await found(programs, named('/opt/gone'))).toMatchObject({
      gap: { why: expect.stringContaining('<outside>/llvm-cov is no LLVM tool') },
    });
  });

  it('may be named by a word on PATH, or from the workspace’s root', async () => {
    const programs = { ...both('/usr/bin', '22.1.8', '-mine'), ...both('/workspace/tools', '22.1.9') };
    expect(await found(programs, { LLVM_PROFDATA: 'llvm-profdata-mine', LLVM_COV: 'tools/llvm-cov' })).toEqual([
      '/usr/bin/llvm-profdata-mine',
      '/workspace/tools/llvm-cov',
      '22.1.9',
    ]);
  });

  it('are looked for as if nothing were named where a variable is empty', async () => {
    expect(await found(both(own, '22.1.2'), { LLVM_COV: '', LLVM_PROFDATA: '' })).toContain(`${own}/llvm-cov`);
  });

  it('are asked in a way that every version answers', async () => {
    const asked: string[][] = [];
    await found(both(own, '22.1.2'), {}, asked);
    expect(asked).toEqual([
      [`${own}/llvm-profdata`, 'merge', '--version'],
      [`${own}/llvm-cov`, '--version'],
    ]);
  });
});

describe('tools that are refused', () => {
  it('are named, with what to install', async () => {
    expect(
      await found({ '/usr/bin/llvm-cov': version('22.1.8'), '/usr/bin/llvm-profdata': version('14.0.6') }),
    ).toEqual({
      gap: {
        what: 'what the tests reached',
        why: 'the compiler is built with LLVM 22.1.2, and there is no llvm-profdata and llvm-cov of LLVM 22: <outside>/llvm-profdata is of LLVM 14.0.6',
        remedy:
          'run rustup component add llvm-tools, or install llvm-22 and put llvm-cov-22 on PATH, or name both with LLVM_PROFDATA and LLVM_COV',
      },
    });
  });

  it('are none where there are none', async () => {
    expect(await found({})).toMatchObject({ gap: { why: expect.stringMatching(/of LLVM 22$/) } });
  });

  it.each<[string, ToolResult | WorldError]>([
    ['ends with an error', { ...version('22.1.8'), status: 1 }],
    ['says nothing', { status: 0, stdout: '', stderr: '' }],
    ['is cut off in the middle of its version', { status: 0, stdout: 'LLVM version 22.1.', stderr: '' }],
    ['is cut off behind it, where the number may go on', { status: 0, stdout: 'LLVM version 22.1.8', stderr: '' }],
    ['is of a version that only begins like the right one', version('221.1.8')],
    ['speaks of the version elsewhere', { status: 0, stdout: 'clang version 22.1.8\n', stderr: '' }],
    ['cannot be started', new WorldError('killed', 'llvm-cov', 'llvm-cov was killed')],
  ])('are those of which one %s', async (_, answer) => {
    const programs = { [`${own}/llvm-profdata`]: version('22.1.2'), [`${own}/llvm-cov`]: answer };
    expect(await found(programs)).toHaveProperty('gap');
  });

  it('are none where the user interrupts', async () => {
    const interrupted = new WorldError('interrupted', 'llvm-cov', 'interrupted');
    await expect(found({ [`${own}/llvm-profdata`]: interrupted, [`${own}/llvm-cov`]: interrupted })).rejects.toBe(
      interrupted,
    );
  });
});
