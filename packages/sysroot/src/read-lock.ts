import { type Place, UserError } from '@assay/evidence';
import { parseTomlFast } from '@assay/toml';
import * as z from 'zod';
import { byComponent, componentText } from './component.js';
import { treeDigest } from './digest.js';
import { isPlainPath, LOCK_VERSION, type Lock, LockedComponent, type LockedFile, LockedManifest } from './lock.js';

const repair = 'restore it from version control, or write it anew with assay toolchain lock';

const ComponentTable = z.strictObject({
  ...LockedComponent.omit({ xzHash: true }).shape,
  version: LockedComponent.shape.version.default(null),
  hash: LockedComponent.shape.hash.default(null),
  'xz-hash': LockedComponent.shape.xzHash.default(null),
  'file-count': z.int().nonnegative(),
  // Read by hand: a schema takes longer for the files of the documentation than their digests do.
  files: z.array(z.unknown()),
});

const LockDocument = z.strictObject({
  version: z.literal(LOCK_VERSION),
  toolchain: z.strictObject({
    release: z.string().min(1),
    commit: z.string().nullable().default(null),
    hosts: z.array(z.string().min(1)).min(1),
    'left-out': z.array(z.string()),
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
export interface ReadLock {
  lock: Lock;
  /** As it was read. */
  text: string;
  /** The line of a file of the toolchain; of the file itself where the lock does not name it. */
  placeOf(path: string): Place;
  /** The first line that begins with this text: `release =`. */
  lineOf(text: string): Place;
}

/**
 * Reads a lock. Throws UserError, at the line concerned: it is not TOML; another version wrote it; a key is missing, unknown or of another kind; a
 * component or a path stands there twice; the files of a component are not sorted, or do not give its count or its digest, so that somebody edited them.
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
  return {
    lock: {
      release: toolchain.release,
      commit: toolchain.commit,
      hosts: toolchain.hosts,
      leftOut: toolchain['left-out'],
      manifest:
        manifest === undefined
          ? null
          : { date: manifest.date, sha256: manifest.sha256, signedBy: manifest['signed-by'] },
      components,
    },
    text,
    ...places,
  };
}

type Places = Pick<ReadLock, 'placeOf' | 'lineOf'>;

function lockPlaces(text: string, path: string): Places {
  let lines: Map<string, number> | undefined;
  const fileLines = () => {
    lines ??= new Map(
      text.split('\n').flatMap((line, index) => {
        const quoted = /^\s*\{ path = ("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
        return quoted === undefined ? [] : [[quoted, index + 1] as const];
      }),
    );
    return lines;
  };
  return {
    placeOf(file) {
      const line = fileLines().get(JSON.stringify(file).replaceAll('\u007f', '\\u007f'));
      return line === undefined ? { path } : { path, line, column: 3 };
    },
    lineOf(start) {
      const index = text.split('\n').findIndex((line) => line.startsWith(start));
      return index < 0 ? { path } : { path, line: index + 1, column: 1 };
    },
  };
}

function refuseOtherVersion({ version }: Record<string, unknown>, { lineOf }: Places): void {
  if (version === LOCK_VERSION) return;
  const newer = typeof version === 'number' && version > LOCK_VERSION;
  throw new UserError(
    newer
      ? `the lock has version ${version}, and this version of Assay reads ${LOCK_VERSION}`
      : `the lock has no version that Assay knows: ${JSON.stringify(version) ?? 'none'}`,
    { at: lineOf('version ='), remedy: newer ? 'update Assay to the version that wrote it' : repair },
  );
}

function shapeError(error: z.ZodError, { lineOf }: Places): UserError {
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

function componentFrom(table: z.infer<typeof ComponentTable>, places: Places): LockedComponent {
  const { 'xz-hash': xzHash, 'file-count': count, files: given, ...rest } = table;
  const files = filesFrom(given, rest, places);
  const component: LockedComponent = { ...rest, xzHash, files };
  if (files.length !== count || treeDigest(files) !== component.tree) {
    throw edited(component, 'its files do not give the count or the digest that it states', places);
  }
  return component;
}

function filesFrom(
  given: readonly unknown[],
  component: { name: string; target: string },
  places: Places,
): LockedFile[] {
  let before = '';
  return given.map((entry) => {
    const file = fileFrom(entry);
    const { path } = (entry ?? {}) as { path?: unknown };
    if (file === undefined) {
      const what = `${JSON.stringify(entry)} is no file: it needs a plain path with mode and sha256, or with link`;
      throw edited(component, what, places, typeof path === 'string' ? path : undefined);
    }
    if (file.path <= before) {
      const what =
        file.path === before ? 'stands there twice' : `does not stand in the order of the paths, after ${before}`;
      throw edited(component, `${JSON.stringify(file.path)} ${what}`, places, file.path);
    }
    before = file.path;
    return file;
  });
}

function fileFrom(entry: unknown): LockedFile | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { path, mode, sha256, link, ...others } = entry as Record<string, unknown>;
  if (typeof path !== 'string' || !isPlainPath(path) || Object.keys(others).length > 0) return undefined;
  if (link !== undefined) {
    return typeof link === 'string' && link !== '' && mode === undefined && sha256 === undefined
      ? { path, link }
      : undefined;
  }
  if (typeof mode !== 'string' || !/^[0-7]{3,4}$/.test(mode)) return undefined;
  return typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? { path, mode, sha256 } : undefined;
}

/** One file may belong to one component only, and each component stands there once. */
function refuseRepeated(components: readonly LockedComponent[], places: Places): void {
  const names = new Set<string>();
  const owners = new Map<string, LockedComponent>();
  for (const component of components) {
    const name = componentText(component);
    if (names.has(name)) throw edited(component, 'it stands there twice', places);
    names.add(name);
    for (const { path } of component.files) {
      const owner = owners.get(path);
      // Two hosts may have the same path: only what can be installed together must not.
      if (owner !== undefined && owner.target === component.target) {
        throw edited(component, `${JSON.stringify(path)} belongs to ${componentText(owner)} already`, places, path);
      }
      owners.set(path, component);
    }
  }
  const sorted = [...components].sort(byComponent);
  const first = components.find((component, index) => component !== sorted[index]);
  if (first !== undefined) throw edited(first, 'it does not stand in the order of the names', places);
}

function edited(
  component: { name: string; target: string },
  what: string,
  { placeOf, lineOf }: Places,
  path?: string,
): UserError {
  const at = path === undefined ? lineOf(`name = ${JSON.stringify(component.name)}`) : placeOf(path);
  return new UserError(`the lock was edited, or is damaged: component ${componentText(component)}: ${what}`, {
    at,
    remedy: repair,
  });
}
