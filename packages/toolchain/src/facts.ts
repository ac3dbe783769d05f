import { Place } from '@assay/evidence';
import { ranks } from '@assay/policy';
import { FoundPin, Identity, KnownProblem } from '@assay/rust';
import * as z from 'zod';

/** A setting that has a say in what compiles, links or runs the tests: a variable of the environment, or a key of Cargo's configuration. */
export const Override = z.strictObject({
  role: z.enum([
    'toolchain',
    'rustc',
    'wrapper',
    'workspace wrapper',
    'loader',
    'flags',
    'unstable features',
    'profile',
    'linker',
    'runner',
    'rustdoc',
    'substitution',
  ]),
  name: z.string().describe('RUSTC_WRAPPER, build.rustc-wrapper'),
  value: z.string(),
  origin: z
    .enum(['environment', 'repository', 'outside'])
    .describe("repository: a file under the repository's version control; outside: any other file"),
  at: Place.nullable().describe('null for the environment'),
});
export type Override = z.infer<typeof Override>;

/** A known problem of the release, and why it counts as one. */
export const Match = z.strictObject({
  problem: KnownProblem,
  match: z.enum(['affects', 'may affect']),
  reason: z.string(),
});
export type Match = z.infer<typeof Match>;

/** A known problem that the policy allows. */
export const Allowance = z.strictObject({ id: z.string(), at: Place });

/** What the check saw. Everything that its rules judge by. */
export const ToolchainFacts = z.strictObject({
  rank: z.enum(ranks).describe('the highest of the project and its members: one toolchain builds them all'),
  pin: FoundPin.nullable(),
  shadowedPin: FoundPin.nullable().describe('a toolchain file that rustup passes over'),
  rustc: Identity.nullable(),
  cargo: Identity.nullable(),
  overrides: z.array(Override).describe('per role the strongest first'),
  configFiles: z.array(z.strictObject({ path: z.string(), inRepository: z.boolean() })),
  release: z.string().nullable().describe('the release that the problems were looked up for'),
  problems: z.array(Match),
  problemData: z.strictObject({ collected: z.iso.date(), rows: z.int() }),
  allowed: z.array(Allowance),
});
export type ToolchainFacts = z.infer<typeof ToolchainFacts>;

/** Where the repository says which toolchain it wants; without a pin, where it says what it is. */
export function pinPlace({ pin }: Pick<ToolchainFacts, 'pin'>): Place {
  return pin?.at ?? { path: 'Cargo.toml' };
}
