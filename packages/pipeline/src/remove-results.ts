import path from 'node:path';
import { type Check, isNameOfPart } from '@assay/check';
import { sha256, signatureFileOf } from '@assay/evidence';
import type { Host } from '@assay/host';
import { ownFiles } from './own-files.js';
import type { OutputPaths } from './workspace.js';

/*
 * Results of an earlier run must not pass for this one's, should this one come to nothing. So they are removed before anything
 * can fail.
 */

/** Removes the bundle and the report's page. A bundle that was signed is {@link setAsideSigned}. */
export async function removeResults(
  host: Host,
  { report, bundle }: Pick<OutputPaths, 'report' | 'bundle'>,
): Promise<void> {
  await setAsideSigned(host, bundle);
  await Promise.all([report, bundle, signatureFileOf(bundle)].map((file) => host.writer.remove(file)));
}

/** The folder beside a bundle for those that were signed, each in one of its own. */
export const SIGNED = 'signed';

/** Takes a bundle and the signature over it out of the way of the next: a signature, and the time that it was made, cannot be made again. */
async function setAsideSigned(host: Host, bundle: string): Promise<void> {
  const { files, progress } = host.world('.');
  const pair = [bundle, signatureFileOf(bundle)] as const;
  const kinds = await Promise.all(pair.map((file) => files.kind(file)));
  if (kinds.some((kind) => kind !== 'file')) return;
  const name = sha256(await files.read(pair[1])).slice(0, 16);
  const folder = path.join(path.dirname(bundle), SIGNED, name);
  progress(`keeping the signed bundle of an earlier run in ${SIGNED}/${name}, beside the next`);
  for (const file of pair) {
    await host.writer.copyFile(file, path.join(folder, path.basename(file)));
    await host.writer.remove(file);
  }
}

/** Removes the evidence of these checks, of all parts of those that have some, and what they left beside it. */
export async function removeEvidence(
  host: Host,
  paths: Pick<OutputPaths, 'evidence'>,
  checks: readonly Check[],
): Promise<void> {
  const left = checks.some(isOfParts) ? await namesIn(host, paths.evidence) : [];
  const named = checks.flatMap((check) =>
    isOfParts(check) ? left.flatMap((file) => partOf(check, file)) : [{ ...check, names: evidenceNames(check.name) }],
  );
  const files = named.flatMap(({ names, ...check }) => [
    ...names.map((name) => path.join(paths.evidence, name)),
    ...ownFiles(paths, check),
  ]);
  await Promise.all(files.map((file) => host.writer.remove(file)));
}

function isOfParts({ parts, part }: Check): boolean {
  return parts !== undefined && part === undefined;
}

function evidenceNames(name: string): string[] {
  return [`${name}.json`, `${name}.facts.json`];
}

/** The part whose evidence the file is, whether or not any policy still names it. */
function partOf(check: Check, file: string): (Check & { names: string[] })[] {
  if (!isNameOfPart(check.name, file) || !file.endsWith('.json')) return [];
  const name = file.replace(/(\.facts)?\.json$/, '');
  return [{ ...check, name, names: evidenceNames(name) }];
}

async function namesIn(host: Host, folder: string): Promise<string[]> {
  const { files } = host.world('.');
  return (await files.kind(folder)) === 'folder' ? files.list(folder) : [];
}
