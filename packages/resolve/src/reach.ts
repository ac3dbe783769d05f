import type { Candidate } from './cargo/candidate.js';
import { type Consequence, consequencesOf, type Flag, ITSELF, requestedFeatures } from './cargo/features.js';
import { detailsOf } from './cargo/objection.js';
import type { ManifestDependency } from './input.js';

/** From which packages on to follow dependencies, and which. */
export interface Route {
  starts: readonly { start: Candidate; flags: readonly Flag[] }[];
  /** Are any dependencies of the package followed? */
  isOpen(owner: Candidate): boolean;
  isFollowed(owner: Candidate, dependency: ManifestDependency): boolean;
  /** The package by which a dependency is met; `undefined` for none. */
  meets(owner: Candidate, dependency: ManifestDependency): Candidate | undefined;
  /** Does a weak feature bring its dependency, as it does while Cargo makes the lock file? */
  weakBrings: boolean;
}

/** A package that is reached. */
export interface Reached {
  candidate: Candidate;
  /** What is asked of it. */
  flags: Set<Flag>;
  /** Its dependencies that are followed, and with what each is met. */
  met: Map<ManifestDependency, Candidate>;
}

/** Every package that is reached, with all that is asked of it, in the order in which they are come to. */
export function reach(route: Route): Map<Candidate, Reached> {
  const reached = new Map<Candidate, Reached>();
  const queue: { at: Reached; flag: Flag }[] = [];
  const ask = (candidate: Candidate, flags: readonly Flag[]) => {
    const at = reached.get(candidate) ?? { candidate, flags: new Set(), met: new Map() };
    reached.set(candidate, at);
    for (const flag of flags) {
      if (at.flags.has(flag)) continue;
      at.flags.add(flag);
      queue.push({ at, flag });
    }
  };
  for (const { start, flags } of route.starts) ask(start, [ITSELF, ...flags]);
  for (let index = 0; index < queue.length; index += 1) {
    const { at, flag } = queue[index] as (typeof queue)[number];
    const details = route.isOpen(at.candidate) ? detailsOf(at.candidate) : undefined;
    if (details === undefined) continue;
    // What a weak feature asks for comes with whichever of the two flags comes last.
    const waiting = flag.startsWith('dep:') ? [...at.flags].flatMap((own) => weakOf(details, own, flag)) : [];
    for (const each of [...(consequencesOf(details, flag) ?? []), ...waiting]) follow(route, at, each, ask);
  }
  return reached;
}

function follow(
  route: Route,
  { candidate, flags, met }: Reached,
  consequence: Consequence,
  ask: (candidate: Candidate, flags: readonly Flag[]) => void,
): void {
  if (consequence.kind === 'flag') {
    ask(candidate, [consequence.flag]);
    return;
  }
  const { dependency } = consequence;
  const target = route.isFollowed(candidate, dependency) ? route.meets(candidate, dependency) : undefined;
  if (target === undefined) return;
  if (consequence.kind === 'dependency') {
    met.set(dependency, target);
    ask(target, [ITSELF, ...requestedFeatures(dependency)]);
    return;
  }
  const brought = `dep:${dependency.name}`;
  if (consequence.weak && route.weakBrings) ask(candidate, [brought]);
  if (!consequence.weak || flags.has(brought)) ask(target, [consequence.feature]);
}

function weakOf(details: NonNullable<ReturnType<typeof detailsOf>>, flag: Flag, brought: Flag): Consequence[] {
  return (consequencesOf(details, flag) ?? []).filter(
    (each) => each.kind === 'dependency feature' && each.weak && `dep:${each.dependency.name}` === brought,
  );
}
