import { canonicalJson, count, errorMessage, jsonPath, type Place, sha256, UserError } from '@assay/evidence';
import type { World } from '@assay/host';
import * as z from 'zod';
import shipped from '../data/known-problems.json' with { type: 'json' };
import { compareVersions, isExactRelease, parseVersion } from './version.js';

/** At the workspace root: data about known problems that is newer than what Assay ships. */
export const PROBLEM_DATA_FILE = 'known-problems.json';

/** 1 MiB: some forty times what the data has after ten years of Rust. */
export const PROBLEM_DATA_LIMIT = 1024 * 1024;

/** What is no release would be in no range, and its problem would affect nothing. */
const Release = z.string().refine(isExactRelease, { error: 'not an exact release such as "1.85.0"' });

const text = z.string().min(1);

/** A span of releases: `from` included (absent: from the first one), `before` not. */
export const ReleaseRange = z
  .strictObject({ from: Release.optional(), before: Release })
  .refine(({ from, before }) => from === undefined || isOlder(from, before), {
    error: 'from is not older than before',
  });
export type ReleaseRange = z.infer<typeof ReleaseRange>;

/** Something known to be wrong with a release of Rust, with what is sure about it and what is not. */
export const KnownProblem = z.strictObject({
  id: z
    .string()
    .regex(/^[\w.#-]+$/, { error: 'not letters, digits and the signs . # - _ alone' })
    .describe('as its tracker or register names it: rust#159035, CVE-2026-5222'),
  title: text,
  component: z.enum(['compiler', 'std', 'cargo', 'rustdoc', 'clippy', 'rustfmt']),
  kind: z.enum(['miscompilation', 'incremental', 'unsoundness', 'security', 'defect']),
  affected: z.array(ReleaseRange).nullable().describe('null when no range is established'),
  mayAffect: z.array(ReleaseRange).optional().describe('releases for which it is not established'),
  fixedIn: Release.nullable(),
  platform: z.enum(['windows', 'windows-msvc', 'unix', 'sgx']).optional().describe('absent: on all'),
  date: z.iso.date().nullable(),
  source: text,
  confidence: text,
  note: text.optional(),
});
export type KnownProblem = z.infer<typeof KnownProblem>;

/** Everything that was collected about known problems, with the day of collecting. Sources and confidence stand in each row. */
export const ProblemData = z.strictObject({
  collected: z.iso.date(),
  newestRelease: Release.describe('nothing was collected about problems of releases after it'),
  note: z.string(),
  problems: z.array(KnownProblem).min(1).superRefine(namedOnce),
});
export type ProblemData = z.infer<typeof ProblemData>;

/** The data that this version of Assay ships. Held to its form by a test: it is not checked again at every start. */
export const shippedProblemData = shipped as ProblemData;

/** Data in use, and whose it is. */
export interface ProblemDataInUse {
  data: ProblemData;
  source: 'shipped' | typeof PROBLEM_DATA_FILE;
}

/** The workspace's own data, `undefined` when it has none. Throws UserError when the file is not in order, WorldError when it cannot be read. */
export async function readWorkspaceProblemData(world: World): Promise<ProblemData | undefined> {
  if ((await world.files.kind(PROBLEM_DATA_FILE)) === undefined) return undefined;
  return readProblemData(
    await world.files.readText(PROBLEM_DATA_FILE, { maxBytes: PROBLEM_DATA_LIMIT }),
    PROBLEM_DATA_FILE,
  );
}

/** The workspace's own data, unless there is none or what Assay ships was collected later. */
export function problemDataInUse(own: ProblemData | undefined): ProblemDataInUse {
  return own === undefined || own.collected < shippedProblemData.collected
    ? { data: shippedProblemData, source: 'shipped' }
    : { data: own, source: PROBLEM_DATA_FILE };
}

/**
 * Reads data about known problems that somebody else wrote. Throws UserError that names everything that is wrong with it: what
 * and where, by its place in JSON; and which problems it has lost, when it says that it is as new as what ships.
 */
export function readProblemData(content: string, path: string): ProblemData {
  const { data, error } = ProblemData.safeParse(parseJson(content, path));
  if (error === undefined) {
    refuseForgetful(data, path);
    return data;
  }
  const faults = error.issues.map((issue) => `${jsonPath(issue.path) || 'the whole'}: ${issue.message}`);
  const more = faults.length - NAMED_FAULTS;
  const lines = [...faults.slice(0, NAMED_FAULTS), ...(more > 0 ? [`and ${more} more`] : [])];
  throw unusable(`${count(faults.length, 'fault')}\n  ${lines.join('\n  ')}`, { path });
}

/** Of one file. Whoever repairs so many reads it again. */
const NAMED_FAULTS = 20;

/** Newer data may correct a row, but a problem stays known: without its row, nothing would be said of it. */
function refuseForgetful({ collected, problems }: ProblemData, path: string): void {
  if (collected < shippedProblemData.collected) return;
  const kept = new Set(problems.map(({ id }) => id));
  const lost = shippedProblemData.problems.map(({ id }) => id).filter((id) => !kept.has(id));
  if (lost.length === 0) return;
  const more = lost.length > NAMED_FAULTS ? ` and ${lost.length - NAMED_FAULTS} more` : '';
  const what = `it is no newer than what Assay ships: it lacks ${lost.slice(0, NAMED_FAULTS).join(', ')}${more}`;
  throw unusable(what, { path });
}

/** SHA-256 of the data in canonical form, which is the form that Assay writes {@link PROBLEM_DATA_FILE} in. */
export function problemDataDigest(data: ProblemData): string {
  return sha256(canonicalJson(data));
}

/** Whole days from the day of collecting to the UTC day of `now` (milliseconds since the epoch); negative when that is earlier. */
export function ageInDays({ collected }: Pick<ProblemData, 'collected'>, now: number): number {
  return Math.floor(now / DAY) - new Date(collected).getTime() / DAY;
}

/** Milliseconds. */
const DAY = 86_400_000;

/** Was it collected later than today? One day is let pass: it has begun elsewhere. */
export function isFromTheFuture(data: Pick<ProblemData, 'collected'>, now: number): boolean {
  return ageInDays(data, now) < -1;
}

function parseJson(content: string, path: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    // Node says where in most cases, and only in these words.
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(errorMessage(error)) ?? [];
    const at = line === undefined ? { path } : { path, line: Number(line), column: Number(column) };
    throw unusable('this is not JSON', at);
  }
}

function unusable(message: string, at: Place): UserError {
  return new UserError(message, { at, remedy: 'correct it, or take a newer file of known problems' });
}

/** Readers go by the id: of two rows with one name they would see one. */
function namedOnce(problems: readonly { id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of problems.entries()) {
    if (seen.has(id))
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `${id} stands in an earlier row already` });
    seen.add(id);
  }
}

function isOlder(a: string, b: string): boolean {
  const [left, right] = [a, b].map(parseVersion);
  return left !== undefined && right !== undefined && compareVersions(left, right) < 0;
}
