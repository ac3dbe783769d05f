import type { Finding } from '@assay/evidence';
import type { FindingChanges } from '@assay/report';
import { currentIds, type OpenedBundle, type Pair } from './opened.js';

/** What became of the findings, deviated ones among them. They are known again by check and key, whatever their rule is called by now. */
export function findingChanges({ earlier, later, checks }: Pair): FindingChanges {
  const idOf = currentIds(checks);
  const [before, after] = [byKey(earlier, idOf), byKey(later, idOf)];
  const only = (some: ReadonlyMap<string, Finding>, others: ReadonlyMap<string, Finding>, isThere: boolean) =>
    [...some].filter(([key]) => others.has(key) === isThere).map(([, finding]) => finding);
  return { gone: only(before, after, false), new: only(after, before, false), still: only(after, before, true) };
}

function byKey({ verification }: OpenedBundle, idOf: (id: string) => string): Map<string, Finding> {
  const found = verification.statements.flatMap(({ predicate: { check, findings } }) =>
    findings.map(
      (finding) => [`${check} ${idOf(finding.rule)}${finding.key.slice(finding.rule.length)}`, finding] as const,
    ),
  );
  return new Map(found);
}
