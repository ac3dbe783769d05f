import { didYouMean } from '@assay/evidence';
import * as z from 'zod';

const Text = z.string('expected text in quotes').min(1, 'expected text');
const Day = z.iso.date('expected a day, such as 2031-12-31');

/** Text of a form; `error`: what is expected. */
function matching(form: RegExp, error: string) {
  return z.string(error).regex(form, error);
}

const KeyTable = z.strictObject({
  name: Text,
  'public-key': Text,
  'valid-from': Day.optional(),
  'valid-until': Day.optional(),
  timestamp: z.enum(['required', 'optional'], 'expected "required" or "optional"').optional(),
});

const SigstoreTable = z.strictObject({
  name: Text.optional(),
  'trusted-root': Text,
  repository: matching(/^[\w.-]+\/[\w.-]+$/, 'expected OWNER/REPO'),
  'repository-id': matching(/^\d+$/, 'expected digits in quotes').optional(),
  workflow: matching(
    /^[\w.-]+\/[\w.-]+\/\.github\/workflows\/[^@/]+\.ya?ml(@\S+)?$/,
    'expected OWNER/REPO/.github/workflows/FILE, with @REF where only that one is trusted',
  ),
  ref: matching(/^refs\/\S+$/, 'expected a whole ref, such as refs/heads/main').optional(),
  caller: matching(/^\.github\/workflows\/[^@/]+\.ya?ml$/, 'expected .github/workflows/FILE').optional(),
  issuer: z.url('expected an address').default('https://token.actions.githubusercontent.com'),
  server: z.url('expected an address').default('https://github.com'),
});

const AuthorityTable = z.strictObject({ name: Text.optional(), certificates: Text });

/** Entries of one kind that a file may have. */
const MOST = 64;

const tables = { key: KeyTable, sigstore: SigstoreTable, 'timestamp-authority': AuthorityTable } as const;

function entriesOf<T extends z.ZodType>(table: T) {
  const error = `expected at most ${MOST} tables, each in double brackets`;
  return z.array(table, error).max(MOST, error).default([]);
}

/** The form of a trust file. */
export const TrustDocument = z.strictObject({
  key: entriesOf(KeyTable),
  sigstore: entriesOf(SigstoreTable),
  'timestamp-authority': entriesOf(AuthorityTable),
});
export type TrustDocument = z.infer<typeof TrustDocument>;

/** What is wrong with the form of a trust file, by the path of what is concerned. */
export function shapeFaults(
  error: z.ZodError,
  document: unknown,
): { path: PropertyKey[]; message: string; remedy: string }[] {
  return error.issues.flatMap((issue) => {
    const { path, message } = issue;
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
    const value = valueAt(document, path);
    const isMissing = value === undefined;
    if (path.length === 1 && !isMissing && !Array.isArray(value)) return [oneTable(path)];
    return [
      { path, message: `${String(path.at(-1))} ${isMissing ? 'is missing' : 'is not in order'}`, remedy: message },
    ];
  });
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], document);
}

/** `[key]`, or something else that is no list of tables. */
function oneTable(path: PropertyKey[]) {
  const [name = ''] = path.map(String);
  return { path, message: `${name} is not in order`, remedy: `write [[${name}]], in double brackets` };
}

function unknownKey(path: PropertyKey[], key: string) {
  const table = path.length === 0 ? undefined : tables[path[0] as keyof typeof tables];
  const known = Object.keys(table === undefined ? tables : table.shape);
  return {
    path: [...path, key],
    message: `unknown key ${JSON.stringify(key)}${didYouMean(key, known)}`,
    remedy: `known here: ${known.join(', ')}`,
  };
}
