import { fakeWorld, type ToolResult } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { end, exportOf, region } from '../testing/records.js';
import { readProfile } from './import-profile.js';

const said = (stdout: string, status = 0, stderr = ''): ToolResult => ({ status, stdout, stderr });
const identity = (llvm: string) =>
  [
    ...['rustc 1.95.0 (59807616e 2026-04-14)', 'binary: rustc'],
    ...['commit-hash: 59807616e1fa2540724bfbac14d7976d7e4a3860', 'commit-date: 2026-04-14'],
    ...['host: x86_64-unknown-linux-gnu', 'release: 1.95.0', `LLVM version: ${llvm}`, ''],
  ].join('\n');
const exported = (count: number) =>
  said(exportOf({ filename: '/build/src/lib.rs', segments: [region(1, 1, count), end(2, 2)] }));

interface Answers {
  profile?: string | undefined;
  llvm?: string;
  merge?: ToolResult;
  cov?: ToolResult;
}

/** What comes of a profile and its object, where the tools answer this; `asked` takes how they are asked. */
function read({ profile = 'x', llvm = '22', merge = said(''), cov = exported(4) }: Answers, asked: string[] = []) {
  const world = fakeWorld({
    files: {
      ...(profile === 'gone' ? {} : { 'board/run-1.profraw': profile }),
      'board/firmware.elf': 'elf',
      ...{ '/rust/bin/rustc': '#!', '/rust/bin/cargo': '#!', '/rust/lib/rustlib/components': '' },
      ...{ '/usr/bin/llvm-cov': '#!', '/usr/bin/llvm-profdata': '#!' },
    },
    environment: { PATH: '/rust/bin:/usr/bin', HOME: '/home/me' },
    tools: (name, args) => {
      if (name === 'rustc') return said(identity(`${llvm}.1.2`));
      if (args.includes('--version')) return said(`LLVM version ${llvm}.1.8\n\n`);
      asked.push([name, ...args].join(' '));
      return name === 'llvm-cov' ? cov : merge;
    },
  });
  const source = {
    profiles: ['board/run-1.profraw'],
    objects: ['board/firmware.elf'],
    'ran-on': 'hardware' as const,
    root: '/build',
  };
  return readProfile(world, source, 0);
}

describe('profiles of a target', () => {
  it('are read with the objects that left them, and stand in the evidence with the digests of both', async () => {
    const asked: string[] = [];
    const found = await read({}, asked);
    expect(found).toMatchObject({
      fact: {
        ...{ name: 'board/run-1.profraw', format: 'profraw', ranOn: 'hardware', lacks: '' },
        files: [{ path: 'board/run-1.profraw' }, { path: 'board/firmware.elf' }],
      },
    });
    expect('recording' in found && [...found.recording.paths]).toEqual(['src/lib.rs']);
    expect(asked[1]).toMatch(/^llvm-cov export .*-check-binary-ids .*-object \/workspace\/board\/firmware\.elf$/);
  });

  it('are read without the check of the build where LLVM has none', async () => {
    const asked: string[] = [];
    await read({ llvm: '16' }, asked);
    expect(asked[1]).not.toContain('-check-binary-ids');
  });

  it.each<[string, Answers, string]>([
    ['are not there', { profile: 'gone' }, 'board/run-1.profraw does not exist'],
    [
      'are empty, which llvm-profdata takes for a run that reached nothing',
      { profile: '' },
      'board/run-1.profraw is empty',
    ],
    [
      'are cut off',
      { merge: said('', 1, 'error: /workspace/board/run-1.profraw: truncated profile data\n') },
      'llvm-profdata refused: error: ./board/run-1.profraw: truncated profile data',
    ],
    [
      'are of another build, by its id',
      { cov: said('', 1, 'error: Missing binary ID: 1f\n') },
      'the profiles are not of these objects',
    ],
    [
      'are of another build, by the hashes of functions',
      { cov: { ...exported(4), stderr: 'warning: 1 functions have mismatched data\n' } },
      'the profiles are not of these objects',
    ],
    [
      'are of another build, and nothing tells but that nothing ran',
      { cov: exported(0) },
      'nothing in these objects was executed',
    ],
    [
      'have objects without a coverage map',
      { cov: said('', 1, 'error: no coverage data found\n') },
      'llvm-cov refused: error: no coverage data found',
    ],
    ['come out as something that is not known', { cov: said('{}') }, ''],
  ])('are a gap where they %s', async (_, answers, why) => {
    expect(await read(answers)).toMatchObject({
      gap: {
        what: 'what board/run-1.profraw recorded',
        why: expect.stringContaining(why),
        at: { path: 'board/run-1.profraw' },
      },
    });
  });
});
