import * as z from 'zod';
import { sha256 } from './digest.js';
import { compactJson, type Json } from './json.js';

// A process reads with most schemas once: compiling them first costs more than it saves (12 of 21 ms for a large graph).
z.config({ jitless: true });

/** Where something stands: a file relative to the workspace root, and 1-based line and column where known. */
export const Place = z.strictObject({
  path: z.string(),
  line: z.int().positive().optional(),
  column: z.int().positive().optional(),
});
export type Place = z.infer<typeof Place>;

/**
 * What a finding is about. With the rule it makes the finding's key, so it holds nothing that moves when unrelated
 * lines are edited: a line number is a {@link Place}, not an identity.
 */
export const Subject = z.strictObject({
  kind: z.enum(['workspace', 'package', 'target', 'file', 'item']),
  name: z.string().min(1),
  version: z.string().optional(),
});
export type Subject = z.infer<typeof Subject>;

/** Who says so: the policy line that asked, the lock entry, the chain. */
export const Because = z.strictObject({ at: Place.optional(), note: z.string() });
export type Because = z.infer<typeof Because>;

export const Severity = z.enum(['error', 'warning']);
export type Severity = z.infer<typeof Severity>;

/**
 * How what was found stands to the project, by the word of whoever approved the deviation. `affected`: the project has it and bears it;
 * `not affected`: it cannot reach the project; `mitigated`: something in the project keeps it from doing harm.
 */
export const Disposition = z.enum(['affected', 'not affected', 'mitigated']);
export type Disposition = z.infer<typeof Disposition>;

/** The deviation that permits a finding, as the evidence repeats it. */
export const AppliedDeviation = z.strictObject({
  id: z.string(),
  disposition: Disposition.optional(),
  rationale: z.string(),
  requestedBy: z.string().optional(),
  approvedBy: z.string(),
  expires: z.iso.date(),
});
export type AppliedDeviation = z.infer<typeof AppliedDeviation>;

/** One instance of a rule's being broken. `key` is stable across edits that do not concern the subject. */
export const Finding = z.strictObject({
  key: z.string(),
  rule: z.string(),
  severity: Severity,
  subject: Subject,
  at: Place,
  because: z.array(Because),
  message: z.string(),
  remedy: z.string(),
  data: z.json(),
  deviation: AppliedDeviation.nullable(),
});
export type Finding = Omit<z.infer<typeof Finding>, 'data'> & { data: Json };

/**
 * Something that a check needed to know and could not: a tool missing, a report unreadable, data too old. A gap is
 * never a finding and is never deviated: no permission makes the unknown known.
 */
export const Gap = z.strictObject({ what: z.string(), why: z.string(), remedy: z.string(), at: Place.optional() });
export type Gap = z.infer<typeof Gap>;

/** The finding's stable key: the rule, and a digest of the subject. */
export function findingKey(rule: string, subject: Subject): string {
  return `${rule}@${sha256(compactJson(subject)).slice(0, 16)}`;
}
