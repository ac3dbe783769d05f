import { type Because, byCodeUnit, type Place, type Subject } from '@assay/evidence';
import { compareRanks, highestRank, type Rank } from '@assay/policy';
import type { Demand } from './demand.js';
import { isNewer } from './demand.js';
import { type BaselineFact, type DependencyKind, dependencyKinds, type MsrvFacts, type PackageFact } from './facts.js';
import { dependentsOf, type Reached, reachOf } from './reach.js';
import { inWords } from './words.js';

/** A member whose baseline a package breaks, as a finding's data keeps it. */
export type Offence = { member: string; baseline: string; kind: DependencyKind; chain: string[] };

/** What is known of a package in a finding. */
export type PackageData = {
  id: string;
  name: string;
  version: string;
  source: PackageFact['source'];
  manifest: string | null;
  /** Who depends on it directly, by id. */
  dependents: string[];
  /** The members concerned, the gravest first. Never empty. */
  offences: Offence[];
};

/** The ways on which a package that demands `rust` breaks a member's baseline. */
export function breaches(facts: MsrvFacts, { id }: PackageFact, { rust }: Pick<Demand, 'rust'>): Reached[] {
  return (reachOf(facts).get(id) ?? []).filter(({ member }) => isNewer(rust, member.baseline.rust));
}

/** Is it part of what is built for the member, rather than only of its tests? */
export function isBuilt({ kind }: Pick<Reached, 'kind'>): boolean {
  return kind !== 'dev';
}

/** The parts of a finding that are the same for every rule about a package. `ways` is not empty. */
export function packageInstance(
  facts: MsrvFacts,
  each: PackageFact,
  ways: readonly Reached[],
): { subject: Subject; at: Place; because: Because[]; data: PackageData; rank: Rank } {
  const offences = [...ways].sort(gravestFirst).map(offence);
  const { id, name, version, source, manifest, line } = each;
  const entry = { path: facts.lock.path, line };
  const at = source === 'member' && manifest !== undefined ? { path: manifest } : entry;
  return {
    // Two packages of one name and version differ in their source, which the id then holds.
    subject: { kind: 'package', name, version: id.slice(name.length + 1) },
    at,
    // The message names the way; the lock entry is worth a line of its own only where the finding points elsewhere.
    because: [...baselines(ways), ...(at === entry ? [] : [{ at: entry, note: `${id} is locked here` }])],
    data: {
      id,
      name,
      version,
      source,
      manifest: manifest ?? null,
      dependents: [...(dependentsOf(facts).get(id) ?? [])],
      offences,
    },
    rank: highestRank(ways.map(({ member }) => member.rank)),
  };
}

function offence({ member, kind, chain }: Reached): Offence {
  return { member: member.name, baseline: member.baseline.rust, kind, chain: chain() };
}

function gravestFirst(a: Reached, b: Reached): number {
  return (
    compareRanks(b.member.rank, a.member.rank) ||
    dependencyKinds.indexOf(a.kind) - dependencyKinds.indexOf(b.kind) ||
    a.chain().length - b.chain().length ||
    byCodeUnit(a.member.id, b.member.id)
  );
}

/** One entry for each line of the policy that asked. */
function baselines(ways: readonly Reached[]): Because[] {
  const byPlace = new Map<string, { baseline: BaselineFact; members: string[] }>();
  for (const { member } of ways) {
    const { baseline, name } = member;
    const key = JSON.stringify(baseline.at);
    byPlace.set(key, { baseline, members: [...(byPlace.get(key)?.members ?? []), name] });
  }
  return [...byPlace.values()].map(({ baseline, members }) => ({
    at: baseline.at,
    note: `${baselineInWords(baseline)} of ${inWords(members)}`,
  }));
}

/** `baseline 1.90.0 (ferrocene-25.11, inferred)`: a baseline given by name shows how its release is known. */
function baselineInWords({ rust, name, confidence }: BaselineFact): string {
  const origin = [name, confidence].filter((part) => part !== undefined).join(', ');
  return `baseline ${rust}${origin === '' ? '' : ` (${origin})`}`;
}
