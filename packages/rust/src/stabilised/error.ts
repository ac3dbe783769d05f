/** Why something most likely does not compile with an older compiler. */
export interface LikelyReason {
  /** What it needs, so that it can follow "needs": `Option::is_none_or`, `edition 2024`. */
  what: string;
  /** The first Rust release that has it, as far as that is known. */
  since?: string;
}

/** An error in the form that is read. */
export interface ReadError {
  code: string | undefined;
  message: string;
  rendered: string;
  /** Release notes, for what came later than the data. */
  notes: string | undefined;
}
