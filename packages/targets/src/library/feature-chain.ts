import { byCodeUnit } from '@assay/evidence';
import type { GraphDependency, GraphPackage } from './graph.js';
import { type Build, dependenciesOn, readEntry } from './turned-on.js';

/** A feature of a package, or with `undefined` the package itself: what it has without any feature. */
interface Node {
  key: string;
  feature: string | undefined;
}

/** Where a search ends: one of these features of a package, or the package itself where there are none. */
export interface Blamed {
  key: string;
  features: readonly string[];
}

/**
 * The shortest way by which one package turns on what another has on: `motor-control/default`, `serde/default`, `serde/std`. What a
 * package asks for without any feature of its own comes first, because no feature is to blame then. Only what was on is gone through.
 * `undefined` where there is no way: another package of the build asked for it.
 */
export function featureChain(build: Build, from: GraphPackage, blamed: Blamed): string[] | undefined {
  const all = [...(build.on.get(from.key) ?? [])].sort(byCodeUnit);
  // Where features turn each other on in a circle, nobody can say which of them was asked for.
  for (const features of [[undefined], askedFeatures(from, all), all]) {
    const starts = features.map((feature) => ({ key: from.key, feature }));
    const chain = shortest(build, starts, blamed);
    if (chain !== undefined) return chain;
  }
  return undefined;
}

/** Those of a package's features that no other of them turns on: somebody asked for them. */
function askedFeatures({ features }: GraphPackage, all: readonly string[]): string[] {
  const implied = new Set(
    all.flatMap((feature) => {
      const others = (features.get(feature) ?? []).filter((entry) => entry !== feature).map(readEntry);
      // An optional dependency has a feature of its name, which is on where the dependency is.
      return others.map((entry) => ('dependency' in entry ? entry.dependency : entry.feature));
    }),
  );
  return all.filter((feature) => !implied.has(feature));
}

/** Searches in width, and names the features on the way. */
function shortest(build: Build, starts: readonly Node[], { key, features }: Blamed): string[] | undefined {
  const ends: readonly (string | undefined)[] = features.length === 0 ? [undefined] : features;
  const isEnd = (node: Node) => node.key === key && ends.includes(node.feature);
  const from = new Map<string, { node: Node; before: Node | undefined }>();
  const queue: Node[] = [];
  const visit = (node: Node, before: Node | undefined) => {
    if (from.has(nameOf(node))) return;
    from.set(nameOf(node), { node, before });
    queue.push(node);
  };
  for (const start of starts) visit(start, undefined);
  for (const node of queue) {
    if (isEnd(node)) return wayTo(node, from).flatMap((each) => inWords(build, each) ?? []);
    for (const next of turnsOn(build, node)) visit(next, node);
  }
  return undefined;
}

function nameOf({ key, feature = '' }: Node): string {
  return `${key}\n${feature}`;
}

function wayTo(end: Node, from: ReadonlyMap<string, { before: Node | undefined }>): Node[] {
  const way: Node[] = [];
  for (let node: Node | undefined = end; node !== undefined; node = from.get(nameOf(node))?.before) way.unshift(node);
  return way;
}

function inWords({ graph }: Build, { key, feature }: Node): string | undefined {
  return feature === undefined ? undefined : `${graph.get(key)?.name ?? key}/${feature}`;
}

/** What a feature turns on, or a package by being there, as far as it is on. https://doc.rust-lang.org/cargo/reference/features.html */
function turnsOn(build: Build, { key, feature }: Node): Node[] {
  const one = build.graph.get(key);
  if (one === undefined) return [];
  const there = dependenciesOn(build, one);
  const next =
    feature === undefined
      ? there.filter(({ optional }) => !optional).flatMap(asks)
      : (one.features.get(feature) ?? []).flatMap((entry) => entryTurnsOn(one, entry, there));
  return next.filter((node) => isOn(build, node));
}

function isOn({ on }: Build, { key, feature }: Node): boolean {
  const features = on.get(key);
  return features !== undefined && (feature === undefined || features.has(feature));
}

function entryTurnsOn({ key }: GraphPackage, text: string, there: readonly GraphDependency[]): Node[] {
  const entry = readEntry(text);
  if (!('dependency' in entry)) return [{ key, feature: entry.feature }];
  const called = there.filter(({ calledIn }) => calledIn === entry.dependency);
  if (!('feature' in entry)) return called.flatMap(asks);
  const asked = called.map(({ to }) => ({ key: to, feature: entry.feature }));
  return entry.isWeak ? asked : [...asked, ...called.flatMap(asks)];
}

/** What a declaration asks of its dependency. */
function asks({ to, defaultFeatures, features }: GraphDependency): Node[] {
  const asked = [...(defaultFeatures ? ['default'] : []), ...features];
  return [undefined, ...asked].map((feature) => ({ key: to, feature }));
}
