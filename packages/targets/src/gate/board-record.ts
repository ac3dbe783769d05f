import * as z from 'zod';

/** What the project's own command leaves, where the tests ran on hardware: the file that `ASSAY_RECORD` names, as JSON. */
export const BoardRecord = z.strictObject({
  version: z.literal(1),
  target: z.string().describe('the target’s name: what ASSAY_TARGET says'),
  board: z.string().min(1).describe('what the tests ran on, with its revision'),
  tests: z.array(z.strictObject({ name: z.string().min(1), result: z.enum(['passed', 'failed', 'ignored']) })),
  artifacts: z
    .array(z.strictObject({ name: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .min(1)
    .describe('the programs that ran, of those that ASSAY_ARTIFACTS lists'),
});
export type BoardRecord = z.infer<typeof BoardRecord>;

/** What the record must agree with. */
export interface Expected {
  target: string;
  /** The board that the policy names, if it names one. */
  board: string | undefined;
  /** SHA-256 of all programs that were handed to the command. */
  digests: ReadonlySet<string>;
  /** The programs of tests among them, which all have to run: their names by SHA-256. */
  tests: ReadonlyMap<string, string>;
}

/** Reads a record; `why` says what keeps it from counting: it is not there, not understood, or speaks of something else. */
export function readBoardRecord(
  text: string | undefined,
  expected: Expected,
): { record: BoardRecord } | { why: string } {
  if (text === undefined) return { why: 'the command left no record' };
  const { data: record, error } = BoardRecord.safeParse(parsed(text));
  if (record === undefined) {
    const [issue] = error.issues;
    return { why: `the record is not understood: ${issue?.path.join('.') || 'it'}: ${issue?.message}` };
  }
  const { target, board, tests, artifacts } = record;
  if (target !== expected.target) return { why: `the record speaks of the target ${target}` };
  if (expected.board !== undefined && board !== expected.board) {
    return { why: `the record names the board ${board}, and the policy ${expected.board}` };
  }
  const other = artifacts.find(({ sha256 }) => !expected.digests.has(sha256));
  if (other !== undefined) return { why: `the record names ${other.name} (${other.sha256}), which was not built here` };
  const ran = new Set(artifacts.map(({ sha256 }) => sha256));
  const left = [...expected.tests].filter(([digest]) => !ran.has(digest)).map(([, name]) => name);
  if (left.length > 0) return { why: `the record does not name ${left.slice(0, 3).join(', ')} among what ran` };
  const twice = firstTwice(tests.map(({ name }) => name));
  if (twice !== undefined) return { why: `the record names the test ${twice} twice` };
  return tests.length === 0 ? { why: 'the record names no test' } : { record };
}

function firstTwice(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
