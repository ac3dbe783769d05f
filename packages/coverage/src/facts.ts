import { Place, ProductDigest } from '@assay/evidence';
import { ranks } from '@assay/policy';
import { Identity } from '@assay/rust';
import * as z from 'zod';
import { Metric } from './metric.js';
import { RanOn } from './settings.js';

/**
 * What became of an obligation. `covered`, `missed`; `not-compiled`: no build that was measured holds it;
 * `compile-time`: it only runs while the compiler does; `not-measured`: it may have run, but nothing recorded says so.
 */
export const State = z.enum(['covered', 'missed', 'not-compiled', 'compile-time', 'not-measured']);
export type State = z.infer<typeof State>;

const Outcome = {
  state: State,
  why: z.string().optional().describe('why it could not be measured, or what is missing'),
};

const position = z
  .tuple([z.int().positive(), z.int().positive()])
  .describe('line and column, from 1; columns as the compiler counts them');
const span = { from: position, to: position };

const FunctionFact = z.strictObject({
  name: z.string().describe('path within the file: module::Type::method'),
  ...span,
  ...Outcome,
  digest: z.string().describe('of its tokens without comments: what a justification names as version'),
});
export type FunctionFact = z.infer<typeof FunctionFact>;

const StatementFact = z.strictObject({
  ...span,
  in: z.int().nonnegative().nullable().describe('index of its function'),
  ...Outcome,
});
export type StatementFact = z.infer<typeof StatementFact>;

const ConditionFact = z.strictObject({
  ...span,
  text: z.string(),
  whenTrue: State,
  whenFalse: State,
  mcdc: State.nullable().describe('null where MC/DC is not a question: no Boolean decision'),
  why: z.string().optional(),
  needs: z.string().optional().describe('the situation that is missing, in the words of the source'),
});
export type ConditionFact = z.infer<typeof ConditionFact>;

const DecisionFact = z.strictObject({
  kind: z.string().describe('if, while, match, guard, let-else, try, assert, logic, …'),
  ...span,
  in: z.int().nonnegative().nullable().describe('index of its function'),
  outcomes: z.array(z.strictObject({ name: z.string(), ...span, ...Outcome })),
  conditions: z.array(ConditionFact),
  table: z
    .array(
      z.strictObject({
        values: z.string().describe('T, F, or - for not evaluated, by condition'),
        outcome: z.enum(['true', 'false']),
        executed: z.enum(['yes', 'no', 'unknown']),
      }),
    )
    .optional()
    .describe('the truth table as far as it is known; left out for a single condition'),
  rewriting: z.string().optional().describe('an equivalent decision for which MC/DC can be proved'),
});
export type DecisionFact = z.infer<typeof DecisionFact>;

const FileFact = z.strictObject({
  path: z.string(),
  sha256: z.string(),
  member: z.string().describe('the id of the member that it belongs to'),
  compiled: z.enum(['yes', 'not in this configuration', 'by no build']),
  functions: z.array(FunctionFact),
  statements: z.array(StatementFact),
  decisions: z.array(DecisionFact),
});
export type FileFact = z.infer<typeof FileFact>;

const RequiredFact = z.strictObject({
  metric: Metric,
  percent: z.number(),
  at: Place.nullable().describe('where the policy says so; null where it is the profile of the level'),
  note: z.string(),
  ofLevel: z.number().describe('what the level asks for by itself; 0 where it does not'),
});

const MemberFact = z.strictObject({
  id: z.string(),
  name: z.string(),
  manifest: z.string().describe('its Cargo.toml'),
  level: z.string(),
  rank: z.enum(ranks),
  required: z.array(RequiredFact),
  countsUnmeasured: z.boolean().describe('whether what could not be measured counts as missed'),
});
export type MemberFact = z.infer<typeof MemberFact>;

const DigestedFile = z.strictObject({ path: z.string(), sha256: z.string() });

const RunFact = z.strictObject({
  command: z.string(),
  features: z.string(),
  outcome: z.enum(['passed', 'failed', 'did not build', 'timed out', 'ended']),
  passed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  ignored: z.int().nonnegative(),
  filtered: z.int().nonnegative(),
  panicking: z.int().nonnegative().describe('how many of those that ran pass when they panic, and were measured apart'),
  failures: z.array(z.string()).describe('names of the tests that failed, the first ones'),
  objects: z.array(DigestedFile).describe('what was instrumented, by the names that Cargo has for it'),
});
export type RunFact = z.infer<typeof RunFact>;

const ImportFact = z.strictObject({
  name: z.string().describe('the report, or the first profile'),
  files: z.array(DigestedFile).describe('the report; or the profiles, and the objects that left them'),
  format: z.enum(['llvm-json', 'lcov', 'cobertura', 'profraw']),
  ranOn: RanOn,
  speaksOf: z.int().nonnegative().describe('of how many of the members’ files'),
  lacks: z.string().describe('what the format cannot carry; empty where it carries all'),
});
export type ImportFact = z.infer<typeof ImportFact>;

const LeftOut = z.strictObject({
  path: z.string(),
  lines: z.tuple([z.int().positive(), z.int().positive()]).nullable().describe('null for the whole file'),
  because: z.string(),
  product: z.boolean().describe('whether it is code of the product'),
  package: z
    .strictObject({ name: z.string(), version: z.string() })
    .optional()
    .describe('the package that it is, where no member holds it'),
  member: z.string().nullable(),
  at: Place.nullable().describe('the line of the policy that excludes it'),
});
export type LeftOut = z.infer<typeof LeftOut>;

const Justification = z.strictObject({
  deviation: z.string(),
  at: Place,
  item: z.string(),
  stated: z.string().nullable().describe('the digest that the deviation names'),
  actual: z.string().nullable().describe('the digest of the source as it is; null where there is no such place'),
  path: z.string().nullable(),
  lines: z.tuple([z.int().positive(), z.int().positive()]).nullable(),
});
export type Justification = z.infer<typeof Justification>;

const Changed = z.strictObject({
  base: z.string().describe('the commit that was compared with'),
  files: z.array(
    z.strictObject({ path: z.string(), lines: z.array(z.tuple([z.int().positive(), z.int().positive()])) }),
  ),
});
export type Changed = z.infer<typeof Changed>;

/** What the check coverage saw. */
export const CoverageFacts = z.strictObject({
  compiler: Identity.nullable(),
  llvm: z.string().nullable().describe('version of the LLVM tools; null where nothing was run'),
  options: z.array(z.string()).describe('what was given to the compiler of the members; the product is built without'),
  complete: z
    .boolean()
    .describe(
      'whether every run and every report left its records: what others miss, the missing ones may have reached',
    ),
  runs: z.array(RunFact),
  imports: z.array(ImportFact),
  members: z.array(MemberFact),
  files: z.array(FileFact),
  leftOut: z.array(LeftOut),
  justifications: z.array(Justification),
  changed: Changed.nullable(),
  reports: z
    .array(ProductDigest)
    .describe(
      'LCOV and Cobertura, which were written for other tools of what was recorded; none where it is not complete',
    ),
});
export type CoverageFacts = z.infer<typeof CoverageFacts>;
