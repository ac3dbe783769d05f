import { Place } from '@assay/evidence';
import { ranks } from '@assay/policy';
import * as z from 'zod';

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
  line: z.int().positive().describe('of its entry in Cargo.lock'),
  dependencies: z
    .array(z.strictObject({ id: z.string(), kinds: z.array(DependencyKind).min(1) }))
    .describe('for all targets, with all features of the members; sorted by id'),
});
export type PackageFact = z.infer<typeof PackageFact>;

/** What the msrv check saw: every locked package, what it declares, and who depends on it. */
export const MsrvFacts = z.strictObject({
  baseline: BaselineFact.describe('of every member that has none of its own'),
  lock: LockFact,
  members: z.array(MemberFact).describe('sorted by id; empty when Cargo gave no graph'),
  packages: z.array(PackageFact).describe('every locked package that a member reaches, members included; sorted by id'),
  unreached: z
    .array(z.strictObject({ name: z.string(), version: z.string(), line: z.int().positive() }))
    .describe('entries of Cargo.lock that no member reaches with any feature or target: never built, and not judged'),
});
export type MsrvFacts = z.infer<typeof MsrvFacts>;
