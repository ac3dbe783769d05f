import type {
  AppliedDeviation,
  Problem,
  Project,
  Statement,
  StatementSubject,
  Verdict,
  VerifiedSignature,
} from '@assay/evidence';

/** What verifying a bundle came to. */
export interface Verification {
  /** SHA-256 of the bundle's bytes: what an attestation of it names. */
  sha256: string;
  /**
   * `fail` when the bundle is not what it claims ({@link problems}), else what its evidence says, but `no-verdict` where this
   * version of Assay judges worse than the one that made it, or cannot judge ({@link doubts}).
   */
  verdict: Verdict;
  reason: string;
  /** What the bundle's own statements say, over all of them, whether or not it is to be believed. */
  claimed: Verdict;
  /** Why the bundle is not what it claims. None: nothing in it was changed since it was built, and all of it follows. */
  problems: Problem[];
  /** Where another version's evidence cannot be confirmed by this one. */
  doubts: Problem[];
  /** What else a reader should know, in sentences. */
  notes: string[];
  /** Entries that another version of Assay wrote out of the evidence, and that could not be compared with it; absent where there are none. */
  uncompared?: readonly string[];
  /** Deviations that held when the evidence was made and have expired since. */
  lapsed: AppliedDeviation[];
  /** From the first statement that can be read. */
  subject?: StatementSubject;
  project?: Project;
  asOf?: string;
  /** The run of a CI service that left the evidence; absent where none did. */
  run?: string;
  assay?: { version: string; rulesSha256: string };
  /** Who vouches for the bundle; absent where nobody was asked for, or nobody who is trusted does. */
  signature?: VerifiedSignature;
  /** The statements that can be read, facts included, in the order of the checks. */
  statements: Statement[];
}

/** What the steps of verification find. */
export type Found = Pick<Verification, 'problems' | 'doubts' | 'notes' | 'uncompared'>;
