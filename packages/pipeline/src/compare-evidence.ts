import path from 'node:path';
import { compareBundles, earlierBundle, type OpenedBundle } from '@assay/audit';
import type { Verdict } from '@assay/evidence';
import type { Host } from '@assay/host';
import { type Comparison, type Report, renderHtml } from '@assay/report';
import { REPORT_PAGE } from './audit-evidence.js';
import { allChecks } from './checks.js';
import { openBundle, reportOf } from './open-bundle.js';

/** What comparing bundles came to. */
export interface BundleComparison {
  /** That of the last bundle; `fail` where any of them is refused. What changed between them has no say. */
  verdict: Verdict;
  reason: string;
  /** From the first to the last, each as it was verified. */
  bundles: readonly OpenedBundle[];
  /** Those that are not what they claim, or that nobody who is trusted has signed. Where there is one, nothing is compared. */
  refused: readonly OpenedBundle[];
  comparison: Comparison | undefined;
  /** Of the last bundle, with what changed since the first. */
  report: Report;
}

/**
 * Verifies bundles, files from the earliest to the latest, and says what changed from the first to the last. `trust`: a trust file, with which a signature
 * beside each is demanded. Throws UserError where one is not there.
 */
export async function compareEvidence(
  host: Host,
  files: readonly [string, string, ...string[]],
  trust?: string,
): Promise<BundleComparison> {
  const world = host.world('.');
  const bundles: OpenedBundle[] = [];
  for (const name of files) {
    world.progress(`verifying ${name}`);
    const { verification, contents } = await openBundle(world, name, trust);
    bundles.push({ name, verification, contents });
  }
  const refused = bundles.filter(({ verification }) => verification.problems.length > 0);
  const [first, last] = [bundles[0], bundles.at(-1)];
  if (first === undefined || last === undefined || refused.length > 0) {
    const reason = `the evidence is refused of ${refused.map(({ name }) => name).join(', ')}`;
    return {
      verdict: 'fail',
      reason,
      bundles,
      refused,
      comparison: undefined,
      report: { statements: [], checks: allChecks },
    };
  }
  const { verdict, reason, problems } = last.verification;
  const comparison = compareBundles(first, last, allChecks);
  const earlier = bundles.slice(0, -1).flatMap((bundle) => earlierBundle(bundle) ?? []);
  const report = { ...reportOf({ problems, verification: last.verification }, last.contents), earlier, comparison };
  return { verdict, reason, bundles, refused, comparison, report };
}

/** Writes the report of the last bundle, with what changed, into a folder, and returns its path; `undefined`, and nothing written, where nothing was compared. */
export async function keepComparison(
  host: Host,
  folder: string,
  { comparison, report }: BundleComparison,
): Promise<string | undefined> {
  if (comparison === undefined) return undefined;
  const page = path.resolve(folder, REPORT_PAGE);
  await host.writer.writeWhole(page, renderHtml(report));
  return page;
}
