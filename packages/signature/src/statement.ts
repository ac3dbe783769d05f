import {
  compactJson,
  jsonPath,
  type Predicate,
  type Problem,
  quote,
  STATEMENT_TYPE,
  type StatementSubject,
  type Verdict,
  type VerifiedSignature,
} from '@assay/evidence';
import * as z from 'zod';
import { readJson } from './json.js';

/** The type of the predicate that `assay sign` signs of a bundle. */
export const BUNDLE_PREDICATE_TYPE = 'https://assay-rs.github.io/bundle/v1';

/** SLSA's provenance, which says where a file comes from. `actions/attest` signs it where it is given no other: https://slsa.dev/spec/v1.0/provenance */
export const PROVENANCE_PREDICATE_TYPE = 'https://slsa.dev/provenance/v1';

/**
 * The statements that vouch for a bundle, by who signed. No other does, for it may say anything: also that the bundle was reviewed and rejected. A key
 * vouches for what it states, which is compared with the bundle; a workflow also by saying that the bundle comes from it.
 */
const VOUCHING: Record<VerifiedSignature['signer']['kind'], readonly string[]> = {
  key: [BUNDLE_PREDICATE_TYPE],
  workflow: [BUNDLE_PREDICATE_TYPE, PROVENANCE_PREDICATE_TYPE],
};

/** What a bundle says of itself, all of which follows from its evidence. A signer states it, and verification compares. */
export interface BundleClaims extends Pick<Predicate, 'assay' | 'asOf' | 'project' | 'run'> {
  subject: StatementSubject;
  /** Of all its evidence. */
  verdict: Verdict;
}

/** A bundle, as what signs and what verifies knows it. */
export interface KnownBundle {
  /** SHA-256 of its bytes, in hex. */
  sha256: string;
  /** `undefined` where nothing in it could be read. */
  claims: BundleClaims | undefined;
}

/** What is signed of a bundle: an in-toto statement whose subject is its digest. */
export function bundleStatement({ sha256, claims }: Required<KnownBundle>) {
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name: 'bundle.zip', digest: { sha256 } }],
    predicateType: BUNDLE_PREDICATE_TYPE,
    predicate: claims,
  };
}

/** A statement that somebody signed: as much of it as is looked at. */
const SignedStatement = z.object({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })).min(1),
  predicateType: z.string().min(1),
  predicate: z.unknown(),
});
export type SignedStatement = z.infer<typeof SignedStatement>;

/** Where problems of what is signed stand. */
const WHERE = 'signature:dsseEnvelope.payload';

/** Reads what was signed, or says why it is no statement. Never throws for anything in it. */
export function readStatement(payload: Uint8Array): { value: SignedStatement } | { problems: Problem[] } {
  const json = readJson(payload);
  if ('fault' in json) return { problems: [{ where: WHERE, what: json.fault }] };
  const { success, data, error } = SignedStatement.safeParse(json.value);
  if (success) return { value: data };
  const [issue] = error.issues;
  const path = jsonPath(issue?.path ?? []) || '(whole)';
  return {
    problems: [{ where: `${WHERE}:${path}`, what: `is not what an in-toto statement has here: ${issue?.message}` }],
  };
}

/** Why a signed statement does not vouch for the bundle: it is about another file, of a type that says nothing for it, or differs from the bundle. */
export function compareStatement(
  { subject, predicateType, predicate }: SignedStatement,
  bundle: KnownBundle,
  { kind }: VerifiedSignature['signer'],
): Problem[] {
  const digests = subject.map(({ digest }) => digest.sha256 ?? 'no SHA-256');
  if (!digests.includes(bundle.sha256)) {
    const named = digests.slice(0, 3).map(quote).join(', ');
    return [
      {
        where: `${WHERE}:subject`,
        what: `it is a signature over another file (${named}); the bundle has SHA-256 ${bundle.sha256}`,
        remedy: 'find the signature that belongs to the bundle, or the bundle that belongs to the signature',
      },
    ];
  }
  const vouching = VOUCHING[kind];
  if (!vouching.includes(predicateType)) {
    return [
      {
        where: `${WHERE}:predicateType`,
        what: `it is a statement of the type ${quote(predicateType)}, which does not vouch for a bundle; by a ${kind} ${vouching.join(' or ')} does`,
        remedy: 'read what it says of the bundle, and have the bundle signed by assay sign or attest.yml',
      },
    ];
  }
  if (predicateType !== BUNDLE_PREDICATE_TYPE || bundle.claims === undefined) return [];
  return comparePredicate(predicate, bundle.claims);
}

function comparePredicate(predicate: unknown, claims: BundleClaims): Problem[] {
  const stated = typeof predicate === 'object' && predicate !== null ? predicate : {};
  const entries = (value: object) => new Map(Object.entries(value).map(([key, each]) => [key, compactJson(each)]));
  const [said, true_] = [entries(stated), entries(claims)];
  return [...new Set([...said.keys(), ...true_.keys()])]
    .filter((key) => said.get(key) !== true_.get(key))
    .map((key) => ({
      where: `${WHERE}:predicate.${key.slice(0, 40)}`,
      what: `the signer states ${shown(said.get(key))}, and the bundle says ${shown(true_.get(key))}`,
    }));
}

function shown(text: string | undefined): string {
  return text === undefined ? 'nothing' : text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
