import { didYouMean } from '@assay/evidence';
import * as z from 'zod';

const Text = z.string('expected text in quotes').min(1, 'expected text');
const Day = z.iso.date('expected a day, such as 2031-12-31');

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
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'expected OWNER/REPO'),
  'repository-id': z.string().regex(/^\d+$/, 'expected digits in quotes').optional(),
  workflow: z
    .string()
    .regex(
      /^[\w.-]+\/[\w.-]+\/\.github\/workflows\/[^@/]+\.ya?ml(@\S+)?$/,
      'expected OWNER/REPO/.github/workflows/FILE, with @REF where only that one is trusted',
    ),
  ref: z
    .string()
    .regex(/^refs\/\S+$/, 'expected a whole ref, such as refs/heads/main')
    .optional(),
  caller: z
    .string()
    .regex(/^\.github\/workflows\/[^@/]+\.ya?ml$/, 'expected .github/workflows/FILE')
    .optional(),
  issuer: z.url('expected an address').default('https://token.actions.githubusercontent.com'),
  server: z.url('expected an address').default('https://github.com'),
});

const AuthorityTable = z.strictObject({ name: Text.optional(), certificates: Text });

/** Entries of one kind that a file may have. */
const MOST = 64;

const tables = { key: KeyTable, sigstore: SigstoreTable, 'timestamp-authority': AuthorityTable } as const;

/** The form of a trust file. */
export const TrustDocument = z.strictObject({
  key: z.array(KeyTable).max(MOST).default([]),
  sigstore: z.array(SigstoreTable).max(MOST).default([]),
  'timestamp-authority': z.array(AuthorityTable).max(MOST).default([]),
});
export type TrustDocument = z.infer<typeof TrustDocument>;

/** What is wrong with the form of a trust file, by the path of what is concerned. */
export function shapeFaults(error: z.ZodError): { path: PropertyKey[]; message: string; remedy: string }[] {
  return error.issues.flatMap((issue) => {
    const { path } = issue;
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
    const name = String(path.at(-1));
    const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
    const what = isMissing ? 'is missing' : 'is not in order';
    return [{ path, message: `${name} ${what}`, remedy: issue.message.replace(/^Invalid input: /, '') }];
  });
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
