import * as z from 'zod';
import shipped from '../../data/changes.json' with { type: 'json' };
import { TargetChange } from '../record.js';

const Release = z.string().regex(/^\d+\.\d+\.\d+$/);

/** What a compiler says of a target's standing; absent: it does not say. */
export const Facts = z.strictObject({
  tier: z.int().min(1).max(3).optional(),
  std: z.boolean().optional(),
  hostTools: z.boolean().optional(),
});
export type Facts = z.infer<typeof Facts>;

/** A compiler that was asked for its own targets. */
export const MeasuredRelease = z.strictObject({
  release: Release,
  date: z.iso.date().describe('on which Rust released it'),
  compiler: z.string().describe('whose build was asked'),
  targets: z.int().positive(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('of its targets, a line for each: name, tier, std, host tools'),
});
export type MeasuredRelease = z.infer<typeof MeasuredRelease>;

/**
 * How a change is known. `confirmed`: compilers show it, and the Rust project wrote it down. `measured`: compilers alone. `documented`: the
 * project wrote it down for a release on which the compilers say nothing of it.
 */
export const ChangeConfidence = z.enum(['confirmed', 'measured', 'documented']);

/** Something that happened to a target. */
export const ChangeRow = z.strictObject({
  seen: Release.optional().describe('the first measured release whose compiler shows it; absent: none does'),
  release: Release.describe('the first release that has it; the newest that may be, where `after` stands'),
  after: Release.optional().describe('the newest release that is known to be without it'),
  kind: TargetChange.shape.kind,
  target: z.string().describe('after a rename, its new name'),
  from: z.union([z.string(), z.int()]).optional().describe('of a rename, the former name; otherwise the former tier'),
  to: z.int().optional().describe('the new tier'),
  facts: Facts.optional().describe('of a target that was not there before'),
  source: z.string(),
  confidence: ChangeConfidence,
  note: z.string().optional(),
});
export type ChangeRow = z.infer<typeof ChangeRow>;

/** The form of the data, which a test holds it to: it ships with the code, so it is not checked again at every start. */
export const ChangesData = z.strictObject({
  collected: z.iso.date(),
  releases: z.array(MeasuredRelease).min(2).describe('oldest first'),
  oldest: z.record(z.string(), Facts).describe('the targets of the oldest measured release'),
  changes: z.array(ChangeRow).describe('oldest first'),
  stated: z
    .record(Release, z.record(z.string(), Facts))
    .describe(
      'what a measured release’s compiler says of a target otherwise than by a change: mostly what older ones left out',
    ),
});

/** Written by scripts/target-changes.mjs from what compilers say. */
export const changesData = shipped as unknown as z.infer<typeof ChangesData>;
