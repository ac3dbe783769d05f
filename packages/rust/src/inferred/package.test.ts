import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseTomlFast } from '@assay/toml';
import { afterAll, describe, expect, it } from 'vitest';
import { inferFromManifest } from './manifest.js';
import { inferFromPackage, newestInferred } from './package.js';

const shown = (inferred: { rust: string; by: string }[]) => inferred.map(({ rust, by }) => `${by}: ${rust}`);

describe('inferFromPackage', () => {
  const of = (edition: string, features: Record<string, string[]> = {}) => inferFromPackage({ edition, features });

  it.each([
    ['2015', []],
    ['2018', ['edition 2018: 1.31.0']],
    ['2024', ['edition 2024: 1.85.0']],
    ['2099', []],
  ])('edition %s', (edition, expected) => {
    expect(shown(of(edition))).toEqual(expected);
  });

  it('sees forms of features that came later', () => {
    expect(shown(of('2015', { std: ['dep:log', 'serde/std'] }))).toEqual(['features with dep:: 1.60.0']);
    expect(shown(of('2015', { std: ['log?/std'] }))).toEqual(['features with ?/: 1.60.0']);
    expect(shown(of('2015', { std: ['log/std', 'alloc'], alloc: [] }))).toEqual([]);
  });

  it('does not take for one what Cargo makes of an optional dependency', () => {
    expect(of('2015', { log: ['dep:log'] })).toEqual([]);
    expect(shown(of('2015', { log: ['dep:log', 'std'], std: [] }))).toEqual(['features with dep:: 1.60.0']);
  });

  it('sees the edition of a target, and each edition once', () => {
    const targets = [{ edition: '2018' }, { edition: '2021' }, { edition: '2021' }];
    expect(shown(inferFromPackage({ edition: '2018', features: {}, targets }))).toEqual([
      'edition 2018: 1.31.0',
      'edition 2021: 1.56.0',
    ]);
  });

  it('tells what the compiler needs from what only Cargo reads', () => {
    const tools = inferFromPackage({ edition: '2021', features: { a: ['dep:b'] } }).map(({ tool }) => tool);
    expect(tools).toEqual(['rustc', 'cargo']);
  });
});

describe('newestInferred', () => {
  it('is the one that needs the newest release, by number', () => {
    const inferred = inferFromPackage({ edition: '2024', features: { a: ['dep:b', 'c?/d'] } });
    expect(newestInferred(inferred)).toEqual({ rust: '1.85.0', by: 'edition 2024', tool: 'rustc' });
    const later = { rust: '1.100.0', by: 'x', tool: 'cargo' as const };
    expect(newestInferred([...inferred, later])).toBe(later);
    expect(newestInferred([])).toBeNull();
  });
});

const heading = '[package]\nname = "a"\nversion = "0.1.0"\n';

/** A manifest and what it shows. */
const manifests: [string, string, string[]][] = [
  ['nothing', heading, []],
  ['an edition', `${heading}edition = "2021"`, ['edition 2021: 1.56.0']],
  ['an edition that a workspace offers', '[workspace.package]\nedition = "2024"', []],
  ['the edition of a target', `${heading}[[bin]]\nname = "b"\nedition = "2018"`, ['edition 2018: 1.31.0']],
  ['a resolver', '[workspace]\nresolver = "3"', ['resolver = "3": 1.84.0']],
  ['the resolver of a package', `${heading}resolver = "2"`, ['resolver = "2": 1.51.0']],
  ['an inherited key', `${heading}license.workspace = true`, ['keys inherited from the workspace: 1.64.0']],
  [
    'an inherited dependency of a target',
    `${heading}[target.'cfg(unix)'.build-dependencies]\ncc = { workspace = true, optional = true }`,
    ['keys inherited from the workspace: 1.64.0'],
  ],
  ['inherited lints, which are passed over', `${heading}[lints]\nworkspace = true`, []],
  ['dependencies that a workspace offers', '[workspace.dependencies]\nlog = "0.4"', []],
  ['no version', '[package]\nname = "a"', ['a package without version: 1.75.0']],
  [
    'features',
    `${heading}[features]\na = ["dep:b", "c?/d"]`,
    ['features with dep:: 1.60.0', 'features with ?/: 1.60.0'],
  ],
  ['the only dep: of its name', `${heading}[features]\nb = ["dep:b"]`, ['features with dep:: 1.60.0']],
  ['a profile by name', '[profile.fast]\ninherits = "dev"', ['a profile of its own: 1.57.0']],
  ['debug by name', '[profile.dev]\ndebug = "line-tables-only"', ['debug by name in a profile: 1.71.0']],
  ['debug by name for a package', '[profile.dev.package."*"]\ndebug = "none"', ['debug by name in a profile: 1.71.0']],
  ['debug by number', '[profile.dev]\ndebug = 1\nopt-level = "s"', []],
  ['strip', '[profile.release]\nstrip = true', ['strip in a profile: 1.59.0']],
  ['what is not of the form of a manifest', 'package = 1\nfeatures = []\nprofile = "x"\nbin = {}', []],
  ['keys of objects', '[__proto__]\nresolver = "3"\n[workspace.__proto__]\nresolver = "3"', []],
];

describe('inferFromManifest', () => {
  it.each(manifests)('of %s', (_, text, expected) => {
    expect(shown(inferFromManifest(parseTomlFast(text, 'Cargo.toml')))).toEqual(expected);
  });
});

describe('Cargo itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-inferred-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  function metadata(member: string, toolchain?: string) {
    write(join(member, 'src/lib.rs'), '');
    const args = ['metadata', '--format-version=1', '--no-deps', '--offline'];
    const choice = toolchain === undefined ? [] : [`+${toolchain}`];
    return spawnSync('cargo', [...choice, ...args], { cwd: join(folder, member), encoding: 'utf8' });
  }

  it('describes an optional dependency as a feature, which shows nothing', () => {
    write('dependency/Cargo.toml', '[package]\nname = "dependency"\nversion = "0.1.0"\n');
    write('dependency/src/lib.rs', '');
    const dependency = '[dependencies]\ndependency = { path = "../dependency", optional = true }\n';
    write('implicit/Cargo.toml', `${heading}${dependency}`);
    write('explicit/Cargo.toml', `${heading}${dependency}[features]\non = ["dep:dependency"]\n`);
    const [implicit, explicit] = ['implicit', 'explicit'].map(
      (member) => JSON.parse(metadata(member).stdout).packages[0],
    );
    expect(implicit.features).toEqual({ dependency: ['dep:dependency'] });
    expect(inferFromPackage(implicit)).toEqual([]);
    expect(shown(inferFromPackage(explicit))).toEqual(['features with dep:: 1.60.0']);
  });

  /** Debian 12 has Cargo 1.65 beside rustc 1.63. */
  const has = spawnSync('rustup', ['which', '--toolchain', '1.63.0', 'cargo']).status === 0;

  it.skipIf(!has)('1.65 refuses what is shown to need a newer one, and nothing else', () => {
    const refused = manifests
      .filter(([what]) => !/not of the form|keys of objects|inherited|target|features|dep:/.test(what)) // They lack files.
      .map(([what, text, expected], index) => {
        write(`m${index}/Cargo.toml`, text.includes('[package]') ? text : `${heading}${text}`);
        const newer = expected.some((each) => /: 1\.(?:7|8)\d\.0$/.test(each));
        return { what, refused: metadata(`m${index}`, '1.63.0').status !== 0, newer };
      });
    expect(refused.filter((each) => each.refused !== each.newer)).toEqual([]);
    expect(refused.filter((each) => each.newer).length).toBeGreaterThan(3);
  });
});
