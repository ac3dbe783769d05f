/** One reason why a bundle, or the signature over it, is not what it claims to be. Its texts quote what was read: renderers escape them. */
export interface Problem {
  /**
   * The entry, or the entry and the JSON path in it: `evidence/msrv.json:predicate.verdict`; `bundle` for the file itself; `signature`, and the
   * path in it, for the file beside it.
   */
  where: string;
  what: string;
  remedy?: string;
}
