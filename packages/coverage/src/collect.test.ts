import { sha256 } from '@assay/evidence';
import { fakeWorld, type ToolResult, type World } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { collect } from './collect.js';
import { policyOf } from './testing/policy.js';

const said = (stdout: string, status = 0, stderr = ''): ToolResult => ({ status, stdout, stderr });

/** What `cargo metadata --no-deps` prints of a workspace with the member `app`. */
const metadata = JSON.stringify({
  packages: [
    {
      ...{
        id: 'path+file:///workspace#app@0.1.0',
        name: 'app',
        version: '0.1.0',
        manifest_path: '/workspace/Cargo.toml',
      },
      ...{ source: null, edition: '2021', rust_version: null, features: {}, dependencies: [] },
      targets: [{ name: 'app', kind: ['lib'], crate_types: ['lib'], src_path: '/workspace/src/lib.rs' }],
    },
  ],
  ...{ workspace_members: ['path+file:///workspace#app@0.1.0'], workspace_root: '/workspace', resolve: null },
});

const lib = 'pub fn f(a: bool) -> u8 {\n    if a {\n        return 1;\n    }\n    2\n}\n';
const lcov = ['SF:/build/src/lib.rs', 'DA:1,1', 'DA:2,1', 'DA:3,0', 'DA:5,1', 'end_of_record', ''].join('\n');
const lock = 'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n';
const reports = '[coverage]\nruns = []\nreports = [{ file = "board.info", ran-on = "hardware", root = "/build" }]\n';

/** What comes of a workspace with this policy and these files. */
function collected(more: string, change: Record<string, string> = {}, own: (world: World) => World = (world) => world) {
  const { policy, settings } = policyOf({ level: 'ASIL B' }, more);
  const files = { 'Cargo.toml': '', 'Cargo.lock': lock, 'src/lib.rs': lib, 'board.info': lcov, ...change };
  const world = fakeWorld({
    files,
    environment: { HOME: '/home/me' },
    tools: (tool) => (tool === 'cargo' ? said(metadata) : said('', 1)),
  });
  return collect(own(world), policy, settings);
}

describe('what a report recorded', () => {
  it('is matched with what the sources owe, member by member, and written for other tools', async () => {
    const { facts, examined, gaps, products } = await collected(reports);
    expect(gaps).toEqual([]);
    expect(facts).toMatchObject({
      ...{ complete: true, compiler: null, llvm: null, runs: [], changed: null, leftOut: [] },
      imports: [{ name: 'board.info', format: 'lcov', ranOn: 'hardware', speaksOf: 1 }],
      members: [{ id: 'app 0.1.0', name: 'app', manifest: 'Cargo.toml', level: 'ASIL B', countsUnmeasured: false }],
    });
    const [file] = facts?.files ?? [];
    expect(file).toMatchObject({ path: 'src/lib.rs', member: 'app 0.1.0', compiled: 'yes' });
    expect(file?.statements.map(({ from, state }) => [from[0], state])).toEqual([
      [2, 'covered'],
      [3, 'missed'],
      [5, 'covered'],
    ]);
    // A function, three statements, two outcomes, two values and the influence of a condition.
    expect(examined).toBe(9);
    expect(products?.map(({ name }) => name)).toEqual(['lcov.info', 'cobertura.xml']);
    expect(String(products?.[0]?.content)).toContain('DA:3,0');
    expect(facts?.reports).toEqual(products?.map(({ name, content }) => ({ name, sha256: sha256(content) })));
  });

  it('is not whole where another report is missing: nothing is written for others', async () => {
    const two = reports.replace('reports = [', 'reports = [{ file = "gone.info", ran-on = "host" }, ');
    const { facts, gaps, products } = await collected(two);
    expect(gaps.map(({ what }) => what)).toEqual(['what gone.info recorded']);
    expect([facts?.complete, products]).toEqual([false, []]);
  });

  it('is a gap where it speaks of none of the sources', async () => {
    const { facts, gaps } = await collected(reports, { 'board.info': lcov.replace('/build/', '/other/') });
    expect(gaps).toMatchObject([{ what: 'what board.info recorded', why: 'it speaks of no source of the members' }]);
    expect(facts?.complete).toBe(false);
  });
});

describe('the sources', () => {
  it('are named where nothing leads to them, and where the policy leaves them out', async () => {
    const more = `${reports}exclude = ["src/old.rs"]\n`;
    const { facts } = await collected(more, { 'src/old.rs': 'fn g() {}', 'src/lost.rs': 'fn h() {}' });
    expect(facts?.files.map(({ path, compiled }) => [path, compiled])).toEqual([
      ['src/lib.rs', 'yes'],
      ['src/lost.rs', 'by no build'],
    ]);
    expect(facts?.leftOut).toMatchObject([
      { path: 'src/old.rs', because: 'exclude "src/old.rs"', product: false, at: { path: 'assay.toml', line: 10 } },
    ]);
  });

  it('that do not parse are a gap', async () => {
    const { gaps } = await collected(reports, { 'src/lost.rs': 'fn h( {' });
    expect(gaps).toMatchObject([{ what: 'what src/lost.rs obliges its tests to reach' }]);
  });

  it('that change meanwhile are a gap: they were matched with the records of others', async () => {
    const { gaps } = await collected(reports, {}, (world) => {
      const digest = async (file: string) => (file.endsWith('.rs') ? 'f'.repeat(64) : world.files.digest(file));
      return { ...world, files: { ...world.files, digest } };
    });
    expect(gaps).toMatchObject([
      { what: 'what the tests reach in src/lib.rs', why: 'the file changed while the tests ran' },
    ]);
  });
});

it('takes what the policy leaves out for the product’s where a record shows that it was compiled', async () => {
  const more = `${reports}exclude = ["src/old.rs"]\n`;
  const board = `${lcov}SF:/build/src/old.rs\nDA:1,1\nend_of_record\n`;
  const { facts } = await collected(more, { 'src/old.rs': 'fn g() {}', 'board.info': board });
  expect(facts?.leftOut).toMatchObject([{ path: 'src/old.rs', product: true }]);
});

describe('the policy', () => {
  it('is refused where it names a member or a level that there is not', async () => {
    await expect(collected(`${reports}[coverage.members.ap]\nstatement = 80\n`)).rejects.toThrow(
      'no member of the workspace is called "ap"',
    );
    await expect(collected(`${reports}[coverage.levels."SIL 2"]\nstatement = 80\n`)).rejects.toThrow(
      'ISO 26262 knows no level "SIL 2"',
    );
  });

  it('justifies what is bound to the source as it is', async () => {
    const deviation = [
      '[[deviation]]',
      ...[
        'id = "DEV-1"',
        'rule = "coverage/unreached"',
        'rationale = "r"',
        'approved-by = "a"',
        'expires = 2099-01-01',
      ],
      'scope = { item = "src/lib.rs::f", version = "aaaaaaaaaaaaaaaa" }',
    ].join('\n');
    const { facts } = await collected(`${reports}${deviation}\n`);
    expect(facts?.justifications).toMatchObject([
      { deviation: 'DEV-1', item: 'src/lib.rs::f', actual: expect.stringMatching(/^[0-9a-f]{16}$/), lines: [1, 6] },
    ]);
  });
});

it('knows nothing where Cargo does not say which members there are', async () => {
  const { facts, examined, gaps } = await collected(reports, {}, (world) => ({
    ...world,
    tools: { run: async () => said('', 101, 'error: could not find `Cargo.toml`\n') },
  }));
  expect([facts, examined]).toEqual([undefined, 0]);
  expect(gaps).toMatchObject([{ what: 'which members the workspace has (cargo metadata --no-deps)' }]);
});

it('tells what is in the way of a run, and claims no records', async () => {
  const { facts, gaps, products } = await collected('');
  expect(gaps).toMatchObject([{ what: 'what the tests reach', why: expect.stringContaining('rustc -vV') }]);
  expect(facts).toMatchObject({ complete: false, runs: [], compiler: null });
  expect(products).toEqual([]);
});
