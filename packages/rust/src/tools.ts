import type { Tool } from '@assay/evidence';
import type { ToolSpec } from '@assay/host';

/**
 * `cargo` as the workspace's own `PATH` and rustup choose it. Asked with `-V`: for `-vV` it starts a shell script to learn the name
 * of the operating system.
 */
export const cargo: ToolSpec = {
  name: 'cargo',
  identity: { args: ['-V'], parse: parseVersionLine },
};

/** `rustc` likewise. */
export const rustc: ToolSpec = {
  name: 'rustc',
  identity: { args: ['-vV'], parse: parseIdentity },
};

/** `rustup`, which installs toolchains and answers for none. */
export const rustup: ToolSpec = {
  name: 'rustup',
  identity: { args: ['-V'], parse: parseVersionLine },
};

/** Reads `cargo 1.95.0 (f2d3ce0bd 2026-03-21)`; distributions' builds may name no commit. */
function parseVersionLine(stdout: string): Omit<Tool, 'name'> | undefined {
  const [, version, commit] = /^(?:cargo|rustup) (\S+)(?: \(([0-9a-f]+) )?/.exec(stdout) ?? [];
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
