import type { Instance } from '@assay/check';
import type { Place } from '@assay/evidence';
import { isPointReleaseFix, type KnownProblem } from '@assay/rust';
import { type Match, pinPlace, type ToolchainFacts } from '../facts.js';

/** What the rules about known problems say of one. */
export type ProblemData = {
  id: string;
  title: string;
  component: KnownProblem['component'];
  kind: KnownProblem['kind'];
  release: string;
  reason: string;
  fixedIn: string | null;
  pointRelease: boolean;
  source: string;
  confidence: string;
  note: string | null;
};

/** Does it reach the product, because the compiler makes it or the standard library is part of it? */
export function reachesProduct({ problem }: Match): boolean {
  return problem.component === 'compiler' || problem.component === 'std';
}

/** Where the policy allows it; `undefined` when it does not. */
export function allowanceOf({ allowed }: ToolchainFacts, id: string): Place | undefined {
  return allowed.find((allowance) => allowance.id === id)?.at;
}

export function aboutProblem(seen: ToolchainFacts, { problem, reason }: Match): Instance<ProblemData> {
  const { id, title, component, kind, fixedIn, source, confidence, note } = problem;
  const release = seen.release ?? '';
  const facts = { id, title, component, kind, release, reason, fixedIn, source, confidence, note: note ?? null };
  return {
    subject: { kind: 'item', name: id },
    at: pinPlace(seen),
    because: [{ note: `${reason}; source: ${source} (${confidence})` }],
    data: { ...facts, pointRelease: isPointReleaseFix(problem, release) },
    rank: seen.rank,
  };
}

/** `rust#159035: LLVM miscompilation (compiler, miscompilation); worse in 1.97.0`. */
export function describeProblem({ id, title, component, kind, note }: ProblemData): string {
  return `${id}: ${title} (${component}, ${kind})${note === null ? '' : `; ${note}`}`;
}

/** Which release to move to. */
export function describeFix({ fixedIn, pointRelease }: ProblemData): string {
  if (fixedIn === null) return 'no release is known to fix it';
  return pointRelease
    ? `the newer point release ${fixedIn} fixes it: pin channel = "${fixedIn}"`
    : `${fixedIn} fixes it: pin that release or a later one`;
}

/** How the policy allows it. */
export function describeAllowance({ id }: ProblemData): string {
  return `add "${id}" to allow-known-problems in [toolchain] of the policy`;
}
