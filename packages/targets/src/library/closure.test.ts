import { fakeWorld, type ToolResult } from '@assay/host';
import type { Library } from '@assay/readiness';
import { type CargoArtifact, rustc } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { closureFacts, closureOf } from './closure.js';
import { readGraph } from './graph.js';
import { type PromiseInput, promisesOf } from './promises.js';

const folder = '/build/thumb';
const at = { path: 'assay.toml', line: 3 };
const failed: ToolResult = { status: 1, stdout: '', stderr: 'error' };

/** A package of the workspace as `cargo metadata` prints it, with its dependencies by name. */
function described(name: string, dependencies: Record<string, string | null> = {}, features = {}) {
  return {
    ...{ id: `path+file:///w/${name}#1.0.0`, name, version: '1.0.0', features },
    targets: [{ kind: ['lib'], src_path: `/w/${name}/src/lib.rs` }],
    dependencies: Object.entries(dependencies).map(([dependency, kind]) => ({
      ...{ name: dependency, rename: null, kind, optional: false, uses_default_features: true },
      ...{ features: [], target: null },
    })),
  };
}

function metadata(packages: ReturnType<typeof described>[], members = packages.map(({ name }) => name)): string {
  const id = (name: string) => `path+file:///w/${name}#1.0.0`;
  const nodes = packages.map(({ id: own, dependencies }) => ({
    id: own,
    deps: dependencies.map(({ name, kind, target }) => ({ name, pkg: id(name), dep_kinds: [{ kind, target }] })),
  }));
  return JSON.stringify({ packages, workspace_members: members.map(id), resolve: { nodes } });
}

function artifact(name: string, more: Partial<CargoArtifact> = {}): CargoArtifact {
  return {
    package: { name, version: '1.0.0', source: undefined, folder: `/w/${name}` },
    manifest: `/w/${name}/Cargo.toml`,
    ...{ target: { name, kind: ['lib'] }, test: false, features: [], executable: null },
    files: [`${folder}/debug/lib${name}.rlib`, `${folder}/debug/deps/lib${name}-1.rmeta`],
    ...more,
  };
}

const program = (name: string): Partial<CargoArtifact> => ({
  target: { name, kind: ['bin'] },
  files: [`${folder}/debug/${name}`],
  executable: `${folder}/debug/${name}`,
});

interface Situation {
  packages: ReturnType<typeof described>[];
  artifacts: CargoArtifact[];
  /** What each crate links, by its name. */
  links: Record<string, string[]>;
  library?: Library;
  files?: Record<string, string>;
  members?: string[];
}

async function examine({ packages, artifacts, links, library = 'std', files = {}, members }: Situation) {
  const asked: string[] = [];
  const world = fakeWorld({
    files,
    tools: (tool, args) => {
      if (tool === 'cargo') return { status: 0, stdout: metadata(packages, members), stderr: '' };
      const name = /lib(\w+)-1\.rmeta$/.exec(args.at(-1) ?? '')?.[1] ?? '';
      asked.push(name);
      const found = links[name];
      if (found === undefined) return failed;
      const list = found.map((link, index) => `${index + 1} ${link}-1 hash 0 host_hash None kind Explicit\n`);
      return { status: 0, stdout: `name ${name}-1\n=External Dependencies=\n${list.join('')}\n`, stderr: '' };
    },
  });
  const read = await readGraph(world);
  if ('failure' in read) throw new Error(read.failure.message);
  const input = { graph: read.graph, artifacts, targetFolder: folder, platform: undefined, rustc, library };
  const closure = await closureOf(world, input);
  const { packages: reached } = closureFacts(closure);
  const table = Object.fromEntries(reached.map(({ name, reaches, itself }) => [name, [reaches, itself]]));
  const promise = async (promised: 'core-only' | 'alloc', more: Partial<PromiseInput> = {}) => {
    const [name] = packages.map((each) => each.name);
    const stated = [{ member: name ?? '', promised, at }];
    const seen = { closure, targetFolder: folder, builds: [artifacts], failures: [], library, ...more };
    const [fact] = await promisesOf(world, stated, seen);
    return fact;
  };
  return { asked, table, reached, promise };
}

const withAlloc = ['core', 'heap', 'alloc'];

describe('what a package reaches', () => {
  const pump = described('pump', { heap: null });
  const heap = described('heap');

  it('counts a dependency that no code uses', async () => {
    const links = { pump: ['core'], heap: ['core', 'alloc'] };
    const { table } = await examine({ packages: [pump, heap], artifacts: [artifact('pump'), artifact('heap')], links });
    expect(table).toEqual({ pump: ['alloc', false], heap: ['alloc', true] });
  });

  it('asks once for each crate, and not for what is built for the host, for tests, or is a macro', async () => {
    const artifacts = [
      artifact('pump'),
      artifact('pump'),
      artifact('pump', { test: true, files: [`${folder}/debug/deps/pump-2`] }),
      artifact('heap', { files: ['/build/debug/deps/libheap-1.rmeta'] }),
      artifact('heap', { target: { name: 'heap', kind: ['proc-macro'] } }),
      artifact('heap', { files: [`${folder}-other/debug/deps/libheap-1.rmeta`] }),
      artifact('heap', { target: { name: 'build-script-build', kind: ['custom-build'] } }),
    ];
    const { asked, table } = await examine({
      packages: [pump, heap],
      artifacts,
      links: { pump: ['core'], heap: ['std'] },
    });
    expect([asked, table]).toEqual([['pump'], { pump: ['core', true] }]);
  });

  it('is not known where the compiler does not say, unless a dependency reaches all that there is', async () => {
    const artifacts = [artifact('pump'), artifact('heap')];
    const situation = { packages: [pump, heap], artifacts, links: { heap: ['core', 'alloc'] } };
    expect((await examine(situation)).table.pump).toEqual([null, false]);
    expect((await examine({ ...situation, library: 'alloc' })).table.pump).toEqual(['alloc', false]);
    expect((await examine({ ...situation, links: { heap: ['std', 'core'] } })).table.pump).toEqual(['std', false]);
    const unknownBelow = { ...situation, links: { pump: ['core'] } };
    expect((await examine(unknownBelow)).table).toEqual({ pump: [null, false], heap: [null, false] });
  });

  it('of a program is known where it is started by std, and where there is only core', async () => {
    const situation = { packages: [pump], artifacts: [artifact('pump', program('pump'))], links: {} };
    const image = `${folder}/debug/pump`;
    expect((await examine({ ...situation, files: { [image]: '_ZN3std2rt10lang_start17h0E' } })).table.pump).toEqual([
      'std',
      true,
    ]);
    expect((await examine({ ...situation, files: { [image]: 'main' } })).table.pump).toEqual([null, false]);
    expect((await examine(situation)).table.pump).toEqual([null, false]);
    expect((await examine({ ...situation, library: 'core' })).table.pump).toEqual(['core', false]);
  });

  it('of a static library shows by the objects that it holds', async () => {
    const file = `${folder}/debug/libpump.a`;
    const artifacts = [artifact('pump', { target: { name: 'pump', kind: ['staticlib'] }, files: [file] })];
    const object = (name: string) => `${name}-6e6df4ffe0af4d15.${name}.fdfd2bd8633a6659-cgu.0.rcgu.o/\n`;
    const table = async (content: string, more: CargoArtifact[] = []) =>
      (await examine({ packages: [pump], artifacts: [...artifacts, ...more], links: {}, files: { [file]: content } }))
        .table;
    expect(await table(object('core'))).toEqual({ pump: ['core', true] });
    expect(await table(object('core') + object('alloc'))).toEqual({ pump: ['alloc', true] });
    expect(await table(object('core') + object('rustc_std_workspace_alloc'))).toEqual({ pump: ['core', true] });
    // Made one by link-time optimisation, or written again by another build.
    expect(await table(object('alloc'))).toEqual({ pump: [null, false] });
    expect(
      await table(
        object('core'),
        [...artifacts].map((each) => ({ ...each })),
      ),
    ).toEqual({ pump: [null, false] });
  });

  it('is told of packages that the graph does not hold too', async () => {
    const artifacts = [artifact('other'), artifact('pump', { package: undefined })];
    const { table } = await examine({ packages: [heap], artifacts, links: { other: ['core'], pump: ['std'] } });
    expect(table).toEqual({ other: ['core', true], pump: ['std', true] });
  });

  it('leaves out the standard library that was built, and what that depends on', async () => {
    const ofStd = { manifest: '/rust/lib/rustlib/src/rust/library/core/Cargo.toml' };
    const artifacts = [artifact('pump'), artifact('core', ofStd), artifact('alloc', ofStd), artifact('cfg_if')];
    const links = { pump: ['core'], core: ['cfg_if'], alloc: ['core', 'cfg_if'], cfg_if: [] };
    expect((await examine({ packages: [pump], artifacts, links })).table).toEqual({ pump: ['core', true] });
  });
});

describe('a promise', () => {
  const tests = described('tests');
  const pump = described('pump', { heap: null, tests: 'dev' });
  const heap = described('heap');
  const built = [artifact('pump'), artifact('heap')];
  const kept = { packages: [pump, heap, tests], artifacts: built, links: { pump: withAlloc, heap: ['core', 'alloc'] } };

  it('is proved by the build where the target has no more', async () => {
    const fact = await (await examine({ ...kept, library: 'alloc' })).promise('alloc');
    expect(fact).toMatchObject({ reaches: 'alloc', proof: 'built without std', chains: [] });
    const linked = await (await examine(kept)).promise('alloc');
    expect(linked).toMatchObject({ reaches: 'alloc', proof: 'linked without std' });
  });

  it('is proved by the build for a program too, whatever it links', async () => {
    const situation = { ...kept, artifacts: [artifact('pump', program('pump'))], library: 'alloc' as const };
    const { promise } = await examine(situation);
    expect(await promise('alloc')).toMatchObject({ reaches: 'alloc', proof: 'built without std' });
    expect(await promise('core-only')).toMatchObject({ reaches: null, proof: 'none' });
  });

  it('is broken with the package that is the reason', async () => {
    const fact = await (await examine({ ...kept, library: 'alloc' })).promise('core-only');
    expect(fact).toMatchObject({ reaches: 'alloc', proof: 'none' });
    expect(fact?.chains.map(({ path }) => path)).toEqual([['pump', 'heap']]);
  });

  it('is not shown by what was not built, or not in every build', async () => {
    const { promise } = await examine({ ...kept, library: 'alloc' });
    for (const builds of [[], [[]], [built, []]]) {
      expect(await promise('alloc', { builds })).toMatchObject({ reaches: null, proof: 'none', chains: [] });
    }
    const host = [artifact('pump', { files: ['/build/debug/deps/libpump-1.rmeta'] })];
    expect(await promise('alloc', { builds: [host] })).toMatchObject({ reaches: null, proof: 'none' });
    expect(await promise('alloc', { library: undefined })).toMatchObject({ proof: 'linked without std' });
  });

  it('of a package that is no member is kept by nobody', async () => {
    const { promise } = await examine({ ...kept, members: ['heap'] });
    expect(await promise('alloc')).toMatchObject({ reaches: null, proof: 'none' });
  });

  it('names the methods of numbers that are only in std, where what it depends on uses them', async () => {
    const { promise } = await examine({ ...kept, artifacts: [] });
    const failure = (name: string, floats: string[]) => ({
      ...{ package: { name, version: '1.0.0' }, cause: 'needs-std', code: 'E0599', message: '', floats },
      at: { path: `${name}/src/lib.rs`, line: 2 },
    });
    const failures = [failure('pump', ['f32::sin']), failure('heap', ['f64::sqrt']), failure('tests', ['f32::cos'])];
    const fact = await promise('core-only', {
      failures: [...failures, ...failures].map((each) => ({ ...each, cause: 'needs-std' as const })),
    });
    expect(fact?.floats.map(({ method, at: used }) => [method, used?.path])).toEqual([
      ['f32::sin', 'pump/src/lib.rs'],
      ['f64::sqrt', 'heap/src/lib.rs'],
    ]);
  });

  it('says whether libm is there, and not for tests alone', async () => {
    const libm = described('libm');
    const situation = (kind: string | null) => ({
      ...{ packages: [described('pump', { libm: kind }), libm], artifacts: [artifact('pump'), artifact('libm')] },
      links: { pump: ['core'], libm: ['core'] },
    });
    expect((await (await examine(situation(null))).promise('core-only'))?.libm).toBe(true);
    expect((await (await examine({ ...situation(null), artifacts: [] })).promise('core-only'))?.libm).toBe(true);
    expect((await (await examine(situation('dev'))).promise('core-only'))?.libm).toBe(false);
  });

  it('ends where development dependencies go in circles', async () => {
    const packages = [described('pump', { heap: null }), described('heap', { pump: 'dev' })];
    const { table } = await examine({ ...kept, packages });
    expect(table).toEqual({ pump: ['alloc', false], heap: ['alloc', true] });
  });
});

describe('the graph', () => {
  it.each([
    ['cut off', '{"packages": ['],
    ['of another form', '{"packages": [], "workspace_members": []}'],
    ['no JSON', 'error'],
  ])('%s is a failure', async (_, stdout) => {
    const read = await readGraph(fakeWorld({ tools: () => ({ status: 0, stdout, stderr: '' }) }));
    expect(read).toMatchObject({ failure: { reason: 'not-understood' } });
  });
});
