import type { Gap } from '@assay/evidence';
import type { MsrvFacts, ProofRun } from '../facts.js';
import { inWords } from '../words.js';

/**
 * What runs that did not end well leave open, beside what the rules tell of them: packages that were not reached because another one failed,
 * and failures of packages that are not part of what is built. Whatever a deviation permits, this stays unknown. `excused` holds
 * the ids of packages of which a gap tells already.
 */
export function untold(facts: MsrvFacts, excused: ReadonlySet<string>): Gap[] {
  return facts.proof.runs
    .filter(({ outcome }) => outcome === 'failed')
    .flatMap((run) => {
      const built = facts.packages.filter(({ builtFor }) => builtFor.includes(run.member));
      const failures = facts.proof.failures.filter(
        ({ member, rust, features }) => member === run.member && rust === run.rust && features === run.features,
      );
      const failed = new Set(failures.map((failure) => failure.package));
      const open = built.filter(({ id, proved }) => !proved.includes(run.rust) && !failed.has(id) && !excused.has(id));
      const foreign = failures.filter((failure) => !built.some(({ id }) => id === failure.package));
      const told = failures.length - foreign.length + excused.size > 0;
      return [
        ...foreign.map((failure) =>
          gap(
            run,
            `${failure.package}, which Cargo’s plan of the build does not have, failed: ${failure.message.split('\n')[0]}`,
          ),
        ),
        ...(open.length > 0
          ? [gap(run, `it was not reached, because something before it failed`, inWords(open.map(({ id }) => id)))]
          : []),
        ...(told || foreign.length > 0 ? [] : [gap(run, 'the run failed, and nothing was said to have')]),
      ];
    });
}

function gap({ member, rust, features }: ProofRun, why: string, what: string = member): Gap {
  return {
    what: `whether ${what} compiles with the baseline ${rust}, for ${member} (${features})`,
    why,
    remedy: 'repair what failed and run again; cargo check with the baseline shows the rest',
  };
}
