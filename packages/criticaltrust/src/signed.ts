import { errorMessage, jsonPath, UserError } from '@assay/evidence';
import * as z from 'zod';

/** Signatures of one text: one is enough, a few are there while keys are replaced. The bound is on the work that a file can ask for. */
const MOST_SIGNATURES = 16;

/**
 * Bytes in base64 with its padding (RFC 4648, section 4) and in no second spelling: CriticalUp's own reader takes no other
 * (criticaltrust 0.4.0, serde_base64.rs), and `Buffer` alone would skip over anything.
 */
export const Base64 = z.string().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') === text) return bytes;
  context.addIssue('not base64 with padding');
  return z.NEVER;
});

/**
 * A list of at most so many items. The bound is looked at first: a schema reports each bad item, and a hostile file
 * holds millions of them.
 */
export function boundedList<T extends z.ZodType>(item: T, most: number) {
  return z.array(z.unknown()).max(most, `more than ${most} entries`).pipe(z.array(item));
}

/** A SHA-256 digest, as its bytes. */
export const Sha256 = Base64.refine(({ length }) => length === 32, 'not 32 bytes');

const Signature = z
  .strictObject({ key_sha256: Sha256, signature: Base64 })
  .transform(({ key_sha256, signature }) => ({ keyId: key_sha256.toString('base64'), signature }));

/**
 * The fields of everything that is signed. `signed` is JSON in a text of its own, so that the signature is over bytes. A text
 * with half a character in it has no bytes of its own: UTF-8 makes U+FFFD of each half.
 */
export const signedFields = {
  signatures: boundedList(Signature, MOST_SIGNATURES),
  signed: z.string().refine((text) => text.isWellFormed(), 'not Unicode text'),
};
const SignedText = z.object(signedFields);
export type SignedText = z.infer<typeof SignedText>;

/** Reads a manifest, which nobody vouches for yet. `what`: what it should be, for the message. Throws UserError. */
export function readManifest<T>(
  text: string,
  schema: z.ZodType<T>,
  { path, what, remedy }: { path: string; what: string; remedy: string },
): T {
  const read = readJson(text, schema);
  if ('value' in read) return read.value;
  throw new UserError(`this is not ${what}: ${read.fault}`, { at: { path }, remedy });
}

/** What is wrong with a text may quote a key of it, of any length. */
const LONGEST_FAULT = 200;

/** A text as JSON of this form, or the first thing that is wrong with it. */
export function readJson<T>(text: string, schema: z.ZodType<T>): { value: T } | { fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { fault: errorMessage(error) };
  }
  const { success, data, error } = schema.safeParse(json);
  if (success) return { value: data };
  const [issue] = error.issues;
  return { fault: `${where(issue?.path ?? [])}${issue?.message ?? 'not understood'}`.slice(0, LONGEST_FAULT) };
}

/** `signatures[0].signature: `; nothing for the whole. */
function where(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : `${jsonPath(path)}: `;
}
