import { byCodeUnit, groupBy, type Tool } from '@assay/evidence';
import type { ValueChange } from '@assay/report';
import { valueChanges } from './changes.js';
import type { OpenedBundle, Pair } from './opened.js';

/** The tools that are not the same in both: release, commit and host of each that the evidence says was run. */
export function toolchainChanges({ earlier, later }: Pair): ValueChange[] {
  return valueChanges(tools(earlier), tools(later));
}

/** By name. A compiler may have been run in several releases: the pinned one, and those of baselines. */
function tools({ verification }: OpenedBundle): Map<string, string> {
  const all = verification.statements.flatMap(({ predicate }) => predicate.tools);
  const groups = [...groupBy(all, ({ name }) => name)];
  return new Map(groups.map(([name, same]) => [name, [...new Set(same.map(describe))].sort(byCodeUnit).join('; ')]));
}

function describe({ version, commit, host }: Tool): string {
  const parts = [version, commit === undefined ? undefined : `commit ${commit}`, host];
  return parts.filter((part) => part !== undefined).join(', ');
}
