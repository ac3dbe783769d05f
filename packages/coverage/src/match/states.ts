import type { Surroundings } from '@assay/obligations';
import type { State } from '../facts.js';

/** What became of an obligation, and why. */
export interface Outcome {
  state: State;
  why?: string;
}

/** Covered by one record is covered; otherwise missed, where one at least shows that it was not reached. */
export function stateOf(counts: readonly (number | undefined)[], absent: () => Outcome): Outcome {
  if (counts.some((count) => count !== undefined && count > 0)) return { state: 'covered' };
  return counts.some((count) => count !== undefined) ? { state: 'missed' } : absent();
}

/** What the records say of the surroundings of an obligation that they do not show. */
export interface Around {
  /** Is the file in any record? */
  isRecorded: boolean;
  /** Is its function in any record? `undefined` outside of functions. */
  isFunctionRecorded: boolean | undefined;
  /** Attributes of its function that may rewrite it. */
  macroAttributes: readonly string[];
}

/** Why no record shows it. */
export function absentState({ cfg, constContext, macros }: Omit<Surroundings, 'function'>, around: Around): Outcome {
  if (!around.isRecorded) return { state: 'not-compiled' };
  if (constContext === 'constant') return { state: 'compile-time', why: 'it stands in a constant' };
  const [guard] = cfg.slice(-1);
  if (guard !== undefined) return { state: 'not-compiled', why: `cfg(${guard})` };
  const [macro] = macros.slice(-1);
  if (macro !== undefined) return { state: 'not-measured', why: `it is an argument of ${macro}!` };
  const [attribute] = around.macroAttributes;
  if (attribute !== undefined && around.isFunctionRecorded !== true) {
    return { state: 'not-measured', why: `the attribute ${attribute} rewrites its function` };
  }
  return { state: 'not-measured', why: 'the compiler kept no record of it' };
}
