import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { tool } from './tools.js';

/** The variables that name LLVM's tools of a major version. `skip`: the test's own. */
export function llvmVariables(version: '19' | '22', skip: TestContext['skip']): [name: string, value: string][] {
  const folder = tool(version === '22' ? 'llvm_22' : 'llvm_19', skip);
  return [
    ['LLVM_COV', join(folder, 'bin/llvm-cov')],
    ['LLVM_PROFDATA', join(folder, 'bin/llvm-profdata')],
  ];
}
