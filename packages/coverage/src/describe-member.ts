import { portablePath, type World } from '@assay/host';
import { levelOf, type Policy } from '@assay/policy';
import type { MemberWithTargets } from '@assay/rust';
import type { MemberFact } from './facts.js';
import { countsUnmeasured, requiredOf } from './profile.js';
import type { CoverageSettings } from './settings.js';

/** A member, and what is asked of it. */
export function describeMember(
  { anchors }: World,
  policy: Policy,
  settings: CoverageSettings,
  { name, version, manifest }: MemberWithTargets,
): MemberFact {
  const level = levelOf(policy, name).value;
  return {
    ...{ id: `${name} ${version}`, name, manifest: portablePath(manifest, anchors) },
    ...{ level: level.name, rank: level.rank },
    required: requiredOf(policy, settings, name),
    countsUnmeasured: countsUnmeasured(policy, settings, level),
  };
}
