import path from 'node:path';
import { type Check, type Product, settle } from '@assay/check';
import { byCodeUnit, evidenceFiles, type ProductDigest, type Statement, sha256, statement } from '@assay/evidence';
import type { Host } from '@assay/host';
import { rulesSha256 } from './checks.js';
import type { Examination } from './examine-workspace.js';
import { type WrittenProduct, writeProducts } from './own-files.js';
import type { Source } from './source.js';
import { VERSION } from './version.js';
import type { OutputPaths, Workspace } from './workspace.js';

/** The statement of a check's result. Pure. */
export function stateResult(
  check: Check,
  { policy }: Pick<Workspace, 'policy'>,
  { digest, asOf, run }: Source,
  { collected, recorded }: Examination,
): Statement {
  const { rank } = policy.level.value;
  const products = digestsOf(collected.products ?? []);
  return statement(
    { name: policy.project.name, digest },
    {
      assay: { version: VERSION, rulesSha256: rulesSha256() },
      asOf,
      ...(run === undefined ? {} : { run }),
      check: check.name,
      examined: collected.examined,
      project: policy.project,
      ...settle(check, collected, { rank, deviations: policy.deviations, asOf }),
      gaps: collected.gaps,
      inputs: recorded.inputs,
      tools: recorded.tools,
      ...(products.length === 0 ? {} : { products }),
      facts: (collected.facts ?? null) as never,
    },
  );
}

/** What evidence says of products: their names, in order, and their digests. */
function digestsOf(products: readonly Product[]): ProductDigest[] {
  return products
    .map(({ name, content }) => ({ name, sha256: sha256(content) }))
    .sort((a, b) => byCodeUnit(a.name, b.name));
}

/** What a check left when it had run. */
export interface Left {
  statement: Statement;
  /** The file of evidence, absolute. */
  evidencePath: string;
  /** What it made for other programs. */
  products: WrittenProduct[];
}

/** Writes a check's statement, and before it the products that it speaks of: no evidence is left of files that are not there. */
export async function leaveResult(
  host: Host,
  paths: OutputPaths,
  check: Check,
  evidence: Statement,
  { collected }: Examination,
): Promise<Left> {
  const products = await writeProducts(host, paths, check, collected.products);
  return { statement: evidence, evidencePath: await writeEvidence(host, paths.evidence, evidence), products };
}

/** Writes a statement as evidence files and returns the path of the statement. */
export async function writeEvidence(host: Host, folder: string, evidence: Statement): Promise<string> {
  // Facts before the statement that names them: an interruption in between leaves no statement without its facts.
  const files = evidenceFiles(evidence).reverse();
  for (const { name, content } of files) await host.writer.writeWhole(path.join(folder, name), content);
  return path.join(folder, `${evidence.predicate.check}.json`);
}
