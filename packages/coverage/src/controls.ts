import type { CoverageFacts, DecisionFact, FileFact, MemberFact, RunFact, State } from './facts.js';
import type { Metric } from './metric.js';
import { REPORTS } from './products.js';

/**
 * Facts for controls: member `app` at ASIL D, of which nothing is asked but what is given, with one file, and one run
 * that passed.
 */
export function measured(
  change: {
    asked?: Partial<Record<Metric, number>>;
    member?: Partial<MemberFact>;
    file?: Partial<FileFact>;
    run?: Partial<RunFact>;
  } & Partial<CoverageFacts> = {},
): CoverageFacts {
  const { asked = {}, member, file, run, ...facts } = change;
  return {
    compiler: null,
    llvm: '22.1.8',
    options: ['-C instrument-coverage'],
    complete: true,
    runs: [{ ...passed, ...run }],
    imports: [],
    members: [
      {
        ...{ id: 'app 0.1.0', name: 'app', manifest: 'app/Cargo.toml', level: 'ASIL D', rank: 'highest' },
        required: Object.entries(asked).map(([metric, percent]) => {
          return { metric: metric as Metric, percent, ofLevel: percent, at: null, note: 'ASIL D asks for it' };
        }),
        countsUnmeasured: true,
        ...member,
      },
    ],
    files: [
      {
        ...{ path: 'app/src/lib.rs', sha256: '0'.repeat(64), member: 'app 0.1.0', compiled: 'yes' },
        ...{ functions: [], statements: [], decisions: [] },
        ...file,
      },
    ],
    leftOut: [],
    justifications: [],
    changed: null,
    reports: REPORTS.map((name) => ({ name, sha256: '0'.repeat(64) })),
    ...facts,
  };
}

const passed: RunFact = {
  ...{ command: 'cargo test --workspace', features: 'default features', outcome: 'passed' },
  ...{ passed: 3, failed: 0, ignored: 0, filtered: 0, panicking: 0, failures: [], objects: [] },
};

/** A function `step` on lines 10 to 20. */
export function step(state: State): FileFact['functions'][number] {
  return { name: 'step', from: [10, 1], to: [20, 2], state, digest: 'aaaaaaaaaaaaaaaa' };
}

/** A statement of it, on a line. */
export function statement(state: State, line = 12): FileFact['statements'][number] {
  return { from: [line, 5], to: [line, 20], in: 0, state };
}

/** A decision of it, `if a && b`, of which the parts are as given. */
export function decision(
  outcomes: readonly [State, State],
  conditions: readonly { whenTrue: State; whenFalse: State; mcdc: State }[] = [],
): DecisionFact {
  return {
    ...{ kind: 'if', from: [12, 8], to: [12, 14], in: 0 },
    outcomes: outcomes.map((state, index) => ({
      name: index === 0 ? 'true' : 'false',
      from: [12, 8],
      to: [12, 14],
      state,
    })),
    conditions: conditions.map((each, index) => ({
      from: [12, 8 + 5 * index],
      to: [12, 9 + 5 * index],
      text: 'ab'[index] ?? 'c',
      ...each,
    })),
  };
}

/** A condition that was both true and false and is shown to matter, but for what is given. */
export function condition(change: Partial<{ whenTrue: State; whenFalse: State; mcdc: State }> = {}) {
  return { whenTrue: 'covered', whenFalse: 'covered', mcdc: 'covered', ...change } as const;
}

/** A justification of `step`, bound to its source unless told otherwise. */
export function justification(
  change: Partial<CoverageFacts['justifications'][number]> = {},
): CoverageFacts['justifications'] {
  return [
    {
      ...{ deviation: 'DEV-009', at: { path: 'assay.toml', line: 30, column: 1 }, item: 'app/src/lib.rs::step' },
      ...{ stated: 'aaaaaaaaaaaaaaaa', actual: 'aaaaaaaaaaaaaaaa', path: 'app/src/lib.rs', lines: [10, 20] },
      ...change,
    },
  ];
}
