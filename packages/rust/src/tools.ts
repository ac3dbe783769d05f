import type { Tool } from '@assay/evidence';
import type { ToolSpec } from '@assay/host';

/** `cargo` as the workspace's own `PATH` and rustup choose it. */
export const cargo: ToolSpec = { name: 'cargo', identity: { args: ['-vV'], parse: parseIdentity } };

/** `rustc` likewise. */
export const rustc: ToolSpec = { name: 'rustc', identity: { args: ['-vV'], parse: parseIdentity } };

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
