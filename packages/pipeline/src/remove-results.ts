import path from 'node:path';
import type { Check } from '@assay/check';
import type { Host } from '@assay/host';
import { ownFiles } from './own-files.js';
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

/** Removes the evidence of these checks, and what they left beside it. */
export async function removeEvidence(
  host: Host,
  paths: Pick<OutputPaths, 'evidence'>,
  checks: readonly Check[],
): Promise<void> {
  const files = checks.flatMap((check) => [
    ...[`${check.name}.json`, `${check.name}.facts.json`].map((name) => path.join(paths.evidence, name)),
    ...ownFiles(paths, check),
  ]);
  await Promise.all(files.map((file) => host.writer.remove(file)));
}
