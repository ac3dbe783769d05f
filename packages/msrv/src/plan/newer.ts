import { compareCrateVersions, compatibilityRange, type ListedVersion } from '@assay/registry';
import { declaredFit, type PlanInput, plan, type Refusal, type Solution } from '@assay/resolve';

/** Further changes that a newer version of one package may bring: a release of years ago is no price for one lock entry less. */
const PRICE = 5;

/** Searches at most, so that a plan of many changes is still found in a few seconds. */
const SEARCHES = 32;

type Change = Solution['changes'][number];

/**
 * A solution in which what changes is as new as it can be for little more: the fewest changes alone would take a release of years ago, only because
 * it needs nothing that has to change too. Pure.
 */
export function preferNewer(fewest: Solution, input: PlanInput): Solution {
  let [best, refused, left] = [fewest, input.refused, SEARCHES];
  for (const { name, source } of stalestFirst(fewest, input)) {
    const change = best.changes.find((each) => each.name === name && each.source === source && each.to !== undefined);
    if (change === undefined) continue;
    for (const floor of floorsFor(change, input)) {
      if (left === 0) return best;
      left -= 1;
      const raised = [...refused, ...olderThan(floor, change, input)];
      const found = plan({ ...input, refused: raised });
      if (!isBetter(found, best, input)) continue;
      [best, refused] = [found, raised];
      break;
    }
  }
  return best;
}

/** What has most newer versions that might do comes first: there is most to win. */
function stalestFirst({ changes }: Solution, input: PlanInput): Change[] {
  const missed = new Map(changes.map((change) => [change, newerThan(change, input).length]));
  return [...changes].sort((a, b) => (missed.get(b) ?? 0) - (missed.get(a) ?? 0));
}

function isBetter(found: ReturnType<typeof plan>, best: Solution, input: PlanInput): found is Solution {
  return (
    found.kind === 'solution' &&
    found.devHeld === best.devHeld &&
    found.changes.length <= best.changes.length + PRICE &&
    staleness(found, input) < staleness(best, input)
  );
}

/** How many newer versions that might do there are of all that changes: one must not be had for another that is older. */
function staleness({ changes }: Solution, input: PlanInput): number {
  return changes.reduce((sum, change) => sum + newerThan(change, input).length, 0);
}

/** Versions to ask for instead, the newest that fits first, then some between it and what was chosen. */
function floorsFor(change: Change, input: PlanInput): ListedVersion[] {
  const newer = newerThan(change, input);
  const picks = [0, 1 / 4, 1 / 2, 3 / 4].map((part) => newer[Math.floor(newer.length * part)]);
  return [...new Set(picks)].filter((each) => each !== undefined);
}

function newerThan(change: Change, input: PlanInput): ListedVersion[] {
  return listed(change, input).filter(
    (each) => compareCrateVersions(each.version, change.to ?? '') > 0 && mayBeChosen(each, input),
  );
}

/** Versions in the range of compatible ones that was chosen, newest first. */
function listed({ name, source, to }: Change, input: PlanInput): ListedVersion[] {
  if (source === undefined || to === undefined) return [];
  const range = compatibilityRange(to);
  return (input.versionsOf(source, name) ?? []).filter(({ version }) => compatibilityRange(version.raw) === range);
}

/** Does it fit some baseline, as far as it says, and is nothing known against it? Whose baseline counts, the search finds out. */
function mayBeChosen({ read, version }: ListedVersion, input: PlanInput): boolean {
  const entry = read();
  if (entry.state !== 'known' || entry.details.yanked || version.prerelease.length > 0) return false;
  const { name, rustVersion, published } = entry.details;
  const isRefused = input.refused.some((each) => each.name === name && each.version === version.raw);
  const fits = input.fits ?? declaredFit;
  const question = { name, version: version.raw, rustVersion, published };
  return !isRefused && input.members.some(({ baseline }) => fits(question, baseline) !== 'too-new');
}

function olderThan(floor: ListedVersion, change: Change, input: PlanInput): Refusal[] {
  return listed(change, input)
    .filter(({ version }) => compareCrateVersions(version, floor.version) < 0)
    .map(({ version }) => {
      const reason = `is older than it need be: ${floor.version.raw} fits`;
      return { name: change.name, version: version.raw, source: change.source ?? '', baseline: undefined, reason };
    });
}
