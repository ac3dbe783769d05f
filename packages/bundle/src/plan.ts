import { Input, type Statement, sha256 } from '@assay/evidence';
import * as z from 'zod';
import { productEntry } from './entry.js';
import { parseUntrusted } from './json.js';
import type { Problem } from './problem.js';
import type { NamedProduct } from './products.js';
import type { Evidence } from './read-statements.js';

/** Where `assay msrv plan` leaves the plan and its lock file, beside the folder of evidence. */
export const PLAN = 'plan/msrv-plan.json';
export const PLANNED_LOCK = 'plan/Cargo.lock';
export const PLAN_FILES: readonly string[] = [PLANNED_LOCK, PLAN];

/** What binds a plan to the evidence: what it was made from, and the lock file that it came to. The rest of it is for readers. */
const Bound = z.looseObject({
  kind: z.literal('assay-msrv-plan'),
  inputs: z.array(Input).min(1),
  lock: z.looseObject({ sha256: z.string() }).nullable(),
});

/** Was a plan made from what this evidence rests on, and is there the lock file that it came to, by this digest, and no other? */
export function planFaults(plan: unknown, lock: string | undefined, statements: readonly Statement[]): string[] {
  const read = Bound.safeParse(plan);
  if (!read.success) return ['is not a plan of this version of Assay'];
  const { inputs, lock: planned } = read.data;
  const digested = ({ path, sha256: digest }: Input) => `${digest} ${path}`;
  const rests = new Set(statements.flatMap(({ predicate }) => predicate.inputs.map(digested)));
  const other = inputs.filter((input) => !rests.has(digested(input)));
  return [
    ...other.map(({ path }) => `was made from another ${path} than the evidence`),
    ...(planned?.sha256 === lock ? [] : [`does not come with the lock file that it came to (${PLANNED_LOCK})`]),
  ];
}

/** As {@link planFaults}, of the plan in a bundle, if it holds one. Its digests have been compared with the evidence before. */
export function checkPlan(
  entries: ReadonlyMap<string, Uint8Array>,
  evidence: readonly Evidence[],
  named: readonly NamedProduct[],
): Problem[] {
  const where = productEntry(PLAN);
  const [plan, lock] = [PLAN, PLANNED_LOCK].map((path) => entries.get(productEntry(path)));
  if (!named.some(({ path }) => PLAN_FILES.includes(path))) return [];
  if (plan === undefined)
    return named.some(({ path }) => path === PLAN) ? [] : [{ where, what: 'is missing, and its lock file is there' }];
  const parsed = parseUntrusted(where, plan, 'pretty');
  if ('problems' in parsed) return parsed.problems;
  const statements = evidence.map(({ statement }) => statement);
  const digest = lock === undefined ? undefined : sha256(lock);
  return planFaults(parsed.value, digest, statements).map((what) => ({ where, what }));
}
