import type { Instance } from '@assay/check';
import type { Because, Place } from '@assay/evidence';
import { targetName } from '@assay/readiness';
import type { TargetFacts } from './facts.js';

type About = Pick<Instance, 'subject' | 'at' | 'rank'>;

/** What a finding about the target as a whole begins with. */
export function aboutTarget(facts: TargetFacts, at: Place = facts.at): About {
  return { subject: { kind: 'target', name: facts.target }, at, rank: facts.level.rank };
}

/**
 * What a finding about a part of what was seen of the target begins with. Its subject is an item that names the target too,
 * `thumbv7em-none-eabihf: serde`, so that the same fault on two targets has two keys.
 */
export function aboutPart(facts: TargetFacts, part: { name: string; version?: string }, at: Place = facts.at): About {
  const { name, version } = part;
  return {
    subject: { kind: 'item', name: `${facts.target}: ${name}`, ...(version === undefined ? {} : { version }) },
    at,
    rank: facts.level.rank,
  };
}

/** The target that the facts speak of. Facts that name several, as those that were made of another target's do, are of none of them. */
export function targetOf({ target, stated, record }: TargetFacts): string {
  return [...new Set([target, targetName(stated), record.target])].join(' and ');
}

/** The target's table, as the policy writes it: `[targets."thumbv7em-none-eabihf"]`. */
export function tableOf(stated: string): string {
  return `[targets.${JSON.stringify(stated)}]`;
}

/** Whose level it is, and what it asks for; `at` is the line of the policy that says so, null where the level does by itself. */
export function becauseOfLevel({ level }: TargetFacts, asks: string, at: Place | null): Because {
  const whose = level.member === null ? 'the project' : level.member;
  const by = at === null ? '' : ' in [targets.levels]';
  return { ...(at === null ? {} : { at }), note: `${whose} is ${level.name}: ${asks}${by}` };
}

/** The place in the sources where something failed, if it is the workspace's own; else the target's table. */
export function ownPlace(facts: TargetFacts, at: Place | null): Place {
  return at === null || at.path.startsWith('$') ? facts.at : at;
}

/** `a`, `a and b`, `a, b, c and 4 more`. */
export function namesInWords(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const left = names.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
