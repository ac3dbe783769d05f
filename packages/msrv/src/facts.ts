import { Place } from '@assay/evidence';
import { ranks } from '@assay/policy';
import { Identity } from '@assay/rust';
import * as z from 'zod';
import { PublishedFacts } from './published/facts.js';

/** How one package depends on another, strongest first: a normal dependency is in what ships, the others only help to make it. */
export const dependencyKinds = ['normal', 'build', 'dev'] as const;
export const DependencyKind = z.enum(dependencyKinds);
export type DependencyKind = z.infer<typeof DependencyKind>;

const Release = z.string().regex(/^\d+\.\d+\.\d+$/);

const BaselineFact = z.strictObject({
  rust: Release.describe('the Rust release that everything of the member must compile with'),
  at: Place.describe('the line of the policy that says so'),
  name: z.string().optional().describe('the name that the policy gives it by: ferrocene-26.05'),
  confidence: z.string().optional().describe('how the release behind the name is known'),
  support: z
    .strictObject({
      ends: z.iso.date(),
      what: z.string().describe('what ends on that day: security support, LTS'),
      state: z.enum(['supported', 'ending', 'ended']).describe('on the day of the evidence'),
      source: z.string().nullable(),
      confidence: z.string(),
    })
    .optional()
    .describe('of the named baseline; absent where no end is known'),
});
export type BaselineFact = z.infer<typeof BaselineFact>;

const LockFact = z.strictObject({
  path: z.string(),
  state: z.enum(['read', 'missing', 'stale']).describe('stale: Cargo would have to change it to build the workspace'),
  format: z.int().nullable().describe('the number of its format; null when it is missing'),
  at: Place.describe('the line that states the format; the file where none does'),
});

const MemberFact = z.strictObject({
  id: z.string().describe('the package of this id'),
  name: z.string(),
  level: z.string().describe('its integrity level, as its standard writes it'),
  rank: z.enum(ranks),
  baseline: BaselineFact,
  proof: z
    .enum(['asked', 'not-asked'])
    .describe('whether its packages had to be compiled with the baseline: by the policy, or because it is above QM'),
  undeclared: z
    .enum(['error', 'warning', 'off'])
    .optional()
    .describe('what the policy says of a package that declares nothing and was not proved, where it says so'),
});
export type MemberFact = z.infer<typeof MemberFact>;

const PackageFact = z.strictObject({
  id: z.string().describe('`name version`, and the source in parentheses where two packages share both'),
  name: z.string(),
  version: z.string(),
  source: z.enum(['member', 'path', 'crates.io', 'registry', 'git']),
  manifest: z.string().optional().describe('its Cargo.toml, of members and path dependencies'),
  rustVersion: z.string().nullable().describe('what it declares; null when it declares nothing'),
  edition: z.string(),
  inferred: z
    .strictObject({ rust: Release, by: z.string() })
    .nullable()
    .describe(
      'the newest release that its manifest shows it to need; null where it shows none: it may need a newer one',
    ),
  builtFor: z
    .array(z.string())
    .describe('ids of the members whose build compiles it, by Cargo’s own plan of the build'),
  proved: z.array(Release).describe('the baselines that it compiled with, as far as that was tried'),
  line: z.int().positive().describe('of its entry in Cargo.lock'),
  dependencies: z
    .array(z.strictObject({ id: z.string(), kinds: z.array(DependencyKind).min(1) }))
    .describe('for all targets, with all features of the members; sorted by id'),
});
export type PackageFact = z.infer<typeof PackageFact>;

export const ProofRun = z.strictObject({
  member: z.string().describe('the package of this id'),
  rust: Release.describe('the baseline'),
  toolchain: z.string().describe('the name by which rustup keeps the compiler'),
  compiler: Identity.nullable().describe("the compiler's own word for itself; null where there is none"),
  features: z.string(),
  outcome: z.enum(['compiled', 'failed', 'not-established']),
});
export type ProofRun = z.infer<typeof ProofRun>;

export const ProofFailure = z.strictObject({
  package: z.string().describe('the package of this id, which did not compile'),
  member: z.string().describe('for which member'),
  rust: Release.describe('with which baseline'),
  features: z.string(),
  by: z.enum(['compiler', 'build-script', 'cargo']),
  code: z.string().nullable().describe("the compiler's code, or the name of a lint"),
  message: z.string().describe('its first error'),
  errors: z.int().positive().describe('how many errors there are in all'),
  at: Place.nullable().describe('the line of the first error'),
  reason: z.strictObject({ what: z.string(), since: z.string().nullable() }).nullable().describe('the likely reason'),
});
export type ProofFailure = z.infer<typeof ProofFailure>;

const ProofFact = z.strictObject({
  runs: z.array(ProofRun),
  failures: z
    .array(ProofFailure)
    .describe(
      'of packages that compile with the pinned compiler; the others are gaps, which are no fault of the baseline',
    ),
});
export type ProofFact = z.infer<typeof ProofFact>;

/** What the msrv check saw: every locked package, what it declares, and who depends on it. */
export const MsrvFacts = z.strictObject({
  baseline: BaselineFact.describe('of every member that has none of its own'),
  lock: LockFact,
  build: z
    .strictObject({
      features: z.array(z.string()).min(1).describe('the feature sets of each member that are built'),
      targets: z.array(z.string()).describe('target triples; empty for what Cargo builds when it is told no target'),
    })
    .describe('what is judged: what Cargo would compile for this'),
  proof: ProofFact,
  members: z.array(MemberFact).describe('sorted by id; empty when Cargo gave no graph'),
  packages: z
    .array(PackageFact)
    .describe('every locked package that a member reaches with any feature and target, members included; sorted by id'),
  unreached: z
    .array(z.strictObject({ name: z.string(), version: z.string(), line: z.int().positive() }))
    .describe('entries of Cargo.lock that no member reaches with any feature or target: never built, and not judged'),
  published: PublishedFacts.optional().describe(
    'the members as those who depend on them see them; absent where that was not asked for, or Cargo gave no graph',
  ),
});
export type MsrvFacts = z.infer<typeof MsrvFacts>;
