import { type Plan, type PlanInput, plan } from '@assay/resolve';
import type { MsrvSettings } from '../settings.js';
import { planInput } from './input.js';
import type { Learnt } from './learn.js';
import type { RegistryPackage } from './registries.js';
import type { Situation } from './situation.js';

/** A search that has seen all that could be had. */
export interface Searched {
  plan: Plan;
  input: PlanInput;
}

/**
 * Searches for a lock file, and lets what the search misses be loaded until it misses nothing that can be had. The locked packages are
 * loaded first, all at once. Throws WorldError.
 */
export async function searchPlan(
  situation: Situation,
  settings: MsrvSettings,
  learnt: readonly Learnt[],
  asked: Set<string>,
): Promise<Searched> {
  const { lock, registries } = situation;
  await loadOnce(
    situation,
    lock.packages.flatMap(({ name, source }) => (isRegistry(source) ? [{ name, source }] : [])),
    asked,
  );
  const input = planInput(situation, settings, learnt);
  for (;;) {
    const found = plan(input);
    const unasked = found.missing.filter((each) => !asked.has(keyOf(each)));
    if (unasked.length === 0) return { plan: found, input };
    await loadOnce(situation, unasked, asked);
    if (unasked.every(({ source, name }) => registries.versionsOf(source, name) === undefined)) {
      return { plan: found, input };
    }
  }
}

async function loadOnce(
  { registries }: Situation,
  packages: readonly RegistryPackage[],
  asked: Set<string>,
): Promise<void> {
  const unasked = packages.filter((each) => !asked.has(keyOf(each)));
  for (const each of unasked) asked.add(keyOf(each));
  if (unasked.length > 0) await registries.load(unasked);
}

function isRegistry(source: string | undefined): source is string {
  return source !== undefined && /^(?:registry|sparse)\+/.test(source);
}

function keyOf({ source, name }: RegistryPackage): string {
  return `${source} ${name}`;
}
