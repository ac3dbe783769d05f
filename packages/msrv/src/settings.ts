import * as z from 'zod';

/** Words for the features of a member that are built. `each`: every feature by itself. */
export const featureWords = ['default', 'all', 'none', 'each'] as const;

/** The table `[msrv]` of assay.toml. */
export const MsrvSettings = z.strictObject({
  prove: z
    .boolean()
    .optional()
    .describe(
      'Compile every member with its baseline, in a folder of its own. Default: the members above the lowest rank (QM, DAL E, Basic).',
    ),
  features: z
    .array(z.enum(featureWords))
    .min(1)
    .default(['default'])
    .describe(
      'The features of each member that are built and judged: "default", "all", "none", and "each" for every feature by itself.',
    ),
  targets: z
    .array(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, { error: 'a target triple' }))
    .default([])
    .describe('The target triples that are built and judged. Default: what Cargo builds when it is told no target.'),
  toolchains: z
    .record(
      z.string(),
      z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, { error: "the name of one of rustup's toolchains" }),
    )
    .default({})
    .describe(
      'Toolchains that stand for a baseline, by its release, such as "1.95.0" = "ferrocene". Default: the release itself.',
    ),
  'install-baseline': z
    .boolean()
    .default(false)
    .describe('Let rustup install a baseline that is missing, with the minimal profile. Otherwise that is a gap.'),
  undeclared: z
    .record(z.string(), z.enum(['error', 'warning', 'off']))
    .default({})
    .describe(
      'What a package is that declares no rust-version and was not proved, by integrity level. Default: a warning above the lowest rank.',
    ),
  advisories: z
    .string()
    .min(1)
    .optional()
    .describe("RustSec's advisory database, as a folder or a git checkout: what assay msrv plan never moves to."),
  published: z
    .boolean()
    .default(false)
    .describe(
      'Hold the members that can be published to the conventions of docs/published-crates.md, which others with a fixed compiler rely on.',
    ),
  'support-notice': z
    .int()
    .min(0)
    .max(3660)
    .default(180)
    .describe('Days before the end of support of a named baseline from which on it is reported.'),
});
export type MsrvSettings = z.infer<typeof MsrvSettings>;

/** The settings, and what the command says besides: `--prove` is every member's `prove`, `--no-prove` leaves out what is asked for. */
export interface CommandedSettings extends MsrvSettings {
  skipProof?: boolean;
}
