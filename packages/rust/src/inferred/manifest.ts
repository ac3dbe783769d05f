import { type Inferred, inferFromEdition, inferFromFeatures, inferFromResolver, inferredBy, unique } from './parts.js';

type Table = Record<string, unknown>;

/**
 * What a Cargo.toml, read as TOML, shows of the releases that its package or workspace needs: editions, `[features]`, the resolver,
 * that something is inherited from the workspace, a missing version, profiles. An inherited edition is in what `cargo metadata` says of the
 * member (see `inferFromPackage`). That the file is TOML 1.1 is not in its values. Anything that has not the form that Cargo expects
 * shows nothing: Cargo refuses it by itself. https://doc.rust-lang.org/cargo/reference/manifest.html
 */
export function inferFromManifest(manifest: Table): Inferred[] {
  const own = tableIn(manifest, 'package');
  const workspace = tableIn(manifest, 'workspace');
  return unique([
    ...editionsOf(manifest).flatMap(inferFromEdition),
    ...inferFromFeatures(featuresOf(manifest)),
    ...[own, workspace].flatMap((table) => textsIn(table, 'resolver')).flatMap(inferFromResolver),
    ...(inherits(manifest) ? inferredBy('workspace-inheritance') : []),
    ...(own !== undefined && valueIn(own, 'version') === undefined ? inferredBy('optional-version') : []),
    ...inferFromProfiles(tablesOf(tableIn(manifest, 'profile'))),
  ]);
}

/** The package's and those of its targets. One that a workspace offers is read only where a member inherits it. */
function editionsOf(manifest: Table): string[] {
  const targets = ['bin', 'example', 'test', 'bench'].flatMap((kind) => listIn(manifest, kind));
  return [tableIn(manifest, 'package'), tableIn(manifest, 'lib'), ...targets].flatMap((table) =>
    textsIn(table, 'edition'),
  );
}

function featuresOf(manifest: Table): [string, string[]][] {
  const features = Object.entries(tableIn(manifest, 'features') ?? {});
  return features.map(([name, enables]) => [name, Array.isArray(enables) ? enables.filter(isText) : []]);
}

/** `version.workspace = true` in the package, `serde.workspace = true` among dependencies. `lints` are not refused by an older Cargo. */
function inherits(manifest: Table): boolean {
  const places = [manifest, ...tablesOf(tableIn(manifest, 'target')).map(([, table]) => table)];
  const dependencies = places.flatMap((place) =>
    ['dependencies', 'dev-dependencies', 'build-dependencies'].map((kind) => tableIn(place, kind)),
  );
  return [tableIn(manifest, 'package'), ...dependencies].some((table) =>
    tablesOf(table).some(([, value]) => valueIn(value, 'workspace') === true),
  );
}

/** Profiles that every Cargo knows. https://doc.rust-lang.org/cargo/reference/profiles.html */
const builtIn = ['dev', 'release', 'test', 'bench', 'doc'];

/** Names that took the place of numbers for `debug`. */
const debugNames = ['none', 'limited', 'full', 'line-directives-only', 'line-tables-only'];

function inferFromProfiles(profiles: readonly [string, Table][]): Inferred[] {
  const overrides = profiles.flatMap(([, profile]) => [
    ...tablesOf(tableIn(profile, 'package')),
    ...tablesOf(profile).filter(([name]) => name === 'build-override'),
  ]);
  const all = [...profiles, ...overrides].map(([, table]) => table);
  return [
    ...(profiles.some(([name]) => !builtIn.includes(name)) ? inferredBy('named-profiles') : []),
    ...(all.some((table) => valueIn(table, 'strip') !== undefined) ? inferredBy('strip') : []),
    ...(all.some((table) => textsIn(table, 'debug').some((name) => debugNames.includes(name)))
      ? inferredBy('named-debug')
      : []),
  ];
}

function valueIn(table: Table | undefined, key: string): unknown {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

function tableIn(table: Table | undefined, key: string): Table | undefined {
  const value = valueIn(table, key);
  return isTable(value) ? value : undefined;
}

/** The tables in an array of tables. */
function listIn(table: Table, key: string): Table[] {
  const value = valueIn(table, key);
  return Array.isArray(value) ? value.filter(isTable) : [];
}

/** The tables in a table, by their keys. */
function tablesOf(table: Table | undefined): [string, Table][] {
  return Object.entries(table ?? {}).filter((entry): entry is [string, Table] => isTable(entry[1]));
}

/** The text under a key, if it is one. */
function textsIn(table: Table | undefined, key: string): string[] {
  const value = valueIn(table, key);
  return isText(value) ? [value] : [];
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
