import type { Tool } from '@assay/evidence';
import type { ToolSpec } from '@assay/host';

/** rustup installs a missing toolchain unasked; a check must find the toolchain as it is, and change nothing. */
const installNothing = { RUSTUP_AUTO_INSTALL: '0' };

/**
 * `cargo` as the workspace's own `PATH` and rustup choose it. Asked with `-V`: for `-vV` it starts a shell script to learn the name
 * of the operating system.
 */
export const cargo: ToolSpec = {
  name: 'cargo',
  env: installNothing,
  identity: { args: ['-V'], parse: parseCargoVersion },
};

/** `rustc` likewise. */
export const rustc: ToolSpec = {
  name: 'rustc',
  env: installNothing,
  identity: { args: ['-vV'], parse: parseIdentity },
};

/** Reads `cargo 1.95.0 (f2d3ce0bd 2026-03-21)`; distributions' builds may name no commit. */
function parseCargoVersion(stdout: string): Omit<Tool, 'name'> | undefined {
  const [, version, commit] = /^cargo (\S+)(?: \(([0-9a-f]+) )?/.exec(stdout) ?? [];
  if (version === undefined) return undefined;
  return commit === undefined ? { version } : { version, commit };
}

/**
 * Reads what `rustc -vV` and `cargo -vV` print: `release:`, `commit-hash:` and `host:` lines. Distributions' builds print
 * `commit-hash: unknown` or none. `undefined` when there is no release line.
 */
export function parseIdentity(stdout: string): Omit<Tool, 'name'> | undefined {
  const value = (key: string) => new RegExp(`^${key}: *(\\S+)`, 'm').exec(stdout)?.[1];
  const [version, commit, host] = [value('release'), value('commit-hash'), value('host')];
  if (version === undefined) return undefined;
  return {
    version,
    ...(commit === undefined || commit === 'unknown' ? {} : { commit }),
    ...(host === undefined ? {} : { host }),
  };
}
