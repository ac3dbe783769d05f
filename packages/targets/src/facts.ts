import { Place } from '@assay/evidence';
import { ranks } from '@assay/policy';
import { Library, ReadinessRecord } from '@assay/readiness';
import { Identity } from '@assay/rust';
import * as z from 'zod';
import { Degree, Promised } from './settings.js';

/** How old the project’s own last test is, on the day of the check: the day itself would make evidence differ from one day to the next. */
export const TestAge = z.enum(['recent', 'too old', 'in the future']);
export type TestAge = z.infer<typeof TestAge>;

const stated = <T extends z.ZodType>(value: T) => z.strictObject({ value, at: Place });

const PackageName = z.strictObject({ name: z.string(), version: z.string() });

/** What the policy asks of the target, with the lines that say so. */
const Asked = z.strictObject({
  minimumTier: stated(z.int()).nullable().describe('by the target’s own table'),
  owner: stated(z.string()).nullable(),
  lastTestedOs: stated(z.string()).nullable(),
  lastTested: stated(z.iso.date()).nullable(),
  maxAge: z.int().describe('days'),
  age: TestAge.nullable().describe('of the last test, by maxAge and the clock; null where the policy names none'),
  run: stated(Degree),
  vendor: stated(z.string()).nullable(),
  range: z
    .strictObject({ from: z.string(), to: z.string() })
    .describe('the releases that the project reaches: baseline to pin, or to until'),
  buildStd: stated(z.array(z.string())).nullable(),
  forbidPanic: stated(z.boolean()).nullable(),
});

/** The highest integrity level of the members that are built for it, and what it asks for. */
const Level = z.strictObject({
  name: z.string(),
  rank: z.enum(ranks),
  member: z.string().nullable().describe('whose level it is; null for the project’s'),
  tier: z.int().describe('the highest number of the tier that is accepted'),
  tierAt: Place.nullable().describe('where the policy says so; null where the level does by itself'),
  run: Degree,
  runAt: Place.nullable(),
});

const Reach = z.strictObject({
  ...PackageName.shape,
  member: z.boolean(),
  features: z.array(z.string()).describe('that are on for this target'),
  reaches: Library.nullable().describe(
    'the most that it or what it depends on links; null where it is not known, or not asked because no member promises to do without std',
  ),
  itself: z.boolean().describe('does it link that itself, so that none of its dependencies is the reason?'),
});

/** A dependency that its declaration leaves out for this target. */
const LeftOut = z.strictObject({
  name: z.string(),
  by: z.string().describe('the package that declares it'),
  cfg: z.string(),
});

const Closure = z.strictObject({ packages: z.array(Reach), leftOut: z.array(LeftOut) });

/** Why something does not build. */
export const Cause = z.enum([
  'needs-std',
  'build-script',
  'refuses-target',
  'linker',
  'linker-missing',
  'library-missing',
  'compiler',
  'cargo',
]);
export type Cause = z.infer<typeof Cause>;

const Failure = z.strictObject({
  package: PackageName.nullable(),
  cause: Cause,
  code: z.string().nullable(),
  message: z.string(),
  at: Place.nullable(),
  floats: z.array(z.string()).describe('methods of floating-point numbers that only std has: f32::sin'),
});
export type Failure = z.infer<typeof Failure>;

const Artifact = z.strictObject({
  name: z.string().describe('its file name without what Cargo adds to keep builds apart'),
  member: z.string(),
  kind: z.string().describe('bin, lib, staticlib, cdylib, test, …'),
  sha256: z.string(),
  size: z.int().nonnegative(),
  format: z.string().nullable().describe('ELF, Mach-O, PE, WebAssembly, LLVM bitcode; null where it is none of them'),
  architecture: z.string().nullable(),
  pointerWidth: z.int().nullable(),
  fits: z.boolean().nullable().describe('is it for the target? null where that is not known'),
  sections: z.array(z.strictObject({ name: z.string(), size: z.int().nonnegative() })),
  panics: z
    .array(z.string())
    .nullable()
    .describe('symbols of Rust’s panic machinery in it; null where it has no symbol table'),
});
export type Artifact = z.infer<typeof Artifact>;

const BuildFact = z.strictObject({
  name: z.string().describe('dev, default features'),
  command: z.string(),
  outcome: z.enum(['built', 'failed', 'timed out', 'ended']),
  exit: z.int().nullable(),
  members: z.array(z.string()),
  failures: z.array(Failure),
  artifacts: z.array(Artifact),
});
export type BuildFact = z.infer<typeof BuildFact>;

const TestFact = z.strictObject({
  build: z.string().describe('name of the build'),
  degree: z.enum(['emulator', 'hardware']).describe('emulator: also the build machine itself, where it is the target'),
  command: z.string(),
  outcome: z.enum(['passed', 'failed', 'did not build', 'timed out', 'ended', 'no result']),
  exit: z.int().nullable(),
  ranOn: z.string().nullable().describe('the emulator with its version and machine, the board, or the build machine'),
  programs: z.array(z.strictObject({ name: z.string(), sha256: z.string() })),
  passed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  ignored: z.int().nonnegative(),
  filtered: z.int().nonnegative(),
  failures: z.array(z.string()),
  log: z.strictObject({ file: z.string(), sha256: z.string() }).nullable(),
});
export type TestFact = z.infer<typeof TestFact>;

const PromiseFact = z.strictObject({
  member: z.string(),
  promised: Promised,
  at: Place,
  reaches: Library.nullable().describe('null where it is not known'),
  proof: z
    .enum(['built without std', 'linked without std', 'none'])
    .describe('by a build for a target that has no std; by what it links; or not shown here'),
  chains: z
    .array(
      z.strictObject({
        reaches: Library,
        package: PackageName.describe('that links it'),
        path: z.array(z.string()).describe('from the member to it: motor-control, serde, serde_core'),
        features: z
          .array(z.string())
          .describe('what turns it on, from the member on: motor-control/default, serde/default, serde/std'),
      }),
    )
    .describe('how more is reached than was promised'),
  floats: z.array(z.strictObject({ method: z.string(), at: Place.nullable() })),
  libm: z.boolean().describe('is a crate libm in its closure?'),
});
export type PromiseFact = z.infer<typeof PromiseFact>;

/** What the check saw of one target. */
export const TargetFacts = z.strictObject({
  target: z.string().describe('its name'),
  stated: z.string().describe('as the policy writes it: a triple, or the path of a JSON file'),
  at: Place.describe('its table in the policy'),
  compiler: Identity,
  asked: Asked,
  level: Level,
  members: z.array(z.string()).describe('that are built for it'),
  record: ReadinessRecord,
  closure: Closure.nullable().describe('null where it is not known'),
  builds: z.array(BuildFact),
  tests: z.array(TestFact),
  promises: z.array(PromiseFact),
  vendorUnknown: z
    .string()
    .nullable()
    .describe(
      'why it is not known whether the vendor’s toolchain that the policy names covers the target; null where it is known',
    ),
  provable: z
    .boolean()
    .describe('does any target of the policy have no std, so that promises can be proved by building?'),
});
export type TargetFacts = z.infer<typeof TargetFacts>;
