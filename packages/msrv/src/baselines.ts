import { baselineOf, type Policy, type Stated } from '@assay/policy';
import { baselineNamed, supportOf } from '@assay/rust';
import type { BaselineFact } from './facts.js';

/** The baselines of a workspace, as facts. */
export interface Baselines {
  /** Of every member that has none of its own. */
  workspace: BaselineFact;
  of(member: string): BaselineFact;
}

/** `day`: `YYYY-MM-DD`, on which the end of support is judged; `notice`: days before it from which on it is near. */
export function baselinesOf(policy: Policy, { day, notice }: { day: string; notice: number }): Baselines {
  const { rust, name } = policy.baseline;
  const workspace: BaselineFact = { ...stated(rust), ...(name === undefined ? {} : named(name, day, notice)) };
  return {
    workspace,
    of(member) {
      const own = baselineOf(policy, member);
      return own === rust ? workspace : stated(own);
    },
  };
}

function stated({ value, at }: Stated<string>): BaselineFact {
  return { rust: value, at };
}

/** What is known of a baseline by its name. */
function named(name: string, day: string, notice: number): Pick<BaselineFact, 'name' | 'confidence' | 'support'> {
  const baseline = baselineNamed(name);
  if (baseline === undefined) return { name };
  const { confidence, endOfSupport } = baseline;
  const state = supportOf(baseline, day, notice);
  if (endOfSupport === null || state === 'unknown') return { name, confidence };
  const { date: ends, what, source, confidence: known } = endOfSupport;
  return { name, confidence, support: { ends, what, state, source, confidence: known } };
}
