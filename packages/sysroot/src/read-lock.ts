import { UserError } from '@assay/evidence';
import { parseTomlFast } from '@assay/toml';
import * as z from 'zod';
import { byComponent, componentText } from './component.js';
import { treeDigest } from './digest.js';
import {
  documentation,
  LOCK_VERSION,
  type Lock,
  type LockedComponent,
  LockedManifest,
  StatedComponent,
} from './lock.js';
import { editedLock, type LockPlaces, lockPlaces, repair } from './lock-places.js';
import { readLockedFiles } from './read-locked-files.js';

const ComponentTable = z.strictObject({
  ...StatedComponent.omit({ xzHash: true }).shape,
  version: StatedComponent.shape.version.default(null),
  hash: StatedComponent.shape.hash.default(null),
  'xz-hash': StatedComponent.shape.xzHash.default(null),
  'file-count': z.int().nonnegative(),
  // Read by hand: see `readLockedFiles`.
  files: z.array(z.unknown()),
});

const LockDocument = z.strictObject({
  version: z.literal(LOCK_VERSION),
  toolchain: z.strictObject({
    release: z.string().min(1),
    commit: z.string().nullable().default(null),
    hosts: z.array(z.string().min(1)).min(1),
    'left-out': z.array(
      z.string().refine((path) => documentation.includes(path), {
        error: `only documentation can be left out: ${documentation.join(', ')}`,
      }),
    ),
    'component-count': z.int(),
  }),
  manifest: z
    .strictObject({
      date: LockedManifest.shape.date,
      sha256: LockedManifest.shape.sha256.default(null),
      'signed-by': LockedManifest.shape.signedBy.default(null),
    })
    .optional(),
  component: z.array(ComponentTable).min(1),
});

/** A lock, and where in its file each thing stands. */
export interface ReadLock extends LockPlaces {
  lock: Lock;
  /** As it was read. */
  text: string;
}

/**
 * Reads a lock. Throws UserError, at the line concerned: it is not TOML; another version wrote it; a key is missing, unknown or of another kind; a
 * component or a path stands there twice; the files of a component are not sorted, or do not give its count or its digest, so that somebody edited them; a
 * component is said to come out of a release whose signature was not verified.
 */
export function readLock(text: string, path: string): ReadLock {
  const places = lockPlaces(text, path);
  const value = parseTomlFast(text, path);
  refuseOtherVersion(value, places);
  const parsed = LockDocument.safeParse(value);
  if (!parsed.success) throw shapeError(parsed.error, places);
  const { toolchain, manifest, component } = parsed.data;
  const components = component.map((each) => componentFrom(each, places));
  if (components.length !== toolchain['component-count']) {
    const what = `the lock has ${components.length} components and states ${toolchain['component-count']}: it was cut off, or edited`;
    throw new UserError(what, { at: places.lineOf('component-count ='), remedy: repair });
  }
  refuseRepeated(components, places);
  const lock: Lock = {
    release: toolchain.release,
    commit: toolchain.commit,
    hosts: toolchain.hosts,
    leftOut: toolchain['left-out'],
    manifest:
      manifest === undefined ? null : { date: manifest.date, sha256: manifest.sha256, signedBy: manifest['signed-by'] },
    components,
  };
  refuseWithoutManifest(lock, places);
  refuseUnsigned(lock, places);
  return { lock, text, ...places };
}

function refuseOtherVersion({ version }: Record<string, unknown>, { lineOf }: LockPlaces): void {
  if (version === LOCK_VERSION) return;
  const newer = typeof version === 'number' && version > LOCK_VERSION;
  throw new UserError(
    newer
      ? `the lock has version ${version}, and this version of Assay reads ${LOCK_VERSION}`
      : `the lock has no version that Assay knows: ${JSON.stringify(version) ?? 'none'}`,
    { at: lineOf('version ='), remedy: newer ? 'update Assay to the version that wrote it' : repair },
  );
}

function shapeError(error: z.ZodError, { lineOf }: LockPlaces): UserError {
  const lines = error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}${within(issue.path)}`
      : `${within(issue.path).replace(' in ', '')}: ${issue.message}`,
  );
  return new UserError(`the lock is not in order: ${lines.slice(0, 5).join('; ')}`, {
    at: lineOf('version ='),
    remedy: repair,
  });
}

function within(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : ` in ${path.map(String).join('.')}`;
}

function componentFrom(table: z.infer<typeof ComponentTable>, places: LockPlaces): LockedComponent {
  const { 'xz-hash': xzHash, 'file-count': count, files: given, ...rest } = table;
  const files = readLockedFiles(given, rest, places);
  const component: LockedComponent = { ...rest, xzHash, files };
  if (files.length !== count || treeDigest(files) !== component.tree) {
    throw editedLock(component, 'its files do not give the count or the digest that it states', places);
  }
  return component;
}

/** One file may belong to one component only, and each component stands there once. */
function refuseRepeated(components: readonly LockedComponent[], places: LockPlaces): void {
  const names = new Set<string>();
  const owners = new Map<string, LockedComponent>();
  for (const component of components) {
    const name = componentText(component);
    if (names.has(name)) throw editedLock(component, 'it stands there twice', places);
    names.add(name);
    for (const { path } of component.files) {
      const owner = owners.get(path);
      // Two hosts may have the same path: only what can be installed together must not.
      if (owner !== undefined && owner.target === component.target) {
        throw editedLock(component, `${JSON.stringify(path)} belongs to ${componentText(owner)} already`, places, path);
      }
      owners.set(path, component);
    }
  }
  const sorted = [...components].sort(byComponent);
  const first = components.find((component, index) => component !== sorted[index]);
  if (first !== undefined) throw editedLock(first, 'it does not stand in the order of the names', places);
}

/** What rustup has installed came by a channel manifest, and its record of it is held against this one. */
function refuseWithoutManifest(lock: Lock, places: LockPlaces): void {
  const rustc = lock.components.find(({ name }) => name === 'rustc');
  if (rustc === undefined || lock.manifest !== null) return;
  throw editedLock(rustc, 'the lock does not say by which channel manifest it came', places);
}

/** Only a manifest that was read and whose signature was verified leads to a component's archive. */
function refuseUnsigned({ manifest, components }: Lock, places: LockPlaces): void {
  if (manifest !== null && manifest.signedBy !== null && manifest.sha256?.length === 64) return;
  const first = components.find(({ origin }) => origin === 'dist');
  if (first !== undefined) {
    throw editedLock(first, 'it is said to be from a release, and no key and digest of a signed manifest is', places);
  }
}
