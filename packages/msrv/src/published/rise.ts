import { parseCrateVersion } from '@assay/registry';
import { compareVersions, formatVersion, parseRustVersion } from '@assay/rust';
import type { PublishedMember } from './facts.js';

/** A package that declares a newer release than its previous release did. */
export interface Rise {
  /** What it declares now, and what the previous release declared, as they are written. */
  to: string;
  from: string;
  /** The previous release. */
  previous: string;
  /** Does the package's own version differ from the previous one's in its last number only, or not at all? */
  inPatch: boolean;
}

/** The rise of a member; `undefined` where there is none, or none that is known. To declare for the first time is no rise. */
export function riseOf({
  version,
  rustVersion,
  previous,
}: Pick<PublishedMember, 'version' | 'rustVersion' | 'previous'>): Rise | undefined {
  if (previous.state !== 'known' || previous.rustVersion === null || rustVersion === null) return undefined;
  const [now, before] = [parseRustVersion(rustVersion), parseRustVersion(previous.rustVersion)];
  if (now === undefined || before === undefined || compareVersions(now, before) <= 0) return undefined;
  const inPatch = series(version) === series(previous.version);
  return { to: rustVersion, from: previous.rustVersion, previous: previous.version, inPatch };
}

/** The first two numbers of a version, `1.4` of 1.4.3: releases that share them differ in no more than the last one. */
export function series(version: string): string {
  const read = parseCrateVersion(version);
  return read === undefined ? version : `${read.major}.${read.minor}`;
}

/** Does the changelog name the release that the member declares, in the section of this version? */
export function isNamedInChangelog({
  rustVersion,
  changelog,
}: Pick<PublishedMember, 'rustVersion' | 'changelog'>): boolean {
  const declared = parseRustVersion(rustVersion ?? '');
  if (declared === undefined || changelog == null) return false;
  return changelog.mentions.some(({ rust }) => rust === formatVersion(declared));
}

/** Is this a new minor or major release that names what it needs? That keeps to the conventions, whatever came before it. */
export function keepsToMinor(member: Pick<PublishedMember, 'version' | 'rustVersion' | 'changelog'>): boolean {
  return parseCrateVersion(member.version)?.patch === 0 && isNamedInChangelog(member);
}
