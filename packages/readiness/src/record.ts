import { Place } from '@assay/evidence';
import * as z from 'zod';

/**
 * Where a claim comes from. `compiler`: the pinned rustc's own word (`--print`); `documentation`: `rustc/platform-support.html` and the
 * target's page in the rust-docs of the pinned toolchain; `manifest`: the channel manifest that rustup keeps of it; `sysroot`: what lies in
 * the toolchain's folder; `assay`: data that ships with Assay; `policy`: assay.toml; `machine`: what was found on this machine.
 */
export const Source = z.enum(['compiler', 'documentation', 'manifest', 'sysroot', 'assay', 'policy', 'machine']);
export type Source = z.infer<typeof Source>;

/** What one source says. */
const claim = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    source: Source,
    date: z.iso
      .date()
      .nullable()
      .describe('of the source: the release’s date, the data’s date; null where it has none'),
    value,
  });

/** What is known of one question, source by source, and what of it is believed. */
const known = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    value: value.nullable().describe('what is believed; null where it is not known'),
    claims: z.array(claim(value)).describe('what each source says, also where they disagree'),
    note: z
      .string()
      .nullable()
      .describe('why this one is believed, or why it is not known; null where there is nothing to say'),
  });

/** One question of the record, as {@link ReadinessRecord} holds it. */
export interface Known<T> {
  value: T | null;
  claims: { source: Source; date: string | null; value: T }[];
  note: string | null;
}

/** Which of the standard library’s crates exist for a target: all of it, core with alloc, or core alone. */
export const Library = z.enum(['std', 'alloc', 'core']);
export type Library = z.infer<typeof Library>;

/** What happened to a target in a release of Rust. */
export const TargetChange = z.strictObject({
  release: z.string().describe('the first release that has it: 1.98.0; where `after` stands, the newest that may be'),
  after: z
    .string()
    .optional()
    .describe('the newest release that is known to be without it, where more than one lies between'),
  kind: z.enum(['added', 'removed', 'renamed', 'promoted', 'demoted', 'std-added', 'std-removed']),
  from: z.string().nullable().describe('the former name or tier'),
  to: z.string().nullable().describe('the new name or tier'),
  source: z.string(),
  confidence: z.string().describe('how it is known, in the words of Assay’s data'),
});
export type TargetChange = z.infer<typeof TargetChange>;

/** A vendor’s qualified toolchain that speaks of the target. */
export const VendorCoverage = z.strictObject({
  toolchain: z.string().describe('Ferrocene 26.05.0'),
  rust: z.string().nullable().describe('the release that it is made of'),
  standards: z.array(z.string()),
  scope: z.string().describe('what is qualified, in a line; limits among it'),
  hosts: z
    .array(z.string())
    .nullable()
    .describe('the only hosts that it is qualified on; null where no restriction is known'),
  source: z.string(),
  confidence: z.string(),
});
export type VendorCoverage = z.infer<typeof VendorCoverage>;

const text = z.string();
const flag = z.boolean();

/**
 * What is known of a compilation target, for the pinned compiler. Every fact names its source and date, and what is not known
 * says so. https://doc.rust-lang.org/rustc/target-tier-policy.html, https://doc.rust-lang.org/rustc/platform-support.html
 */
export const ReadinessRecord = z.strictObject({
  target: z.string().describe('the triple, or the name of the custom target: the stem of its file'),
  kind: z.enum(['built-in', 'custom', 'unknown']),
  release: z.string().describe('the compiler’s release'),
  formerNames: z.array(
    z.strictObject({ name: z.string(), until: z.string(), source: z.string(), confidence: z.string() }),
  ),
  nearest: z.array(z.string()).describe('of an unknown target: the known ones that are written most like it'),
  description: known(text),
  tier: known(z.int().min(1).max(3)),
  library: known(Library).describe('what of the standard library there is for it'),
  hostTools: known(flag).describe('do rustc and cargo run on it?'),
  prebuilt: known(flag).describe('is there a rust-std component to install?'),
  installed: known(flag).describe('is its standard library in the toolchain’s folder?'),
  panic: known(z.enum(['unwind', 'abort'])),
  pointerWidth: known(z.int()),
  endian: known(z.enum(['little', 'big'])),
  architecture: known(text).describe('target_arch'),
  os: known(text).describe('target_os; "none" for bare metal'),
  environment: known(text).describe('target_env and target_abi'),
  atomics: known(text).describe(
    'the widest atomic in bits, and whether compare-and-swap exists: "64", "32, no compare-and-swap", "none"',
  ),
  floatAbi: known(text).describe('"hard", "soft", "softfp"'),
  cpu: known(text).describe('the CPU baseline: -C target-cpu’s default, and features that are on'),
  llvmTarget: known(text),
  linker: known(text).describe('what links for it'),
  linkerFound: known(flag).describe('is it on this machine?'),
  minimumOs: known(text).describe('the oldest operating system or SDK, as documented'),
  lastTested: known(text).describe('the version that the project itself has tested, and when, by the policy'),
  maintainers: known(text),
  page: known(text).describe('the page on it in the rust-docs, relative to rustc/'),
  vendors: z.array(VendorCoverage),
  changes: z.array(TargetChange).describe('after the oldest release that the data holds, in order'),
  newestKnown: z.string().describe('the newest release that the data about changes holds'),
  blockers: z.array(z.strictObject({ id: z.string(), what: z.string(), source: z.string(), at: Place.nullable() })),
  sources: z
    .array(
      z.strictObject({
        source: Source,
        what: z.string(),
        date: z.iso.date().nullable(),
        available: z.string().nullable(),
      }),
    )
    .describe('what was asked; available: null where it answered, else why it did not'),
});
export type ReadinessRecord = z.infer<typeof ReadinessRecord>;
