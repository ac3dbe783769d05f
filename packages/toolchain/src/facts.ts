import { Place } from '@assay/evidence';
import { ranks } from '@assay/policy';
import { FoundPin, Identity, KnownProblem, ProgramKind, toolchainReasons, VendorRelease } from '@assay/rust';
import * as z from 'zod';
import { AtEnd, LockFacts } from './lock/facts.js';

/** A setting that has a say in what compiles, links or runs the tests: a variable of the environment, or a key of Cargo's configuration. */
export const Override = z.strictObject({
  role: z.enum([
    'toolchain',
    'proxy',
    'home',
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

/** The folder of the toolchain that a build uses, and what made it that one. */
export const ChosenSysroot = z.strictObject({
  path: z.string().describe('portable, every link resolved'),
  toolchain: z.string().nullable().describe("by rustup's name; null where it has none"),
  chosenBy: z.enum([...toolchainReasons, 'PATH']),
  at: Place.nullable().describe('where it is named; null for the environment and for PATH'),
});

/** A program that a build would start. */
export const Program = z.strictObject({
  name: z.string().describe('rustc; cc and rustup are no part of the toolchain, and named for information'),
  kind: z.enum([...ProgramKind.options, 'system']),
  found: z.string().describe('what PATH finds'),
  starts: z.string().describe('the file that runs in the end, every link resolved'),
  sha256: z.string().describe('of that file'),
});
export type Program = z.infer<typeof Program>;

/** A command of Cargo's that the user's side defines. */
export const Alias = Override.omit({ role: true }).extend({
  name: z.string().describe('alias.b, CARGO_ALIAS_B'),
  replaces: z.string().nullable().describe('what runs without it: cargo build, cargo-clippy; null for nothing'),
});
export type Alias = z.infer<typeof Alias>;

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
  sysroot: ChosenSysroot.nullable().describe('null when it could not be found, for which there is a gap'),
  programs: z.array(Program).describe('those that could be looked at'),
  lockPresent: z.boolean().describe('whether the workspace has a lock'),
  lock: LockFacts.nullable().describe(
    'null without a lock, and where it could not be held against the toolchain, for which there is a gap',
  ),
  atEnd: AtEnd.nullable().describe('null where nobody looked again'),
  overrides: z.array(Override).describe('per role the strongest first'),
  aliases: z.array(Alias),
  configFiles: z.array(z.strictObject({ path: z.string(), inRepository: z.boolean() })),
  release: z.string().nullable().describe('the release that the problems were looked up for'),
  problems: z.array(Match),
  problemData: z.strictObject({
    source: z.enum(['shipped', 'known-problems.json']).describe('shipped with Assay, or a file of the workspace'),
    collected: z.iso.date(),
    rows: z.int(),
    sha256: z.string().describe('of the data as canonical JSON'),
  }),
  vendorReleases: z
    .array(VendorRelease)
    .describe('qualified releases of vendors that carry the same Rust release: information, which no rule judges'),
  allowed: z.array(Allowance),
});
export type ToolchainFacts = z.infer<typeof ToolchainFacts>;

/** Where the repository says which toolchain it wants; without a pin, where it says what it is. */
export function pinPlace({ pin }: Pick<ToolchainFacts, 'pin'>): Place {
  return pin?.at ?? { path: 'Cargo.toml' };
}
