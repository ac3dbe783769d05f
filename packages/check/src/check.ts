import type { Gap, Input, ProductDigest } from '@assay/evidence';
import type { Failure, World } from '@assay/host';
import type { Policy } from '@assay/policy';
import type { ZodType } from 'zod';
import type { DateReleases, MakeExhibits } from './exhibit.js';
import type { MarkSources } from './marked-source.js';
import type { Parts } from './parts.js';
import type { Rule } from './rule.js';
import type { MakeSheet } from './sheet.js';

/** What `collect` brings back. */
export interface Collected<Facts> {
  /** Plain JSON without absolute paths, user names or wall-clock times; `undefined` when a gap left nothing to judge. */
  facts: Facts | undefined;
  /** How many things were looked at, in {@link Check.unit}. */
  examined: number;
  gaps: Gap[];
  /** What {@link Check.lookAgain} needs of this look: plain JSON. It stays on the machine and never enters evidence. */
  memory?: unknown;
  /**
   * Files for other programs that came of the examination: coverage reports. They are written beside the evidence, which names their
   * digests. Each is one of {@link Check.products}.
   */
  products?: readonly Product[];
}

/** A file for other programs. */
export interface Product {
  /** A plain file name: `lcov.info`. */
  name: string;
  /** Without wall-clock times: the evidence names its digest, and the same sources must give the same evidence. */
  content: string;
}

/** A look at the world that may go wrong in these ways without costing the verdict. */
export interface OptionalLook {
  /** As the failing world names it: `read <portable path>`, `run <tool> <arguments>`. A `*` stands for any text. */
  look: string;
  ways: readonly Failure[];
  because: string;
}

/** Which of the workspace's members evidence speaks of, so that one that is missing shows. Pure. */
export interface MembersOf<Facts, Settings> {
  /** Their names; `undefined` where the facts do not know them. */
  in(facts: Facts): readonly string[] | undefined;
  /** Those that the policy asks for, of this part. Default, and `undefined`: all. */
  asked?(settings: Settings, part: string): readonly string[] | undefined;
  /** The integrity level that each is judged at, where the facts say it: a report must not show the project's alone. */
  levels?(facts: Facts): readonly MemberLevel[];
}

/** A workspace member and its integrity level, as its standard writes it. */
export interface MemberLevel {
  name: string;
  level: string;
}

/** One area's examination of a workspace. */
export interface Check<Facts = unknown, Settings = unknown> {
  /** Names the evidence file, the table in assay.toml and the first half of every rule id. */
  name: string;
  /** What it answers: `Does every locked package build with the baseline?` */
  question: string;
  /** What `examined` counts, singular: `package`. */
  unit: string;
  /** The check's own table of assay.toml. Every key described; defaults for all of them. */
  settings: ZodType<Settings>;
  facts: ZodType<Facts>;
  /** Raised with every change of the shape of the facts. */
  factsVersion: number;
  rules: readonly Rule<Facts>[];
  /** The only looks whose failure may leave a pass, each with its reason. */
  optional: readonly OptionalLook[];
  /** With it the check examines one part after the other, and is asked for where the policy names any. */
  parts?: Parts<Facts, Settings>;
  /** Of the check of one part: which it is, and the table of assay.toml, which all of them share. */
  part?: string;
  table?: string;
  /**
   * Looks at the world. What cannot be known is a gap, with its reason and remedy. May throw: a `UserError` for what the
   * user must repair before anything can be examined; anything else becomes a gap. `part`: one of {@link parts}.
   */
  collect(world: World, policy: Policy, settings: Settings, part?: string): Promise<Collected<Facts>>;
  /**
   * Looks again at what may have changed since, when all else has run, and returns what was collected with what it saw now.
   * Called only with a {@link Collected.memory}, which may come out of a file. May throw as `collect` does.
   */
  lookAgain?(world: World, policy: Policy, settings: Settings, first: Collected<Facts>): Promise<Collected<Facts>>;
  /** What the facts themselves leave open. `collect` has them among its gaps; verification demands each of them. Pure. */
  gapsIn?(facts: Facts): readonly Gap[];
  /**
   * What the facts show was not established, in words: that it was not measured, that it was not found. Where there is any, `collect` tells a gap, in
   * whatever words, and verification demands one. Pure.
   */
  unestablishedIn?(facts: Facts): readonly string[];
  /** {@link Collected.examined}, from the facts, where no gap is told; with gaps it may be less, and never more. Pure. */
  examinedIn?(facts: Facts): number;
  /**
   * Files that the facts were read from, so that each of them is among the inputs of evidence without gaps; with its digest where the facts have it. Pure.
   */
  inputsIn?(facts: Facts): readonly (Pick<Input, 'path'> & Partial<Input>)[];
  /** A few lines on what the facts come to, for a reader who asks how much was looked at, and how. Pure, and plain text. */
  overview?(facts: Facts): readonly string[];
  /** The tables that a reader of the report wants before the details: identities, results by member. */
  exhibits?: MakeExhibits<Facts>;
  /** The releases of Rust that the project rests on, as far as this check knows them, for the report. */
  releases?: DateReleases<Facts>;
  /** The sources that the check judged line by line, for the report. */
  sources?: MarkSources<Facts>;
  /** Does the policy ask for this check? Default: it always does. A check that is not asked for leaves no evidence, and none is missing. */
  isAsked?(policy: Policy, settings: Settings): boolean;
  /** When that is, or for what each of {@link parts} stands, in Markdown after the check's name: `where a level asks for it`. What checks the policy by hand reads it. */
  askedWhen?: string;
  /**
   * The names of all files that {@link Collected.products} may hold. Those of an earlier run are removed by these names before the check
   * begins, and no other file is ever written or removed.
   */
  products?: readonly string[];
  /** The workspace's members that the evidence must speak of. Without it, the check does not speak of members. */
  members?: MembersOf<Facts, Settings>;
  /** The {@link Collected.products} whose digests stand in the facts as well. Verification holds them against those that the evidence names. Pure. */
  productsIn?(facts: Facts): readonly ProductDigest[];
  /** A page for people to sign, where the check has something that people sign for. */
  sheet?: MakeSheet<Facts>;
}

/** Checks the parts against each other's types and forgets them, so that checks of all kinds stand in one list. */
export function defineCheck<Facts, Settings>(check: Check<Facts, Settings>): Check {
  return check as unknown as Check;
}

/** The rules of these checks whose deviations must have a disposition, by id. */
export function disposedRulesOf(checks: readonly Pick<Check, 'rules'>[]): string[] {
  return checks.flatMap(({ rules }) => rules.flatMap(({ id, needsDisposition }) => (needsDisposition ? [id] : [])));
}
