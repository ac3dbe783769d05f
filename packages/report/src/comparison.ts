import type { AppliedDeviation, Finding, Verdict } from '@assay/evidence';

/** A bundle that was made before the one that the report shows, as far as the page draws what changed over time. */
export interface EarlierBundle {
  /** What its reader knows it by: a release, or the name of its file. Text: whoever shows it makes it safe. */
  name: string;
  /** The date of its evidence, `YYYY-MM-DD`. */
  asOf: string;
  verdict: Verdict;
  /** How many deviations its policy states, used or not, expired or not. */
  deviations: number;
}

/** What lies between two bundles. Both sides are named, because what is new in one is gone in the other. */
export interface Comparison {
  earlier: ComparedBundle;
  later: ComparedBundle;
  /** By key. A finding that is there in both is `still` with what the later one says of it. */
  findings: FindingChanges;
  /** Figures of members that are not the same in both, in the order in which they are to be told. */
  coverage: readonly FigureChange[];
  /** What identifies the compiler, and is not the same in both. */
  toolchain: readonly ValueChange[];
  /** Packages of the lock file whose versions are not the same in both, by name. */
  dependencies: readonly PackageChange[];
  deviations: DeviationChanges;
  /** Verdicts that are not the same in both, by the name of the evidence: `msrv`, `targets-thumbv7em-none-eabihf`. A check or target that only one of them has is among them. */
  checks: readonly ValueChange[];
  /** Keys of the policy that do not say the same in both, besides deviations: what is asked for may have been lowered. Values as JSON. */
  policy: readonly ValueChange[];
  /** Rules that one of them does not know, or did not apply, by id: what another version of Assay, or another level, looks for. */
  rules: readonly ValueChange[];
  /** What could not be compared, and why: a check that left evidence in one bundle only, facts of another version's shape. */
  unknown: readonly { what: string; why: string }[];
}

/** One of the two, as its own evidence identifies it. */
export interface ComparedBundle {
  name: string;
  /** `commit 1f0c…` or `working tree h1:…`. */
  subject: string;
  asOf: string;
  verdict: Verdict;
  /** The version of Assay that made it. */
  assay: string;
}

/** Findings by what became of them. */
export interface FindingChanges {
  gone: readonly Finding[];
  new: readonly Finding[];
  still: readonly Finding[];
}

/** One figure of coverage of one member. `undefined` on the side that does not have it. */
export interface FigureChange {
  member: string;
  /** The column, as a `SourceFigure` has it: `statement`. */
  label: string;
  earlier?: { reached: number; total: number };
  later?: { reached: number; total: number };
}

/** One value that has a name. `undefined` on the side that does not have it. */
export interface ValueChange {
  /** `Release`, `Commit`, `Digest of the sysroot`. */
  what: string;
  earlier?: string;
  later?: string;
}

/** A package, and the versions that each lock file has of it; none where it is not in it. */
export interface PackageChange {
  name: string;
  earlier: readonly string[];
  later: readonly string[];
}

/** What a policy states of a deviation, as a comparison repeats it. */
export interface StatedDeviation extends AppliedDeviation {
  rule: string;
  /** In words: `package time 0.3.41`. */
  scope: string;
}

/** Deviations by id. */
export interface DeviationChanges {
  added: readonly StatedDeviation[];
  removed: readonly StatedDeviation[];
  /** Valid at the date of the earlier bundle, past their last day at that of the later one, and still stated. */
  expired: readonly StatedDeviation[];
  /** Stated in both, and not in the same words: what is not the same is named. */
  reworded: readonly { id: string; changes: readonly ValueChange[] }[];
}
