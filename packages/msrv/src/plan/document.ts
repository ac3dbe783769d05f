import { Gap, Input } from '@assay/evidence';
import * as z from 'zod';
import { ProofFailure, ProofRun } from '../facts.js';

const Change = z.strictObject({
  name: z.string(),
  source: z.string().describe('as Cargo.lock has it'),
  from: z.string().nullable().describe('the locked version; null for a package that is new'),
  to: z.string().nullable().describe('the planned version; null for a package that is no longer needed'),
  why: z.string(),
  declares: z.string().nullable().describe('the rust-version of the planned version; null where it declares nothing'),
});
export type Change = z.infer<typeof Change>;

const Learnt = z.strictObject({
  name: z.string(),
  version: z.string(),
  baseline: z.string().nullable().describe('with which it cannot be used; null where with none'),
  reason: z.string(),
});
export type Learnt = z.infer<typeof Learnt>;

const Block = z.strictObject({
  member: z.string(),
  baseline: z.string(),
  steps: z
    .array(z.strictObject({ by: z.string(), requires: z.string(), versions: z.array(z.string()) }))
    .describe('from the member on: who requires what, and why each version that would do cannot be used'),
});
export type Block = z.infer<typeof Block>;

const WayOut = z.strictObject({
  kind: z.enum(['feature', 'requirement', 'baseline', 'replace']),
  what: z.string(),
  changes: z.int().nonnegative().describe('how many packages the lock file would then have otherwise than now'),
});
export type WayOut = z.infer<typeof WayOut>;

/** What `assay msrv plan` found: the lock file that every member compiles with, or why there is none. */
export const PlanDocument = z.strictObject({
  kind: z.literal('assay-msrv-plan'),
  version: z.literal(1),
  inputs: z.array(Input).describe('what it was made from: the lock file and the policy'),
  outcome: z
    .enum(['kept', 'planned', 'blocked', 'not-established'])
    .describe('kept: the lock file is right as it is; not-established: see gaps'),
  members: z.array(z.strictObject({ name: z.string(), baseline: z.string() })),
  manifests: z
    .array(z.strictObject({ path: z.string(), declares: z.string(), baseline: z.string() }))
    .describe(
      'members whose own rust-version is above their baseline: no lock file can mend that, and none is hindered by it',
    ),
  changes: z.array(Change).describe('in the order in which they are understood'),
  commands: z
    .array(z.string())
    .describe('Cargo commands that lead to the same lock file; empty where they were not found to'),
  lock: z
    .strictObject({ format: z.int(), before: z.int().describe('the format of the present one'), sha256: z.string() })
    .nullable()
    .describe('of the planned Cargo.lock'),
  proof: z.strictObject({
    runs: z.array(ProofRun).describe('of the planned lock file, with each baseline'),
    pinned: z.array(z.string()).describe('members that compile with the pinned compiler as well'),
    failures: z.array(ProofFailure).describe('that no change of the lock file can mend'),
    compilations: z.int().nonnegative().describe('how many lock files were compiled until one did'),
  }),
  learnt: z.array(Learnt).describe('what was found out on the way: by compiling, or from advisories'),
  testsHeld: z.boolean().describe('whether what only tests need fits the baseline too'),
  advisories: z.enum(['consulted', 'not-consulted']),
  yanked: z.array(z.string()).describe('packages that stay at a yanked version, because the lock file has it'),
  blocks: z.array(Block),
  waysOut: z.array(WayOut).describe('each of them found by searching again'),
  tried: z.strictObject({
    versions: z.int().nonnegative().describe('versions of packages that were looked at'),
    decisions: z.int().nonnegative(),
    conflicts: z.int().nonnegative(),
    complete: z.boolean().describe('whether nothing was missing, so that "no way" is proved'),
    unknown: z.array(z.string()).describe('packages of which nothing was at hand'),
  }),
  gaps: z.array(Gap),
});
export type PlanDocument = z.infer<typeof PlanDocument>;
