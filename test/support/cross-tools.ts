import { delimiter, join } from 'node:path';
import type { TestContext } from 'vitest';
import { tool } from './tools.js';

/**
 * The variables that make Rust 1.85.0 the toolchain, with aarch64-unknown-linux-gnu, thumbv7em-none-eabihf and the library's source, and
 * that put qemu-aarch64-static, qemu-system-arm and aarch64-linux-gnu-gcc on the PATH. `skip`: the test's own.
 */
export function crossVariables(skip: TestContext['skip']): { RUSTUP_TOOLCHAIN: string; PATH: string } {
  return variablesOf(tool('rust_1_85_targets', skip));
}

/** As {@link crossVariables} for a clean workspace: without the tools it has no verdict, and its tests fail. */
export async function nameCrossTools(): Promise<{ environment: Record<string, string> }> {
  const { ASSAY_RUST_1_85_TARGETS: folder } = process.env;
  return { environment: folder === undefined ? {} : variablesOf(folder) };
}

function variablesOf(folder: string) {
  return {
    // rustup takes a toolchain by its absolute path, and so does Assay.
    RUSTUP_TOOLCHAIN: join(folder, 'toolchain'),
    PATH: [join(folder, 'bin'), process.env.PATH ?? ''].join(delimiter),
  };
}
