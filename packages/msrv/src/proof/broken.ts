import { type CompileError, type Member, type PackageId, packageKey } from '@assay/rust';

/** A package that did not compile. */
export interface Broken {
  package: PackageId;
  /** Its errors, in the order in which they came. Never empty. */
  errors: [CompileError, ...CompileError[]];
  /** Is it this package? What Cargo says of build scripts names no source. */
  is(id: PackageId): boolean;
}

/** The packages that did not compile, each once. An error that names no package is the member's own. */
export function brokenPackages(
  errors: readonly CompileError[],
  { name, version }: Pick<Member, 'name' | 'version'>,
): Broken[] {
  const broken = new Map<string, Broken>();
  for (const error of errors) {
    const id = error.package ?? { name, version, source: undefined, folder: undefined };
    const known = [...broken.values()].find((each) => each.is(id));
    if (known === undefined)
      broken.set(packageKey(id), { package: id, errors: [error], is: (other) => same(id, other) });
    else known.errors.push(error);
  }
  return [...broken.values()];
}

function same(a: PackageId, b: PackageId): boolean {
  const named = [a, b].every(({ source, folder }) => source !== undefined || folder !== undefined);
  return named ? packageKey(a) === packageKey(b) : a.name === b.name && a.version === b.version;
}
