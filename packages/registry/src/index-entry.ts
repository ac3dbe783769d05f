import type { DependencyKind, IndexDependency, IndexVersion } from './index-version.js';
import { FieldError, type Fields, fieldsOf, flag, listOf, optionalText, text, textsOf } from './json-fields.js';

/** What an index says of one version, or why it cannot be known. Cargo passes over both kinds that it cannot use. */
export type IndexEntry =
  | { state: 'known'; details: IndexVersion }
  /** Written in a form of the index that is newer than the one that is known. */
  | { state: 'newer-form'; form: number }
  | { state: 'unreadable'; why: string };

/** The newest form of an entry that stable Cargo reads. https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema */
const NEWEST_FORM = 2;

/** 4 MiB: some seventy times the largest entry that was seen. */
const ENTRY_LIMIT = 4 * 1024 * 1024;

/** Reads the JSON of a version, which must be the one of this package and this version. */
export function readIndexEntry(json: Uint8Array, expected: { name: string; version: string }): IndexEntry {
  try {
    const entry = fieldsOf(parseJson(json), 'the whole');
    const form = formOf(entry);
    if (form > NEWEST_FORM) return { state: 'newer-form', form };
    const details = detailsOf(entry);
    const isExpected = details.name === expected.name && details.version === expected.version;
    if (!isExpected) throw new FieldError('it is that of another package or version');
    return { state: 'known', details };
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    return { state: 'unreadable', why: `its entry in the index is not readable: ${error.message}` };
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function parseJson(json: Uint8Array): unknown {
  if (json.length > ENTRY_LIMIT) throw new FieldError(`it has ${json.length} bytes; at most ${ENTRY_LIMIT} are read`);
  try {
    return JSON.parse(decoder.decode(json));
  } catch {
    throw new FieldError('it is not JSON');
  }
}

function formOf({ v }: Fields): number {
  const form = v ?? 1;
  if (typeof form !== 'number' || !Number.isSafeInteger(form)) throw new FieldError('v is no whole number');
  return form;
}

function detailsOf(entry: Fields): IndexVersion {
  return {
    name: text(entry, 'name'),
    version: text(entry, 'vers'),
    checksum: checksumOf(entry),
    yanked: flag(entry, 'yanked', false),
    rustVersion: rustVersionOf(entry),
    published: publishedOf(entry),
    links: optionalText(entry, 'links'),
    dependencies: listOf(entry.deps, 'deps').map(dependencyOf),
    features: featuresOf(entry),
  };
}

function checksumOf(entry: Fields): string {
  const checksum = text(entry, 'cksum');
  if (!/^[0-9a-f]{64}$/.test(checksum)) throw new FieldError('cksum is no SHA-256');
  return checksum;
}

/** One to three numbers. Cargo 1.95 passes over an entry with anything else, even where it only looks like a version. */
function rustVersionOf(entry: Fields): string | undefined {
  const release = optionalText(entry, 'rust_version')?.trim();
  if (release === undefined || /^(?:0|[1-9]\d{0,14})(?:\.(?:0|[1-9]\d{0,14})){0,2}$/.test(release)) return release;
  throw new FieldError('rust_version is no version of Rust');
}

function publishedOf(entry: Fields): string | undefined {
  const published = optionalText(entry, 'pubtime');
  if (published === undefined || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(published)) return published;
  throw new FieldError('pubtime is no time of day in UTC');
}

function dependencyOf(value: unknown): IndexDependency {
  const stated = fieldsOf(value, 'a dependency');
  const name = text(stated, 'name');
  return {
    name,
    package: optionalText(stated, 'package') ?? name,
    requirement: text(stated, 'req'),
    kind: kindOf(optionalText(stated, 'kind')),
    optional: flag(stated, 'optional', false),
    defaultFeatures: flag(stated, 'default_features', true),
    // Old releases of Cargo published features without a name; Cargo passes over them.
    features: textsOf(stated.features ?? [], 'features of a dependency').filter((feature) => feature !== ''),
    target: optionalText(stated, 'target'),
    registry: optionalText(stated, 'registry'),
  };
}

/** As Cargo reads it: what is neither is normal. */
function kindOf(stated: string | undefined): DependencyKind {
  return stated === 'dev' || stated === 'build' ? stated : 'normal';
}

/** Both tables: a feature that both name turns on what either says. Without a prototype, as names come from outside. */
function featuresOf(entry: Fields): IndexVersion['features'] {
  const joined: Record<string, readonly string[]> = Object.create(null);
  for (const key of ['features', 'features2']) {
    for (const [name, turnsOn] of Object.entries(fieldsOf(entry[key] ?? {}, key))) {
      joined[name] = [...(joined[name] ?? []), ...textsOf(turnsOn, key)];
    }
  }
  return joined;
}
