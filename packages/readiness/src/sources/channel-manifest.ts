import type { Identity } from '@assay/rust';
import { parseTomlFast } from '@assay/toml';
import type { Answer } from './answer.js';
import { dateOf } from './date.js';

/** What the channel manifest that rustup keeps in a toolchain says of targets. */
export interface ChannelManifest {
  /** The release's date; `null` where it has none. */
  date: string | null;
  /** By target: is there such a component? A target that it does not name has none. */
  rustStd: ReadonlyMap<string, boolean>;
  rustc: ReadonlyMap<string, boolean>;
}

/**
 * Reads a channel manifest as far as targets are concerned: only the tables of `rust-std` and `rustc` are parsed, because the whole has a
 * megabyte. Why not: it is none, or of another release than the compiler. Throws UserError where it is not TOML.
 */
export function readChannelManifest(text: string, compiler: Identity): Answer<ChannelManifest> {
  const parts = text.split(/^(?=\[)/m);
  const wanted = parts.filter((part, index) => index === 0 || /^\[pkg\.(?:rust-std|rustc)[\].]/.test(part));
  const manifest = parseTomlFast(wanted.join(''), 'channel manifest');
  const pkg = tableIn(manifest, 'pkg');
  const [rustStd, rustc] = [tableIn(pkg, 'rust-std'), tableIn(pkg, 'rustc')];
  if (manifest['manifest-version'] !== '2' || Object.keys(tableIn(rustStd, 'target')).length === 0) {
    return { trouble: 'the channel manifest is not one that Assay knows' };
  }
  const version = rustStd.version;
  if (!isOf(compiler, version)) {
    return {
      trouble: `the channel manifest is of another release: ${typeof version === 'string' ? version : 'unnamed'}`,
    };
  }
  return { value: { date: dateOf(manifest.date), rustStd: available(rustStd), rustc: available(rustc) } };
}

/** `1.95.0 (59807616e 2026-04-14)`: the release, and the commit as far as both name it. */
function isOf({ release, commit }: Identity, version: unknown): boolean {
  const [, its, itsCommit] = typeof version === 'string' ? (/^(\S+)(?: \(([0-9a-f]+) )?/.exec(version) ?? []) : [];
  return its === release && (itsCommit === undefined || commit === null || commit.startsWith(itsCommit));
}

function available(component: Readonly<Record<string, unknown>>): Map<string, boolean> {
  const targets = tableIn(component, 'target');
  return new Map(Object.keys(targets).map((target) => [target, tableIn(targets, target).available === true]));
}

/** The table of this name; an empty one where there is none, or something else. */
function tableIn(table: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
