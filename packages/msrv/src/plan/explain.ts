import type { BlockedRequirement, BlockedWhy, BlockingChain, Change, Solution, WayOut, Why } from '@assay/resolve';
import type { Member } from '@assay/rust';
import { inWords } from '../words.js';
import type { Block, Change as ChangeFact, WayOut as WayOutFact } from './document.js';

/** The changes of a plan with their reasons in words. */
export function changesInWords(
  { changes }: Solution,
  declaredBy: (change: Change) => string | undefined,
): ChangeFact[] {
  return changes.map((change) => {
    const { name, source, from, to, why } = change;
    return {
      ...{ name, source: source ?? '', from: from ?? null, to: to ?? null },
      why: whyInWords(why),
      declares: declaredBy(change) ?? null,
    };
  });
}

function whyInWords(why: Why): string {
  switch (why.kind) {
    case 'unfit':
      return objectionInWords(why.objection, why.baseline);
    case 'required':
      return `${why.by.name} ${why.by.version} requires ${why.requirement}${why.feature === undefined ? '' : ` with its feature ${why.feature}`}`;
    case 'requires':
      return `the locked version requires ${why.name} ${why.requirement}, which is not in the plan`;
    case 'links':
      return `only one package may link ${why.library}, and ${why.other.name} ${why.other.version} does`;
    case 'not needed':
      return 'nothing requires it any more';
    case 'together':
      return 'goes with the other changes';
  }
}

/** Why a version cannot be chosen, as the end of "the locked version …" or of a version's number. */
function objectionInWords(objection: BlockedWhy, baseline?: string): string {
  switch (objection.kind) {
    case 'too-new':
      return objection.declared === undefined
        ? `is too new${baseline === undefined ? '' : ` for ${baseline}`}`
        : `declares rust-version ${objection.declared}`;
    case 'refused':
      return objection.reason;
    case 'yanked':
      return 'is yanked';
    case 'unreadable':
      return objection.why;
    case 'lacks-feature':
      return `has no feature ${objection.feature}`;
    case 'requires':
      return `requires ${objection.blocked.name} ${objection.blocked.requirement}, of which none can be chosen`;
    case 'clashes':
      return `clashes with ${objection.with}, which requires ${objection.requirement}`;
    case 'links':
      return `links ${objection.library}, which ${objection.other} links already`;
  }
}

/** The chain that blocks a plan, from the member on; none where no single one does. */
export function blocksInWords(chain: BlockingChain | undefined, members: readonly Member[]): Block[] {
  if (chain === undefined) return [];
  const { member, baseline, because } = chain;
  const name = members.find(({ id }) => id === member)?.name ?? member;
  if ('requirement' in because) return [{ member: name, baseline, steps: stepsOf(name, because.requirement) }];
  const why = objectionInWords(because.objection, baseline);
  return [{ member: name, baseline, steps: [{ by: name, requires: `Rust ${baseline}`, versions: [why] }] }];
}

/** Who requires what, and why no version will do; then the same of what stands in the way there. */
function stepsOf(by: string, requirement: BlockedRequirement): Block['steps'] {
  const { name, requirement: range, feature, versions, isMissing } = requirement;
  const requires = `${name} ${range}${feature === undefined ? '' : ` with its feature ${feature}`}`;
  const lines = versions.map(({ versions: numbers, why }) => `${rangeInWords(numbers)}: ${objectionInWords(why)}`);
  const deeper = versions.flatMap(({ versions: numbers, why }) =>
    why.kind === 'requires' ? stepsOf(`${name} ${rangeInWords(numbers)}`, why.blocked) : [],
  );
  return [{ by, requires, versions: isMissing ? ['the index at hand knows nothing of it'] : lines }, ...deeper];
}

/** `1.4.0`, or `1.4.0 to 1.2.1 (7 versions)`, newest first. */
function rangeInWords(versions: readonly string[]): string {
  const [newest = '', oldest] = [versions[0], versions.at(-1)];
  return versions.length < 2 ? newest : `${newest} to ${oldest} (${versions.length} versions)`;
}

/** Ways out of a blocked plan, the cheapest first. */
export function waysOutInWords(ways: readonly WayOut[], members: readonly Member[]): WayOutFact[] {
  const nameOf = (id: string) => members.find((member) => member.id === id)?.name ?? id;
  return ways.map((way) => ({ kind: way.kind, what: wayInWords(way, nameOf), changes: way.changes }));
}

function wayInWords(way: WayOut, nameOf: (id: string) => string): string {
  switch (way.kind) {
    case 'feature':
      return way.off
        .map(
          ({ member, features, dependency }) =>
            `build ${nameOf(member)} without ${list(features, 'feature')}, which brings ${dependency}`,
        )
        .join('; ');
    case 'requirement':
      return way.relaxed
        .map(({ member, dependency, requirement, version }) => {
          // The search stops at the first version that will do: a newer one may do as well.
          const example = version === undefined ? '' : `, such as ${version}`;
          return `relax ${dependency} = "${requirement}" in the manifest of ${nameOf(member)}, so that it takes an older release${example}`;
        })
        .join('; ');
    case 'baseline':
      return `raise the baseline of ${way.members.map(nameOf).join(', ')} to ${way.baseline}`;
    case 'replace':
      return groupByMember(way.replaced)
        .map(([member, dependencies]) => `wrap or replace ${inWords(dependencies)} in ${nameOf(member)}`)
        .join('; ');
  }
}

function groupByMember(replaced: readonly { member: string; dependency: string }[]): [member: string, string[]][] {
  const members = [...new Set(replaced.map(({ member }) => member))];
  return members.map((member) => [
    member,
    replaced.filter((each) => each.member === member).map(({ dependency }) => dependency),
  ]);
}

function list(names: readonly string[], noun: string): string {
  return `its ${noun}${names.length === 1 ? '' : 's'} ${names.join(', ')}`;
}
