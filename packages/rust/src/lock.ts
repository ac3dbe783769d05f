import { UserError } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import { parseTomlFast } from '@assay/toml';
import * as z from 'zod';
import { knownLockFormats, lockFormatSince } from './features.js';

/** Cargo.lock at the workspace root, read. */
export interface CargoLock {
  path: string;
  /** The format's number. Formats 1 and 2 do not state it; their contents tell. */
  version: number;
  /** Line that states the format; absent in formats 1 and 2. */
  versionLine: number | undefined;
  /** In the file's order. */
  packages: LockedPackage[];
}

export interface LockedPackage {
  name: string;
  version: string;
  /** As Cargo writes it (`registry+https://…`, `git+https://…#commit`); absent for a package that a path names. */
  source: string | undefined;
  /** SHA-256 of what a registry has of it, in hex; absent for other sources, and in format 1. */
  checksum: string | undefined;
  /** As they are written: `serde`, `syn 2.0.1`, or with the source. */
  dependencies: readonly string[];
  /** Line of its `[[package]]`. */
  line: number;
}

const LockFile = z.object({
  version: z.int().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  package: z
    .array(
      z.object({
        name: z.string(),
        version: z.string(),
        source: z.string().optional(),
        checksum: z.string().optional(),
        dependencies: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});

const CONFLICT_MARK = /^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/;

/**
 * Reads the text of a Cargo.lock. Throws UserError with the line: merge-conflict marks, TOML that does not parse (cut
 * short), an entry without name or version, a format that no stable Cargo reads.
 */
export function parseCargoLock(text: string, path: string): CargoLock {
  // Cargo keeps the line ends of Windows where it finds them; the TOML reader refuses them in comments.
  const plain = text.replaceAll('\r\n', '\n');
  const lines = plain.split('\n');
  refuseConflict(lines, path);
  // A real TOML reader: 75 ms for 418 packages, in the time that cargo metadata needs anyway on the other core.
  const value = parseTomlFast(plain, path);
  const headings = linesThat(lines, (line) => line.trim() === '[[package]]');
  const parsed = LockFile.safeParse(value);
  if (!parsed.success) throw malformed(parsed.error, path, headings);
  const entries = parsed.data.package ?? [];
  if (entries.length !== headings.length) {
    throw new UserError(`${path} holds ${entries.length} packages under ${headings.length} [[package]] headings`, {
      at: { path },
      remedy: 'let Cargo write the file: restore it from version control, or run cargo update --workspace',
    });
  }
  const version = parsed.data.version ?? unstatedFormat(parsed.data);
  const versionLine = linesThat(lines, (line) => /^version\s*=\s*\d+/.test(line))[0];
  refuseUnknownFormat(version, path, versionLine);
  const packages = entries.map(({ name, version, source, checksum, dependencies = [] }, index) => ({
    ...{ name, version, source, checksum, dependencies },
    line: headings[index] ?? 1,
  }));
  return { path, version, versionLine, packages };
}

/**
 * The names of the packages that Cargo.lock holds, and of those among them without a source, for holding a policy's names against them;
 * `undefined` when there is no lock file that can be read (the check `msrv` says why). A line scan: Cargo writes each key on a
 * line of its own.
 */
export async function lockedNames(world: World): Promise<{ all: Set<string>; local: Set<string> } | undefined> {
  try {
    const text = (await world.files.readTextIfPresent('Cargo.lock')) ?? '';
    const packages = text.split(/^\[\[(?:package|patch\.unused)\]\]\r?$/m).slice(1);
    const named = packages.map((entry) => ({
      name: /^name = "([^"\r\n]+)"\r?$/m.exec(entry)?.[1] ?? '',
      local: !/^source = /m.test(entry),
    }));
    if (named.length === 0) return undefined;
    const names = (which: typeof named) => new Set(which.map(({ name }) => name));
    return { all: names(named), local: names(named.filter(({ local }) => local)) };
  } catch (error) {
    if (isWorldError(error, 'unreadable') || isWorldError(error, 'too-large')) return undefined;
    throw error;
  }
}

function refuseConflict(lines: readonly string[], path: string): void {
  const [line] = linesThat(lines, (text) => CONFLICT_MARK.test(text));
  if (line === undefined) return;
  throw new UserError(`${path} holds merge-conflict marks`, {
    at: { path, line },
    remedy: `take one side whole (git checkout --ours ${path}), run cargo update --workspace, and commit the result`,
  });
}

function refuseUnknownFormat(version: number, path: string, line: number | undefined): void {
  if (lockFormatSince(version) !== undefined) return;
  const known = knownLockFormats.map((format) => format.version);
  throw new UserError(`${path} has format ${version}; the formats that stable Cargo writes are ${known.join(', ')}`, {
    at: { path, ...(line === undefined ? {} : { line }) },
    remedy: 'write the file with the stable Cargo that the workspace pins, or use an Assay that knows the format',
  });
}

/** Format 1 keeps checksums in a table of their own, format 2 in the entries; without any checksum they are the same. */
function unstatedFormat({ package: entries }: z.infer<typeof LockFile>): number {
  return (entries ?? []).some(({ checksum }) => checksum !== undefined) ? 2 : 1;
}

function malformed(error: z.ZodError, path: string, headings: readonly number[]): UserError {
  const [first] = error.issues;
  const [key, index, field] = first?.path ?? [];
  const line = key === 'package' && typeof index === 'number' ? headings[index] : undefined;
  const where = field === undefined ? String(key ?? 'the file') : `${String(field)} of a package`;
  return new UserError(`${path} is not a lock file: ${where}: ${first?.message ?? 'not understood'}`, {
    at: { path, ...(line === undefined ? {} : { line }) },
    remedy: 'restore the file from version control, or remove it and run cargo generate-lockfile',
  });
}

function linesThat(lines: readonly string[], test: (line: string) => boolean): number[] {
  return lines.flatMap((line, index) => (test(line) ? [index + 1] : []));
}
