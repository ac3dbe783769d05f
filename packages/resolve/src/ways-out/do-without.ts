import type { ManifestDependency, Member } from '../input.js';
import type { Head } from './attempt.js';
import type { ReplacedDependency } from './way-out.js';

/** Takes the dependencies at the head of a chain out of their member. */
export function doWithout({
  member,
  dependencies,
  because,
}: Head): { altered: Member; step: ReplacedDependency } | undefined {
  const [dependency] = dependencies;
  if (dependency === undefined) return undefined;
  const step = { member: member.id, dependency: dependency.name, because };
  return { altered: withoutDependencies(member, dependencies), step };
}

function withoutDependencies(member: Member, removed: readonly ManifestDependency[]): Member {
  const dependencies = member.dependencies.filter((each) => !removed.includes(each));
  const gone = new Set(
    removed.map(({ name }) => name).filter((name) => !dependencies.some((each) => each.name === name)),
  );
  const isGone = (value: string) => gone.has(/^(?:dep:)?([^/?]*)/.exec(value)?.[1] ?? '') && /^dep:|\//.test(value);
  const features = Object.entries(member.features).map(
    ([feature, values]) => [feature, values.filter((value) => !isGone(value))] as const,
  );
  // The features that optional dependencies made may be named by others.
  const emptied = [...gone].filter((name) => !Object.hasOwn(member.features, name)).map((name) => [name, []] as const);
  return { ...member, dependencies, features: Object.fromEntries([...features, ...emptied]) };
}
