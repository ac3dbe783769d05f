import type { World } from '@assay/host';
import { askMetadata, type CargoFailure, metadataRun, packageKey, parsePackageId } from '@assay/rust';
import * as z from 'zod';

/** A dependency that is no one's for tests or build scripts alone, as its manifest declares it, and the package that was locked for it. */
export interface GraphDependency {
  /** The package that is depended on. */
  name: string;
  /** What features call it: the name that the manifest gives it. */
  calledIn: string;
  optional: boolean;
  /** Are its default features on? */
  defaultFeatures: boolean;
  features: readonly string[];
  /** The key of the `[target]` table that it stands in: a triple or `cfg(…)`; `undefined` outside of such a table. */
  target: string | undefined;
  /** The key of the package. */
  to: string;
}

/** A package of the locked graph. */
export interface GraphPackage {
  /** See `packageKey` of @assay/rust. */
  key: string;
  name: string;
  version: string;
  isMember: boolean;
  /** Each feature, and what it turns on: `std`, `dep:serde`, `serde/std`, `serde?/std`. Those of optional dependencies are among them. */
  features: ReadonlyMap<string, readonly string[]>;
  dependencies: readonly GraphDependency[];
  /** The first source file of its library, absolute; `undefined` where it has none. */
  source: string | undefined;
}

/** Packages by their key. */
export type Graph = ReadonlyMap<string, GraphPackage>;

const Declared = z.object({
  name: z.string(),
  rename: z.string().nullish(),
  kind: z.enum(['build', 'dev']).nullable(),
  optional: z.boolean(),
  uses_default_features: z.boolean(),
  features: z.array(z.string()),
  target: z.string().nullable(),
});
type Declared = z.infer<typeof Declared>;

/** The part of `cargo metadata --format-version 1` that is read. */
const Metadata = z.object({
  packages: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      version: z.string(),
      features: z.record(z.string(), z.array(z.string())),
      dependencies: z.array(Declared),
      targets: z.array(z.object({ kind: z.array(z.string()), src_path: z.string() })),
    }),
  ),
  workspace_members: z.array(z.string()),
  resolve: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        deps: z.array(
          z.object({
            name: z.string(),
            pkg: z.string(),
            dep_kinds: z.array(z.object({ kind: Declared.shape.kind, target: Declared.shape.target })),
          }),
        ),
      }),
    ),
  }),
});
type Metadata = z.infer<typeof Metadata>;
type Resolved = Metadata['resolve']['nodes'][number]['deps'][number];

/** The locked graph with what its manifests declare, or why it is not known. What fails is an outcome; only an interruption throws. */
export async function readGraph(world: World): Promise<{ graph: Graph } | { failure: CargoFailure }> {
  const outcome = await askMetadata(world, metadataRun, Metadata);
  return 'failure' in outcome ? outcome : { graph: graphOf(outcome.metadata) };
}

function graphOf({ packages, workspace_members, resolve }: Metadata): Graph {
  const byId = new Map(packages.map((each) => [each.id, each]));
  const resolved = new Map(resolve.nodes.map(({ id, deps }) => [id, deps]));
  const members = new Set(workspace_members);
  return new Map(
    packages.map(({ id, name, version, features, dependencies, targets }) => {
      const key = keyOf(id);
      const library = targets.find(({ kind }) => kind.some((each) => /^(?:lib|rlib|dylib)$/.test(each)));
      const locked = resolved.get(id) ?? [];
      const found = dependencies.filter(({ kind }) => kind === null);
      const known = {
        ...{ key, name, version, isMember: members.has(id) },
        features: new Map(Object.entries(features)),
        dependencies: found.flatMap((declared) => dependencyOf(declared, found, locked, byId) ?? []),
        source: library?.src_path,
      };
      return [key, known] as const;
    }),
  );
}

function keyOf(id: string): string {
  const parsed = parsePackageId(id);
  return parsed === undefined ? id : packageKey(parsed);
}

/** The declaration with the package that Cargo took for it; `undefined` where it took none, as for a target that nothing has. */
function dependencyOf(
  declared: Declared,
  all: readonly Declared[],
  locked: readonly Resolved[],
  byId: ReadonlyMap<string, { name: string }>,
): GraphDependency | undefined {
  const { name, rename, optional, uses_default_features, features, target } = declared;
  const same = locked.filter(
    ({ pkg, dep_kinds }) =>
      byId.get(pkg)?.name === name && dep_kinds.some((each) => each.kind === null && each.target === target),
  );
  // A package may stand there in several versions, of which all but one are renamed; its library may be called otherwise than it.
  const renames = all.flatMap((each) => (each.name === name && each.rename ? [crateName(each.rename)] : []));
  const taken = same.find((each) => (rename ? each.name === crateName(rename) : !renames.includes(each.name)));
  if (taken === undefined) return undefined;
  return {
    ...{ name, calledIn: rename ?? name, optional, defaultFeatures: uses_default_features, features },
    ...{ target: target ?? undefined, to: keyOf(taken.pkg) },
  };
}

function crateName(name: string): string {
  return name.replaceAll('-', '_');
}
