import { fakeWorld, type ToolResult, type World, WorldError } from '@assay/host';
import { expect, it } from 'vitest';
import { exportOf, region } from '../testing/records.js';
import { recordsOfProcesses } from './per-process.js';

const tool = (name: string) => ({ name, program: `/llvm/${name}`, identity: { args: [], parse: () => undefined } });
const tools = { profdata: tool('llvm-profdata'), cov: tool('llvm-cov'), version: '22.1.8' };
const said = (stdout: string, status = 0): ToolResult => ({ status, stdout, stderr: '' });
const exported = said(exportOf({ filename: '/w/a.rs', segments: [region(1, 1, 1)] }));

function read(
  raw: string[],
  answer: (name: string, args: readonly string[]) => ToolResult | WorldError,
  asked: string[] = [],
) {
  const world: World = fakeWorld({
    tools: (name, args) => {
      asked.push([name, ...args].join(' '));
      return answer(name, args);
    },
  });
  const objects = [{ file: '/t/app-1', name: 'app (lib test)' }];
  return recordsOfProcesses(world, { raw, objects, tools, scratch: 'coverage/run-1' }, ['/w/a.rs']);
}
const fine = (name: string) => (name === 'llvm-cov' ? exported : said(''));

it('reads what every process left by itself, of the files that are asked for', async () => {
  const asked: string[] = [];
  const records = await read(['/p/1.profraw', '/p/2.profraw'], fine, asked);
  expect(records?.map(({ exact }) => [...exact.keys()])).toEqual([['/w/a.rs'], ['/w/a.rs']]);
  expect(asked).toContain(
    'llvm-profdata merge -sparse /p/2.profraw -o /workspace/target/assay/build/coverage/run-1/process-1.profdata',
  );
  expect(asked.filter((each) => each.startsWith('llvm-cov')).every((each) => each.endsWith('-sources /w/a.rs'))).toBe(
    true,
  );
});

it('has nothing smaller than the sum of a single process, and does not read thousands for hours', async () => {
  expect(await read(['/p/1.profraw'], fine)).toBeUndefined();
  expect(
    await read(
      Array.from({ length: 5001 }, (_, index) => `/p/${index}`),
      fine,
    ),
  ).toBeUndefined();
});

it.each<[string, (name: string, args: readonly string[]) => ToolResult | WorldError]>([
  ['merged', (name, args) => (args.includes('/p/2.profraw') ? said('', 1) : fine(name))],
  ['exported', (name, args) => (args.join().includes('process-1') && name === 'llvm-cov' ? said('', 1) : fine(name))],
  ['read', (name, args) => (args.join().includes('process-1') && name === 'llvm-cov' ? said('{') : fine(name))],
  [
    'looked at',
    (name, args) => (args.includes('/p/2.profraw') ? new WorldError('timed-out', name, 'late') : fine(name)),
  ],
])(
  'tells nothing where one of them cannot be %s: an evaluation that is missing may be the one that matters',
  async (_, answer) => {
    expect(await read(['/p/1.profraw', '/p/2.profraw', '/p/3.profraw'], answer)).toBeUndefined();
  },
);

it('ends where the user interrupts', async () => {
  const interrupted = new WorldError('interrupted', 'llvm-cov', 'interrupted');
  await expect(read(['/p/1.profraw', '/p/2.profraw'], () => interrupted)).rejects.toBe(interrupted);
});
