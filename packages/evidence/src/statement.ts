import * as z from 'zod';
import { sha256 } from './digest.js';
import { Finding, Gap } from './finding.js';
import { canonicalJson, compactJson, type Json } from './json.js';
import { Verdict } from './verdict.js';

/** in-toto Statement v1: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PREDICATE_TYPE = 'https://assay-rs.github.io/evidence/v1';

/** The version of the schema that something calls itself evidence of, where it is newer than this code's; `undefined` for all else. */
export function newerVersion(value: unknown): number | undefined {
  const [base = '', own] = PREDICATE_TYPE.split(/(?<=\/v)(?=\d+$)/);
  const type = z.looseObject({ predicateType: z.string() }).safeParse(value).data?.predicateType ?? '';
  const version = type.startsWith(base) ? /^[1-9]\d{0,8}$/.exec(type.slice(base.length))?.[0] : undefined;
  return Number(version) > Number(own) ? Number(version) : undefined;
}

/** Facts larger than this (characters of compact JSON) stand in a file beside the statement. */
export const FACTS_INLINE_LIMIT = 1024 * 1024;

const Hex = z.string().regex(/^[0-9a-f]+$/);

/**
 * What the evidence speaks of: the project at a commit, or, when the working tree differs from every commit or there is
 * none, at the digest of its files (in-toto's `dirHash1`). Digest names: in-toto's digest set specification.
 */
export const StatementSubject = z.strictObject({
  name: z.string(),
  digest: z.union([z.strictObject({ gitCommit: Hex }), z.strictObject({ dirHash1: Hex })]),
});
export type StatementSubject = z.infer<typeof StatementSubject>;

export const Project = z.strictObject({ name: z.string(), standard: z.string(), level: z.string() });
export type Project = z.infer<typeof Project>;

export const RuleStatus = z.union([
  z.strictObject({ id: z.string(), applied: z.literal(true) }),
  z.strictObject({ id: z.string(), applied: z.literal(false), because: z.string() }),
]);
export type RuleStatus = z.infer<typeof RuleStatus>;

/** A file that was read: path relative to the workspace root, or under `$CARGO_HOME/`, `$RUSTUP_HOME/`. */
export const Input = z.strictObject({ path: z.string(), sha256: Hex.length(64) });
export type Input = z.infer<typeof Input>;

/** A tool that was run, and which one it was. */
export const Tool = z.strictObject({
  name: z.string(),
  version: z.string(),
  commit: z.string().optional(),
  host: z.string().optional(),
});
export type Tool = z.infer<typeof Tool>;

/**
 * A file that a check made for other programs, or that lay beside the evidence when it was bundled: a plain name, or one with folders. What
 * in-toto's link calls a product, as `inputs` are its materials.
 */
export const ProductDigest = z.strictObject({ name: z.string(), sha256: Hex.length(64) });
export type ProductDigest = z.infer<typeof ProductDigest>;

/** The run of a CI service, as its page is addressed: `https://github.com/OWNER/REPO/actions/runs/ID`. */
export const Run = z.string().regex(/^https?:\/\/[\w.:-]+(\/[\w.-]+){2}\/actions\/runs\/\d+$/);

/** Facts too large for the statement, by file name and digest. */
export const FactsFile = z.strictObject({ file: z.string(), sha256: Hex.length(64) });
export type FactsFile = z.infer<typeof FactsFile>;

export const Predicate = z.strictObject({
  assay: z.strictObject({ version: z.string(), rulesSha256: Hex.length(64) }),
  asOf: z.iso.date(),
  run: Run.optional().describe('the run of a CI service that made it; absent elsewhere'),
  check: z.string(),
  verdict: Verdict,
  reason: z.string(),
  examined: z.int().nonnegative(),
  project: Project,
  rules: z.array(RuleStatus),
  findings: z.array(Finding),
  gaps: z.array(Gap),
  inputs: z.array(Input),
  tools: z.array(Tool),
  products: z
    .array(ProductDigest)
    .min(1)
    .optional()
    .describe('files that the check left beside it; absent where there are none'),
  facts: z.json(),
});
export type Predicate = Omit<z.infer<typeof Predicate>, 'facts' | 'findings'> & { facts: Json; findings: Finding[] };

/** One check's evidence. */
export const Statement = z.strictObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.tuple([StatementSubject]),
  predicateType: z.literal(PREDICATE_TYPE),
  predicate: Predicate,
});
export type Statement = Omit<z.infer<typeof Statement>, 'predicate'> & { predicate: Predicate };

export function statement(subject: StatementSubject, predicate: Predicate): Statement {
  return { _type: STATEMENT_TYPE, subject: [subject], predicateType: PREDICATE_TYPE, predicate };
}

/** A file of evidence, ready to be written. */
export interface EvidenceFile {
  name: string;
  content: string;
}

/**
 * The statement as files: `<check>.json`, and `<check>.facts.json` when the facts exceed {@link FACTS_INLINE_LIMIT}.
 * The same statement gives the same bytes.
 */
export function evidenceFiles(evidence: Statement): EvidenceFile[] {
  const { check, facts } = evidence.predicate;
  const name = `${check}.json`;
  const content = `${compactJson(facts)}\n`;
  if (content.length <= FACTS_INLINE_LIMIT) return [{ name, content: canonicalJson(evidence) }];
  const beside: EvidenceFile = { name: `${check}.facts.json`, content };
  const reference: FactsFile = { file: beside.name, sha256: sha256(beside.content) };
  const shortened = { ...evidence, predicate: { ...evidence.predicate, facts: reference as unknown as Json } };
  return [{ name, content: canonicalJson(shortened) }, beside];
}
