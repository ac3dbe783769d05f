import type { TestContext } from 'vitest';

/** The programs that scripts/tools.mjs fetches. */
export type ToolName =
  | 'act'
  | 'zizmor'
  | 'readers'
  | 'sarif_multitool'
  | 'actionlint'
  | 'chromium'
  | 'node24'
  | 'rustc'
  | 'rust_1_63'
  | 'rust_1_85'
  | 'rust_1_85_targets'
  | 'strace'
  | 'llvm_22'
  | 'llvm_19'
  | 'nextest';

/**
 * The path of a program that a test needs. `skip` is the test's own: a program that could not be had makes the test visibly
 * skipped for a user. When CI is set it throws instead, because a test that did not run must not look like one that passed.
 */
export function tool(name: ToolName, skip: TestContext['skip']): string {
  const { [`ASSAY_${name.toUpperCase()}`]: path, CI = '' } = process.env;
  if (path !== undefined) return path;
  const why = `needs ${name}; npm test fetches it, or says why it cannot be had`;
  if (CI !== '') throw new Error(why);
  return skip(why);
}
