import { type Check, checkOf, knownFacts } from '@assay/check';
import { byCodeUnit, type ProductDigest, quote, type Statement } from '@assay/evidence';
import { isWhole } from './complete.js';
import { isProductEntry, nameFault, productEntry } from './entry.js';
import { checkPlan, PLAN_FILES } from './plan.js';
import { attempt, type Problem } from './problem.js';
import type { Evidence } from './read-statements.js';
import type { Digests } from './sums.js';

/** A file that evidence names by its digest, and that a bundle therefore holds. */
export interface NamedProduct extends ProductDigest {
  /** The evidence that names it. */
  check: string;
  /** Where it lies beside the folder of evidence: `coverage/lcov.info`. */
  path: string;
}

/**
 * The products that statements name, in code-unit order of their paths. Those of a check lie in a folder of the name of its evidence; the
 * statement of `policy`, which is made when the bundle is, names what else lay beside the evidence, with its folder. Left out are names that lead
 * elsewhere: they are refused.
 */
export function namedProducts(statements: readonly Statement[]): NamedProduct[] {
  return statements
    .flatMap(({ predicate: { check, products = [] } }) =>
      products.map((product) => ({
        ...product,
        check,
        path: check === 'policy' ? product.name : `${check}/${product.name}`,
      })),
    )
    .filter(({ path }) => nameFault(path) === undefined)
    .sort((a, b) => byCodeUnit(a.path, b.path));
}

/** Are the products in the bundle those that the evidence names, all of them and no others? */
export function checkProducts(
  entries: ReadonlyMap<string, Uint8Array>,
  evidence: readonly Evidence[],
  digests: Digests,
  listed: ReadonlySet<string>,
): Problem[] {
  const named = namedProducts(evidence.map(({ statement }) => statement));
  const problems = evidence.flatMap(checkListing);
  for (const { check, path, sha256 } of named) {
    const where = productEntry(path);
    const actual = digests.get(where);
    if (!listed.has(where)) problems.push({ where, what: `is missing; the evidence of ${check} names it` });
    else if (actual !== undefined && actual !== sha256) {
      const what = `is not the file that the evidence of ${check} names: its SHA-256 is ${actual}, not ${sha256}`;
      problems.push({ where, what });
    }
  }
  problems.push(...checkPlan(entries, evidence, named));
  if (!isWhole(evidence, listed)) return problems;
  const known = new Set(named.map(({ path }) => productEntry(path)));
  for (const name of listed) {
    if (isProductEntry(name) && !known.has(name))
      problems.push({ where: name, what: 'is a product that no evidence names' });
  }
  return problems;
}

/** Are the products those that such a check makes, and those whose digests stand in its facts? `known`: all checks of this Assay. */
export function checkNamedProducts(evidence: readonly Evidence[], known: readonly Check[]): Problem[] {
  return evidence.flatMap((item) => {
    const { entry, check: name, statement } = item;
    const check = checkOf(known, name);
    const where = `${entry}:predicate.products`;
    const { products = [] } = statement.predicate;
    const possible = name === 'policy' ? PLAN_FILES : (check?.products ?? []);
    const strange = products.filter((product) => !possible.includes(product.name));
    const told = attempt(where, 'cannot be held against the facts', () =>
      knownFacts(check, statement.predicate, (facts) => check?.productsIn?.(facts)),
    );
    if ('problems' in told) return told.problems;
    const unnamed = (told.value ?? []).filter(
      (stated) => !products.some((product) => product.name === stated.name && product.sha256 === stated.sha256),
    );
    return [
      ...strange.map((product) => ({ where, what: `name ${quote(product.name)}, which ${name} does not make` })),
      ...unnamed.map((stated) => ({ where, what: `lack ${quote(stated.name)} with the digest that the facts have` })),
    ];
  });
}

/** Each product once, in order, by a name that a bundle may hold. */
function checkListing({ entry, statement }: Evidence): Problem[] {
  const { products = [] } = statement.predicate;
  return products.flatMap(({ name }, index) => {
    const where = `${entry}:predicate.products[${index}]`;
    const before = products[index - 1];
    const fault = nameFault(name);
    if (fault !== undefined) return [{ where, what: `${quote(name)} ${fault}` }];
    if (before === undefined || before.name < name) return [];
    return [{ where, what: `names ${quote(name)} twice or out of order` }];
  });
}
