import path from 'node:path';
import type { Check, Product } from '@assay/check';
import type { Host } from '@assay/host';
import type { OutputPaths } from './workspace.js';

/*
 * What a check leaves besides its evidence stands in a folder of its name, beside the folder of evidence: the files that it makes for other
 * programs, and the page of a check that marks sources. The folder may be one that the user has as well, so only these files are touched.
 */

/** A file that a check made for other programs. */
export interface WrittenProduct {
  name: string;
  /** Absolute. */
  path: string;
}

/** All files besides evidence that a check may leave, absolute. */
export function ownFiles(paths: Pick<OutputPaths, 'evidence'>, check: Check): string[] {
  const page = pageOf(paths, check);
  const products = (check.products ?? []).map((name) => path.join(folderOf(paths, check), name));
  return page === undefined ? products : [...products, page];
}

/** The page on one check alone, absolute; `undefined` where the check marks no sources. */
export function pageOf(paths: Pick<OutputPaths, 'evidence'>, check: Check): string | undefined {
  return check.sources === undefined ? undefined : path.join(folderOf(paths, check), 'index.html');
}

/** Writes what a check made for other programs, each file whole or not at all. Throws for a file that the check does not say it makes. */
export async function writeProducts(
  host: Host,
  paths: Pick<OutputPaths, 'evidence'>,
  check: Check,
  products: readonly Product[] = [],
): Promise<WrittenProduct[]> {
  const undeclared = products.find(({ name }) => check.products?.includes(name) !== true);
  if (undeclared !== undefined) {
    throw new Error(`the check ${check.name} made ${undeclared.name}, which is not among its products`);
  }
  const written: WrittenProduct[] = [];
  for (const { name, content } of products) {
    const file = path.join(folderOf(paths, check), name);
    await host.writer.writeWhole(file, content);
    written.push({ name, path: file });
  }
  return written;
}

function folderOf({ evidence }: Pick<OutputPaths, 'evidence'>, { name }: Check): string {
  return path.join(path.dirname(evidence), name);
}
