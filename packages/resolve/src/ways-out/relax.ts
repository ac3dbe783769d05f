import type { Catalogue } from '../cargo/catalogue.js';
import type { Member } from '../input.js';
import type { ResolvedPackage } from '../lock/resolved.js';
import { attempt, type Head, headOf, withMember } from './attempt.js';

/** More blocking chains than this are not worth a way out by small steps. */
const STEP_LIMIT = 24;

/** What was done to the members, step by step, until there was a lock file. */
export interface Relaxed<Step> {
  steps: Step[];
  changes: number;
  packages: readonly ResolvedPackage[];
}

/**
 * Takes one blocking chain after the other away by altering the member at its head, until there is a lock file. `undefined`
 * where a chain cannot be taken away so, or where they are too many.
 */
export function relax<Step>(
  catalogue: Catalogue,
  alter: (head: Head) => { altered: Member; step: Step } | undefined,
): Relaxed<Step> | undefined {
  const steps: Step[] = [];
  let members = catalogue.input.members;
  while (steps.length <= STEP_LIMIT) {
    const outcome = attempt(catalogue, members);
    if (outcome.kind === 'solved') return { steps, changes: outcome.changes, packages: outcome.packages };
    const head = outcome.kind === 'blocked' ? headOf(members, outcome.chain) : undefined;
    const next = head && alter(head);
    if (next === undefined) return undefined;
    steps.push(next.step);
    members = withMember(members, next.altered);
  }
  return undefined;
}
