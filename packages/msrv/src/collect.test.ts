import { fakeWorld, type ToolResult, type World, WorldError } from '@assay/host';
import { type Policy, parsePolicy } from '@assay/policy';
import { baselineReleases } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { collect } from './collect.js';
import { type CommandedSettings, MsrvSettings } from './settings.js';

const cratesIo = 'registry+https://github.com/rust-lang/crates.io-index';

const lock = `version = 4

[[package]]
name = "app"
version = "0.1.0"

[[package]]
name = "time"
version = "0.3.41"
source = "${cratesIo}"
`;

interface Listed {
  name: string;
  version?: string;
  source?: string | null;
  edition?: string;
  rust_version?: string | null;
  manifest_path?: string;
}

const app: Listed = { name: 'app' };
const time: Listed = { name: 'time', version: '0.3.41', source: cratesIo, rust_version: '1.67' };

/** What cargo metadata prints of a workspace whose first package is its member and depends on the others. */
function metadata(packages: readonly Listed[] = [app, time], root = '/workspace'): string {
  const full = packages.map((each) => ({
    version: '0.1.0',
    source: null,
    edition: '2021',
    rust_version: null,
    manifest_path: `${root}/${each.name}/Cargo.toml`,
    features: {},
    ...each,
    id: `${each.source ?? each.manifest_path ?? 'path'}#${each.name}@${each.version ?? '0.1.0'}`,
  }));
  const [member, ...others] = full.map(({ id }) => id);
  const deps = others.map((pkg) => ({
    pkg,
    dep_kinds: [
      { kind: null, target: null },
      { kind: 'dev', target: null },
    ],
  }));
  return JSON.stringify({
    packages: full,
    workspace_members: [member],
    workspace_root: root,
    resolve: { nodes: full.map(({ id }) => ({ id, deps: id === member ? deps : [] })) },
  });
}

const said = (stdout: string): ToolResult => ({ status: 0, stdout, stderr: '' });
const refused = (stderr: string): ToolResult => ({ status: 101, stdout: '', stderr: `error: ${stderr}\n` });

function world(options: {
  lock?: string | undefined;
  metadata?: ToolResult | WorldError;
  locate?: ToolResult | WorldError;
  plan?: ToolResult | WorldError;
}): World {
  const listed = options.metadata ?? said(metadata());
  return fakeWorld({
    files: {
      'Cargo.toml': '',
      'app/Cargo.toml': '',
      ...(options.lock === undefined ? {} : { 'Cargo.lock': options.lock }),
    },
    tools: (_, [command, ...args]) => {
      if (command === 'metadata') return args.includes('--no-deps') ? membersOf(listed) : listed;
      return command === 'build'
        ? (options.plan ?? everything(listed))
        : (options.locate ?? said('/workspace/Cargo.toml\n'));
    },
  });
}

function membersOf(listed: ToolResult | WorldError): ToolResult | WorldError {
  if (listed instanceof WorldError || listed.status !== 0) return listed;
  const { packages, workspace_members: members } = JSON.parse(listed.stdout);
  return said(JSON.stringify({ packages: packages.filter(({ id }: { id: string }) => members.includes(id)) }));
}

/** Cargo's plan of a build that compiles every package of the graph. */
function everything(listed: ToolResult | WorldError): ToolResult | WorldError {
  if (listed instanceof WorldError || listed.status !== 0) return listed;
  const { packages } = JSON.parse(listed.stdout) as { packages: { id: string }[] };
  return said(JSON.stringify({ version: 1, units: packages.map(({ id }) => ({ pkg_id: id })) }));
}

/** The settings of the table `[msrv]` that the policy does not have. */
const defaults = MsrvSettings.parse({ prove: false });

function collectIn(world: World, policy: Policy, settings: CommandedSettings = defaults) {
  return collect(world, policy, settings);
}

function policy(more = ''): Policy {
  const text = `[project]\nname = "p"\nstandard = "ISO 26262"\nlevel = "ASIL B"\n[baseline]\n${more || 'rust = "1.85.0"\n'}`;
  return parsePolicy(text, { path: 'assay.toml', tables: [], rules: [], baselines: baselineReleases() });
}

describe('collect', () => {
  it('joins what is locked, what is declared and what the policy asks', async () => {
    const { facts, examined, gaps } = await collectIn(world({ lock }), policy());
    expect(gaps).toEqual([]);
    expect(examined).toBe(2);
    expect(facts).toEqual({
      baseline: { rust: '1.85.0', at: { path: 'assay.toml', line: 6, column: 1 } },
      lock: { path: 'Cargo.lock', state: 'read', format: 4, at: { path: 'Cargo.lock', line: 1 } },
      build: { features: ['default features'], targets: [] },
      proof: { runs: [], failures: [] },
      members: [
        {
          id: 'app 0.1.0',
          name: 'app',
          level: 'ASIL B',
          rank: 'medium',
          baseline: { rust: '1.85.0', at: { path: 'assay.toml', line: 6, column: 1 } },
          proof: 'not-asked',
        },
      ],
      packages: [
        {
          id: 'app 0.1.0',
          name: 'app',
          version: '0.1.0',
          source: 'member',
          manifest: 'app/Cargo.toml',
          rustVersion: null,
          edition: '2021',
          inferred: { rust: '1.56.0', by: 'edition 2021' },
          builtFor: ['app 0.1.0'],
          proved: [],
          line: 3,
          dependencies: [{ id: 'time 0.3.41', kinds: ['normal', 'dev'] }],
        },
        {
          id: 'time 0.3.41',
          name: 'time',
          version: '0.3.41',
          source: 'crates.io',
          rustVersion: '1.67',
          edition: '2021',
          inferred: { rust: '1.56.0', by: 'edition 2021' },
          builtFor: ['app 0.1.0'],
          proved: [],
          line: 7,
          dependencies: [],
        },
      ],
      unreached: [],
    });
  });

  it('sets apart what no member reaches', async () => {
    const more = `${lock}\n[[package]]\nname = "weak"\nversion = "1.0.0"\n`;
    const { facts, examined } = await collectIn(world({ lock: more }), policy());
    expect(examined).toBe(2);
    expect(facts?.unreached).toEqual([{ name: 'weak', version: '1.0.0', line: 12 }]);
  });

  it('tells two sources of one name and version apart, without credentials', async () => {
    const git = 'git+https://me:secret@example.org/time?branch=a%2Fb#abc';
    const twice = `${lock}\n[[package]]\nname = "time"\nversion = "0.3.41"\nsource = "${git}"\n`;
    const listed = metadata([app, time, { ...time, source: git.replace('%2F', '/'), rust_version: '1.90' }]);
    const { facts } = await collectIn(world({ lock: twice, metadata: said(listed) }), policy());
    expect(facts?.packages.map(({ id, line, rustVersion }) => ({ id, line, rustVersion }))).toEqual([
      { id: 'app 0.1.0', line: 3, rustVersion: null },
      { id: 'time 0.3.41 (crates.io)', line: 7, rustVersion: '1.67' },
      { id: 'time 0.3.41 (example.org/time?branch=a/b#abc)', line: 12, rustVersion: '1.90' },
    ]);
    expect(JSON.stringify(facts)).not.toContain('secret');
  });

  it('keeps with a named baseline how its release is known', async () => {
    const { facts } = await collectIn(world({ lock }), policy('name = "ferrocene-25.11"\n'));
    expect(facts?.members[0]?.baseline).toMatchObject({
      rust: '1.90.0',
      name: 'ferrocene-25.11',
      confidence: expect.stringMatching(/inferred|confirmed/),
    });
  });

  it.each([
    ['rust_version', { rust_version: 'soon' }, 'rust-version soon'],
    ['edition', { edition: '2042' }, 'edition 2042'],
  ])('leaves a gap for a package whose %s it cannot read', async (_, change, why) => {
    const listed = metadata([app, { ...time, ...change }]);
    const { gaps } = await collectIn(world({ lock, metadata: said(listed) }), policy());
    expect(gaps).toMatchObject([{ what: expect.stringContaining('time 0.3.41'), at: { path: 'Cargo.lock', line: 7 } }]);
    expect(gaps[0]?.why).toContain(why);
  });
});

describe('collect without a graph', () => {
  const create = refused(
    'cannot create the lock file /workspace/Cargo.lock because --locked was passed to prevent this',
  );
  const update = refused(
    'cannot update the lock file /workspace/Cargo.lock because --locked was passed to prevent this',
  );
  const offline = refused('failed to get `x`\n\nCaused by:\n  [6] Could not resolve host: registry');

  it('takes a missing lock file for a fact, also when cargo could not choose versions', async () => {
    for (const metadata of [create, offline, refused('failed to select a version for the requirement `x = "9"`')]) {
      const { facts, examined, gaps } = await collectIn(world({ metadata }), policy());
      expect({ state: facts?.lock.state, examined, gaps }).toEqual({ state: 'missing', examined: 0, gaps: [] });
    }
  });

  it('says besides a missing lock file what else is wrong', async () => {
    const { facts, gaps } = await collectIn(world({ metadata: refused('the moon is full') }), policy());
    expect(facts?.lock.state).toBe('missing');
    expect(gaps).toMatchObject([{ why: 'the moon is full' }]);
  });

  it('takes a lock file for stale only where cargo says so', async () => {
    const { facts, examined } = await collectIn(world({ lock, metadata: update }), policy());
    expect({ state: facts?.lock.state, examined }).toEqual({ state: 'stale', examined: 0 });
    for (const metadata of [offline, create, refused('the moon is full'), new WorldError('killed', 'cargo', 'ended')]) {
      const other = await collectIn(world({ lock, metadata }), policy());
      expect(other).toMatchObject({ facts: undefined, examined: 0, gaps: [expect.anything()] });
    }
  });

  it('knows nothing of a lock file when cargo cannot tell the workspace', async () => {
    const collected = await collectIn(world({ metadata: create, locate: refused('no') }), policy());
    expect(collected).toMatchObject({ facts: undefined, gaps: [expect.anything()] });
  });

  it('refuses a member of a workspace above it', async () => {
    const above = collectIn(world({ metadata: update, locate: said('/Cargo.toml\n') }), policy());
    await expect(above).rejects.toThrow('member of a workspace');
    await expect(collectIn(world({ lock, metadata: said(metadata([app, time], '/')) }), policy())).rejects.toThrow(
      'member',
    );
  });

  it('does not take a graph for the lock file that it was not made with', async () => {
    const other = lock.replaceAll('time', 'tide');
    const collected = await collectIn(world({ lock: other }), policy());
    expect(collected).toMatchObject({ facts: undefined, gaps: [{ why: expect.stringContaining('time 0.3.41') }] });
    expect(await collectIn(world({}), policy())).toMatchObject({ facts: undefined, gaps: [expect.anything()] });
  });

  it('gives the line of a lock file that cannot be read', async () => {
    const conflict = `${lock}<<<<<<< HEAD\n`;
    const { facts, gaps } = await collectIn(world({ lock: conflict }), policy());
    expect({ facts, gaps }).toMatchObject({ facts: undefined, gaps: [{ at: { path: 'Cargo.lock', line: 11 } }] });
  });

  it('lets an interruption through', async () => {
    const metadata = new WorldError('interrupted', 'cargo', 'interrupted');
    await expect(collectIn(world({ lock, metadata }), policy())).rejects.toThrow(WorldError);
  });
});
