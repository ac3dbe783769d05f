import type { FunctionItem } from '@assay/obligations';
import type { Measured } from '../sources/classify.js';

/** What is known besides the records of the file itself. */
export interface Context {
  /** Why conditions were not measured by the runs; `undefined` where they were. */
  noConditions: string | undefined;
  /** The id of the member with this Cargo.toml (absolute). */
  memberOf(manifest: string): string;
  /** Names, without their paths, of the `const fn` that constants call. */
  calledAtCompileTime: ReadonlySet<string>;
  /** A digest of a part of the source, its layout aside. */
  digestOf(source: Measured, item: FunctionItem): string;
}
