import { groupBy } from '@assay/evidence';
import type { Artifact, BuildFact, TargetFacts } from './facts.js';

/** An artifact with the build that made it. */
export interface Made {
  build: string;
  artifact: Artifact;
}

/** An artifact as a finding names it: `bin pump of pump`. Two members may each have a test of one name. */
export function artifactName({ kind, name, member }: Artifact): string {
  return `${kind} ${name} of ${member}`;
}

/** These artifacts of all builds, by {@link artifactName}, in the order in which they were made. */
export function artifactsByName({ builds }: TargetFacts, test: (artifact: Artifact) => boolean): Map<string, Made[]> {
  const made = builds.flatMap(({ name, artifacts }) =>
    artifacts.filter(test).map((artifact) => ({ build: name, artifact })),
  );
  return groupBy(made, ({ artifact }) => artifactName(artifact));
}

/**
 * What of a build goes into a product. Tests do not; nor does a library for Rust where its member gives something that is linked,
 * because linking leaves out what is not used.
 */
export function productsOf({ artifacts }: BuildFact): Artifact[] {
  const linked = artifacts.filter(({ kind }) => linkedKinds.includes(kind));
  const libraries = artifacts.filter(
    ({ kind, member }) =>
      !linkedKinds.includes(kind) && !triedKinds.includes(kind) && !linked.some((each) => each.member === member),
  );
  return [...linked, ...libraries.filter((artifact) => !isForLinkingOnly({ artifacts }, artifact))];
}

/** The format of a library that holds LLVM's bitcode and no machine code. */
export const BITCODE = 'LLVM bitcode';

/** A library that holds no machine code, as with `lto = "fat"`, where something is linked that does: the linker translates it, and what it makes is looked at. */
export function isForLinkingOnly({ artifacts }: Pick<BuildFact, 'artifacts'>, { kind, format }: Artifact): boolean {
  return (
    format === BITCODE && ['lib', 'rlib'].includes(kind) && artifacts.some((each) => linkedKinds.includes(each.kind))
  );
}

const linkedKinds: readonly string[] = ['bin', 'cdylib', 'staticlib', 'dylib'];
const triedKinds: readonly string[] = ['test', 'bench', 'example'];
