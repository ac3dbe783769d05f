import { compatibilityRange, type IndexVersion, parseRequirement, satisfies } from '@assay/registry';
import { type Consequence, consequencesOf, featureNames, requestedFeatures } from '../cargo/features.js';
import { CRATES_IO, type ManifestDependency, type PlanInput } from '../input.js';
import { declaredFit } from '../release.js';

/** A package that is taken: a version of the registry, or a member. */
type Node = IndexVersion;

/** By which version each requirement is met, in the order in which they came up. */
type Edges = ReadonlyMap<string, Node>;

/**
 * Tries every way to meet all requirements of a small workspace, knowing nothing of how a plan is made. Gives the number of
 * changes of the way with the fewest; `undefined` where there is none. All features are on in the lock file and in what is
 * built. Path packages, dev-dependencies and refusals are left out.
 */
export function everyWay(input: PlanInput): number | undefined {
  const found: number[] = [];
  const visit = (edges: Edges) => {
    const state = followEdges(input, edges);
    if (state === 'impossible') return;
    if (state.open === undefined) {
      found.push(countChanges(input.locked, [...state.nodes]));
      return;
    }
    for (const version of candidatesFor(input, state.open.dependency)) {
      const slot = slotOf(version);
      const others = [...state.nodes].filter((node) => slotOf(node) === slot);
      if (others.every((node) => node === version)) visit(new Map([...edges, [state.open.key, version]]));
    }
  };
  visit(new Map());
  return found.length === 0 ? undefined : Math.min(...found);
}

interface State {
  nodes: Set<Node>;
  /** A requirement that is not met yet. */
  open: { key: string; dependency: ManifestDependency } | undefined;
}

function followEdges(input: PlanInput, edges: Edges): State | 'impossible' {
  const lock = closure(input, undefined, edges);
  if (lock === 'impossible') return lock;
  const libraries = [...lock.nodes].flatMap(({ links }) => links ?? []);
  if (new Set(libraries).size < libraries.length) return 'impossible';
  if (lock.open !== undefined) return lock;
  for (const baseline of new Set(input.members.map((member) => member.baseline))) {
    const built = closure(input, baseline, edges);
    if (built === 'impossible') return built;
    if ([...built.nodes].some((node) => declaredFit(node, baseline) === 'too-new')) return 'impossible';
  }
  return lock;
}

/** All that is reached in the lock file, or in what is built for a baseline. */
function closure(input: PlanInput, baseline: string | undefined, edges: Edges): State | 'impossible' {
  const asked = new Map<Node, Set<string>>();
  let open: State['open'];
  let isPossible = true;
  for (const each of input.members.filter((member) => baseline === undefined || member.baseline === baseline)) {
    const node = nodeOf(input, each.name);
    ask(node, '', ...featureNames(node));
  }
  for (let before = -1, now = 0; before !== now; [before, now] = [now, size()]) {
    for (const [node, flags] of [...asked]) {
      for (const flag of [...flags]) {
        const consequences = consequencesOf(node, flag);
        if (consequences === undefined) isPossible = false;
        for (const consequence of consequences ?? []) apply(node, flags, consequence);
      }
    }
  }
  return isPossible ? { nodes: new Set(asked.keys()), open } : 'impossible';

  function ask(node: Node, ...flags: string[]): void {
    const known = asked.get(node) ?? new Set();
    asked.set(node, known);
    for (const flag of flags) known.add(flag);
  }

  function size(): number {
    return [...asked.values()].reduce((sum, flags) => sum + flags.size, 0);
  }

  function apply(node: Node, flags: ReadonlySet<string>, consequence: Consequence): void {
    if (consequence.kind === 'flag') return void ask(node, consequence.flag);
    const { dependency } = consequence;
    if (baseline !== undefined && !input.builds(dependency)) return;
    const key = JSON.stringify([node.name, node.version, dependency]);
    const brought = `dep:${dependency.name}`;
    const isWeak = consequence.kind === 'dependency feature' && consequence.weak;
    if (isWeak && baseline === undefined) ask(node, brought);
    const target = edges.get(key);
    if (target === undefined) {
      if (consequence.kind === 'dependency') open ??= { key, dependency };
      return;
    }
    if (consequence.kind === 'dependency') ask(target, '', ...requestedFeatures(dependency));
    else if (!isWeak || flags.has(brought)) ask(target, consequence.feature);
  }
}

const members = new WeakMap<PlanInput, Map<string, Node>>();

function nodeOf(input: PlanInput, name: string): Node {
  const nodes = members.get(input) ?? new Map<string, Node>();
  members.set(input, nodes);
  const member = input.members.find((each) => each.name === name);
  const known = nodes.get(name);
  if (known !== undefined || member === undefined) return known as Node;
  const node = { ...member, checksum: '', yanked: false, published: undefined };
  nodes.set(name, node);
  return node;
}

function candidatesFor(input: PlanInput, { package: name, requirement }: ManifestDependency): Node[] {
  const parsed = parseRequirement(requirement);
  const listed = input.versionsOf(CRATES_IO, name) ?? [];
  return listed.flatMap(({ version, read }) => {
    const entry = read();
    if (entry.state !== 'known' || parsed === undefined || !satisfies(version, parsed)) return [];
    return entry.details.yanked && !isLocked(input, entry.details) ? [] : [entry.details];
  });
}

function slotOf({ name, version }: Node): string {
  return `${name} ${compatibilityRange(version)}`;
}

function isLocked({ locked }: PlanInput, { name, version }: Node): boolean {
  return locked.some((each) => each.name === name && each.version === version);
}

/** How many packages change, are added or dropped: one of a name that comes takes the place of one that leaves. */
export function countChanges(
  locked: readonly Pick<Node, 'name' | 'version'>[],
  planned: readonly Pick<Node, 'name' | 'version'>[],
): number {
  const missingFrom = (list: typeof planned, of: typeof planned) =>
    of.filter((each) => !list.some(({ name, version }) => name === each.name && version === each.version));
  const [left, come] = [missingFrom(planned, locked), missingFrom(locked, planned)];
  const count = (list: typeof planned, name: string) => list.filter((each) => each.name === name).length;
  const names = new Set([...left, ...come].map(({ name }) => name));
  return [...names].reduce((sum, name) => sum + Math.max(count(left, name), count(come, name)), 0);
}
