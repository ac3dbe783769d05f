import { Place } from '@assay/evidence';
import { Identity } from '@assay/rust';
import * as z from 'zod';

const Release = z.string().regex(/^\d+\.\d+\.\d+$/);

const NewestBaseline = z.strictObject({
  name: z.string().describe('the name that a policy may give it by: ferrocene-26.05'),
  rust: Release,
  ends: z.iso.date().describe('the last day of its support'),
  source: z.string().nullable().describe('who says what its Rust release is'),
  confidence: z.string(),
});
export type NewestBaseline = z.infer<typeof NewestBaseline>;

const PreviousRelease = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('known'),
    version: z.string(),
    rustVersion: z.string().nullable().describe('what it declares; null when it declares nothing'),
    by: z
      .enum(['checksums', 'name'])
      .describe('how the registry was told: by what is locked from it, or by its having the name'),
  }),
  z.strictObject({ state: z.literal('none') }).describe('the registry has the package, and no release before this one'),
  z.strictObject({ state: z.literal('not-known'), why: z.string() }),
]);
export type PreviousRelease = z.infer<typeof PreviousRelease>;

const Changelog = z.strictObject({
  path: z.string(),
  section: z
    .strictObject({ title: z.string(), line: z.int().positive() })
    .nullable()
    .describe('of this version, or of what is not released yet; null where there is neither'),
  mentions: z
    .array(z.strictObject({ rust: Release, line: z.int().positive() }))
    .describe('the Rust releases that the section names, in the order of the lines'),
});
export type Changelog = z.infer<typeof Changelog>;

const PackageBuild = z.strictObject({
  toolchain: z.string().describe('the name by which rustup keeps the compiler'),
  compiler: Identity.nullable().describe("the compiler's own word for itself; null where there is none"),
  features: z.string(),
  outcome: z.enum(['compiled', 'failed', 'not-established']),
});

const BuildFailure = z.strictObject({
  package: z.string().describe('name and version of what did not compile: the package, or what it depends on'),
  features: z.string(),
  by: z.enum(['compiler', 'build-script', 'cargo']),
  code: z.string().nullable().describe("the compiler's code, or the name of a lint"),
  message: z.string().describe('its first error'),
  errors: z.int().positive().describe('how many errors there are in all'),
  at: Place.nullable().describe('the line of the first error, in the workspace where it is of a member'),
  reason: z.strictObject({ what: z.string(), since: z.string().nullable() }).nullable().describe('the likely reason'),
  pinned: z
    .enum(['compiles', 'fails'])
    .describe(
      'what the pinned compiler does with the same; where it fails, it compiles the member in the workspace: what is packed lacks something',
    ),
});
export type BuildFailure = z.infer<typeof BuildFailure>;

const PublishedMember = z.strictObject({
  name: z.string(),
  version: z.string(),
  registries: z
    .array(z.string())
    .nullable()
    .describe('where it may be published, as its manifest says; null for anywhere'),
  rustVersion: z.string().nullable().describe('what it declares; null when it declares nothing'),
  at: z
    .strictObject({ rustVersion: Place, version: Place })
    .describe('the lines that say so, in its manifest or, where it inherits them, in that of the workspace'),
  previous: PreviousRelease.describe('by the index of the registry, as far as Cargo keeps it on this machine'),
  changelog: Changelog.nullable()
    .optional()
    .describe(
      'of the package, or else of the workspace; null where there is none, absent where nothing has to be in it, because nothing rose, or where a gap says why it was not read',
    ),
  build: z
    .enum(['tried', 'not-tried'])
    .describe('whether it was compiled, as it would be published, with the release that it declares'),
  runs: z.array(PackageBuild),
  failures: z
    .array(BuildFailure)
    .describe('for which what is packed is to blame, or the release; what fails in the workspace too is a gap'),
});
export type PublishedMember = z.infer<typeof PublishedMember>;

/** What was seen of the members that can be published, for those who depend on them. */
export const PublishedFacts = z.strictObject({
  newestBaseline: NewestBaseline.nullable().describe(
    'the newest of the named baselines that are supported on the day of the evidence; null where the data has none',
  ),
  members: z.array(PublishedMember).describe('those that can be published, sorted by name'),
  leftOut: z.array(z.string()).describe('members that cannot be published, by their own word: publish = false'),
});
export type PublishedFacts = z.infer<typeof PublishedFacts>;
