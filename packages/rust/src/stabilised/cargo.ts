import { cargoGateSince, editionSince, lockFormatSince, manifestFeature, resolverSince } from '../features.js';
import { compareVersions, formatVersion, parseVersion, type RustVersion } from '../version.js';
import type { LikelyReason } from './error.js';

/**
 * Why a Cargo refuses that is too old, by what it says on standard error (held against Cargo 1.65 and 1.85; the words of the releases
 * between are those of their sources). `undefined` for anything else.
 */
export function cargoReason(message: string): LikelyReason | undefined {
  return (
    edition(message) ??
    required(message) ??
    resolver(message) ??
    lockFormat(message) ??
    manifestKey(message) ??
    declared(message)
  );
}

function edition(message: string): LikelyReason | undefined {
  const [, name] = /this version of Cargo is older than the `(\d{4})` edition/.exec(message) ?? [];
  return name === undefined ? undefined : reason(`edition ${name}`, editionSince(name));
}

/** Before a Cargo knows an edition in full, it asks for a feature of its own. */
function required(message: string): LikelyReason | undefined {
  const [, gate] = /feature `([\w-]+)` is required/.exec(message) ?? [];
  if (gate === undefined) return undefined;
  const [, name] = /^edition(\d{4})$/.exec(gate) ?? [];
  return reason(name === undefined ? `Cargo's feature ${gate}` : `edition ${name}`, cargoGateSince(gate));
}

function resolver(message: string): LikelyReason | undefined {
  const [, name] = /`resolver` setting `(\w+)` is not valid/.exec(message) ?? [];
  const since = name === undefined ? undefined : resolverSince(name);
  return since === undefined ? undefined : { what: `resolver = "${name}"`, since };
}

function lockFormat(message: string): LikelyReason | undefined {
  const [, version] = /lock file version `?(\d{1,3})`? (?:was found, but|requires)/.exec(message) ?? [];
  return version === undefined ? undefined : reason(`lock file format ${version}`, lockFormatSince(Number(version)));
}

function manifestKey(message: string): LikelyReason | undefined {
  if (/missing field `version`/.test(message)) return fromManifest('optional-version');
  return /expected a boolean or an integer for key `profile\.[\w-]+\.debug`/.test(message)
    ? fromManifest('named-debug')
    : undefined;
}

function fromManifest(id: Parameters<typeof manifestFeature>[0]): LikelyReason {
  const { feature, since } = manifestFeature(id);
  return { what: feature, since };
}

/** `rustversion@0.1.0 requires rustc 1.90`; until 1.74, `it requires rustc 1.90 or newer`. The newest of several. */
function declared(message: string): LikelyReason | undefined {
  if (!/is not supported by the following package|cannot be built because it requires rustc/.test(message))
    return undefined;
  const required = [...message.matchAll(/requires rustc (\d[\w.-]*)/g)]
    .map(([, version]) => parseVersion(version ?? ''))
    .filter((version) => version !== undefined);
  const newest = required.reduce<RustVersion | undefined>(
    (most, version) => (most === undefined || compareVersions(version, most) > 0 ? version : most),
    undefined,
  );
  return newest === undefined ? undefined : { what: 'what it declares as rust-version', since: formatVersion(newest) };
}

function reason(what: string, since: string | undefined): LikelyReason {
  return since === undefined ? { what } : { what, since };
}
