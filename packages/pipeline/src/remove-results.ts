import path from 'node:path';
import type { Host } from '@assay/host';
import type { OutputPaths } from './workspace.js';

/*
 * Results of an earlier run must not pass for this one's, should this one come to nothing. So they are removed before anything
 * can fail.
 */

/** Removes the bundle and the report's page. */
export async function removeResults(
  host: Host,
  { report, bundle }: Pick<OutputPaths, 'report' | 'bundle'>,
): Promise<void> {
  await Promise.all([report, bundle].map((file) => host.writer.remove(file)));
}

/** Removes the evidence of these checks from the folder. */
export async function removeEvidence(host: Host, folder: string, checks: readonly string[]): Promise<void> {
  const files = checks.flatMap((name) => [`${name}.json`, `${name}.facts.json`]);
  await Promise.all(files.map((file) => host.writer.remove(path.join(folder, file))));
}
