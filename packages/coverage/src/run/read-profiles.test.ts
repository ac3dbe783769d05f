import { fakeWorld, type ToolResult, type World } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { end, exportOf, region } from '../testing/records.js';
import type { LlvmTools } from './llvm-tools.js';
import { exportRecords, readProfiles } from './read-profiles.js';

const tool = (name: string) => ({ name, program: `/llvm/${name}`, identity: { args: [], parse: () => undefined } });
const tools: LlvmTools = { profdata: tool('llvm-profdata'), cov: tool('llvm-cov'), version: '22.1.8' };

const said = (stdout: string, status = 0, stderr = ''): ToolResult => ({ status, stdout, stderr });
const exported = exportOf({ filename: '/workspace/src/lib.rs', segments: [region(1, 1, 4), end(2, 2)] });

interface Answers {
  merge?: ToolResult;
  cov?: ToolResult;
  profiles?: string[];
}

/** A world with these profiles, in which the tools answer this; `asked` takes how they are asked, `put` what is put into the scratch folder. */
function world(
  { merge = said(''), cov = said(exported), profiles = ['1-a.profraw', '2-a.profraw'] }: Answers,
  asked: string[] = [],
  put: Record<string, unknown> = {},
): World {
  const folder = 'target/assay/build/coverage/run-1/tests';
  return {
    ...fakeWorld({
      files: Object.fromEntries(profiles.map((name) => [`${folder}/${name}`, ''])),
      tools: (name, args) => {
        asked.push([name, ...args].join(' '));
        return name === 'llvm-cov' ? cov : merge;
      },
    }),
    putInScratch: async (name, content) => {
      put[name] = content;
    },
  };
}

const scratch = 'coverage/run-1';
const folder = `/workspace/target/assay/build/${scratch}`;
const built = [
  { file: '/t/app-1', name: 'app (lib test)' },
  { file: '/t/all-2', name: 'all (test)' },
];
const what = 'what the tests reach with default features';
const read = (answers: Answers, ...others: [asked?: string[], put?: Record<string, unknown>]) =>
  readProfiles(world(answers, ...others), { folder, part: 'tests', scratch, built, tools, what });

describe('the profiles of a run', () => {
  it('are merged, all of them, and read with every object', async () => {
    const [asked, put]: [string[], Record<string, unknown>] = [[], {}];
    const found = await read({}, asked, put);
    expect('records' in found && [...found.records.exact.keys()]).toEqual(['/workspace/src/lib.rs']);
    expect('raw' in found && found.raw).toEqual([`${folder}/tests/1-a.profraw`, `${folder}/tests/2-a.profraw`]);
    // In a file: there may be more than a command line holds.
    expect(put).toEqual({
      [`${scratch}/tests/profiles.txt`]: `${folder}/tests/1-a.profraw\n${folder}/tests/2-a.profraw\n`,
    });
    expect(asked).toEqual([
      `llvm-profdata merge -sparse --input-files=${folder}/tests/profiles.txt -o ${folder}/tests/merged.profdata`,
      `llvm-cov export -skip-functions -skip-expansions -instr-profile=${folder}/tests/merged.profdata -object /t/app-1 -object /t/all-2`,
    ]);
  });

  it.each([
    ['there are none', []],
    ['only other files are there', ['notes.txt', '1.profraw.tmp']],
  ])('are a gap where %s', async (_, profiles) => {
    expect(await read({ profiles })).toEqual({
      gap: {
        what,
        why: 'no test program left a profile',
        remedy: 'see that the tests end by themselves, and do not clear their environment',
      },
    });
  });

  it('are a gap where one of them cannot be merged: it is not passed over', async () => {
    const stderr = 'warning: /workspace/target/a.profraw: truncated profile data\nerror: no profile can be merged\n';
    expect(await read({ merge: said('', 1, stderr) })).toEqual({
      gap: {
        what,
        why: 'llvm-profdata refused: warning: ./target/a.profraw: truncated profile data\nerror: no profile can be merged',
        remedy: 'run the tests again; a profile of a process that was killed, or of another build, is of no use',
      },
    });
  });

  it('are a gap where the tool gives no reason', async () => {
    expect(await read({ cov: said('', 1) })).toMatchObject({
      gap: { what, why: 'llvm-cov refused: it gave no reason' },
    });
  });

  it.each([
    ['nothing', ''],
    ['half of what it had to say', exported.slice(0, -20)],
    ['a form that is not known', exported.replace('3.1.0', '4.0.0')],
  ])('are a gap where llvm-cov ends well and prints %s', async (_, stdout) => {
    expect(await read({ cov: said(stdout) })).toMatchObject({ gap: { what, why: expect.any(String) } });
  });
});

it('reads some sources alone where they are named, with the checks that are asked for', async () => {
  const asked: string[] = [];
  const options = { profile: '/p', objects: ['/o'], sources: ['/w/a.rs', '/w/b.rs'], checks: ['-check-binary-ids'] };
  const found = await exportRecords(
    world({ cov: said(exported, 0, 'warning: 1 functions have mismatched data\n') }, asked),
    tools,
    options,
  );
  expect(asked).toEqual([
    'llvm-cov export -skip-functions -skip-expansions -check-binary-ids -instr-profile=/p -object /o -sources /w/a.rs /w/b.rs',
  ]);
  expect('stderr' in found && found.stderr).toBe('warning: 1 functions have mismatched data\n');
});
