import { fixedTarget, targetsOf } from '../cargo/catalogue.js';
import { candidateOf, type Slot } from '../cargo/family.js';
import type { Cause, Problem } from '../encode/problem.js';
import type { Member } from '../input.js';
import type { BlockedRequirement, BlockedWhy, BlockingChain } from '../output.js';
import { firstValue, hasValue, valuesOf } from '../search/index.js';
import { ownerOf, type ProofFacts, proofFacts, type Required, targetsFor } from './proof-facts.js';
import { together } from './together.js';
import { clash, faultOf, featureFault } from './version-objection.js';

/**
 * Explains a proof that there is no solution, by the shortest chain from a member that it holds; `undefined` where it holds
 * none.
 */
export function explain(problem: Problem, causes: ReadonlySet<Cause>): BlockingChain | undefined {
  const facts = proofFacts(problem, causes);
  const requirements: Explained = new Map();
  const chains = problem.catalogue.input.members.flatMap((member) => chainsFrom(facts, requirements, member));
  return chains.sort((a, b) => sizeOf(a) - sizeOf(b))[0];
}

/** Requirements that were explained already, or cannot be, or are being explained. */
type Explained = Map<Required, BlockedRequirement | undefined>;

function chainsFrom(facts: ProofFacts, explained: Explained, { id, baseline }: Member): BlockingChain[] {
  const { slot, values } = fixedTarget(facts.problem.catalogue, id);
  const value = firstValue(values, 1) ?? 0;
  const objection = faultOf(facts, slot, value);
  if (objection !== undefined) return [{ member: id, baseline, because: { objection } }];
  return blockedBy(facts, explained, slot, value).map((requirement) => ({
    ...{ member: id, baseline, because: { requirement } },
  }));
}

/** What a version requires that no version meets. */
function blockedBy(facts: ProofFacts, explained: Explained, slot: Slot, value: number): BlockedRequirement[] {
  return (facts.requires.get(slot) ?? [])
    .filter(({ values }) => hasValue(values, value))
    .flatMap((required) => explainRequirement(facts, explained, required) ?? []);
}

function explainRequirement(
  facts: ProofFacts,
  explained: Explained,
  required: Required,
): BlockedRequirement | undefined {
  if (explained.has(required)) return explained.get(required);
  // While it is being explained it explains nothing: packages can require each other.
  explained.set(required, undefined);
  const { problem } = facts;
  const { dependency, feature } = required;
  const candidates = targetsFor(problem, required).flatMap(({ slot, values }) => {
    return valuesOf(values).map((value) => ({
      version: candidateOf(slot, value).version.raw,
      why: objectionTo(facts, explained, required, slot, value),
    }));
  });
  const objections = candidates.flatMap(({ version, why }) => (why === undefined ? [] : [{ version, why }]));
  if (objections.length < candidates.length) return undefined;
  const requirement: BlockedRequirement = {
    ...{ name: dependency.package, requirement: dependency.requirement, feature },
    versions: together(objections),
    isMissing: targetsOf(problem.catalogue, ownerOf(required), dependency) === undefined,
  };
  explained.set(required, requirement);
  return requirement;
}

function objectionTo(
  facts: ProofFacts,
  explained: Explained,
  required: Required,
  slot: Slot,
  value: number,
): BlockedWhy | undefined {
  const own = faultOf(facts, slot, value) ?? featureFault(facts, required, slot, value);
  if (own !== undefined) return own;
  const [blocked] = blockedBy(facts, explained, slot, value).sort(
    (a, b) => sizeOfRequirement(a) - sizeOfRequirement(b),
  );
  return blocked === undefined ? clash(facts, required, slot, value) : { kind: 'requires', blocked, narrower: [] };
}

function sizeOf({ because }: BlockingChain): number {
  return 'objection' in because ? 0 : sizeOfRequirement(because.requirement);
}

const sizes = new WeakMap<BlockedRequirement, number>();

/** How much there is to read. */
function sizeOfRequirement(requirement: BlockedRequirement): number {
  const known = sizes.get(requirement);
  if (known !== undefined) return known;
  const size = requirement.versions.reduce(
    (sum, { why }) => sum + 1 + (why.kind === 'requires' ? sizeOfRequirement(why.blocked) : 0),
    1,
  );
  sizes.set(requirement, size);
  return size;
}
