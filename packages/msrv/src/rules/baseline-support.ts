import { always, defineRule, evaluatedTool } from '@assay/check';
import { workspace } from '../controls.js';
import type { BaselineFact, MsrvFacts } from '../facts.js';

type Data = {
  name: string;
  rust: string;
  ends: string;
  what: string;
  ended: boolean;
  source: string | null;
  confidence: string;
};

const ending: NonNullable<BaselineFact['support']> = {
  ...{ ends: '2027-01-31', what: 'security support', state: 'ending' },
  ...{ source: 'https://example.com/releases', confidence: 'confirmed' },
};

export const baselineSupport = defineRule<MsrvFacts, Data>({
  id: 'msrv/baseline-support',
  title: "The baseline's support ends soon, or has ended",
  why:
    'A baseline is a promise of its maker as much as a compiler: known problems are told and corrected for as long as the support ' +
    'lasts. A product that rests on it for fifteen years needs the next one before that.',
  repair:
    'Choose the next baseline (`assay msrv baselines` lists them with their dates), and plan the move with `assay msrv`.',
  clauses: [evaluatedTool],
  severity: always('warning'),
  *find({ baseline }) {
    const { name, rust, support, at } = baseline;
    if (name === undefined || support === undefined || support.state === 'supported') return;
    const { ends, what, state, source, confidence } = support;
    const note = `${what} of ${name} ends on ${ends}; source: ${source ?? 'none'} (${confidence})`;
    yield {
      subject: { kind: 'item', name },
      at,
      because: [{ note }],
      data: { name, rust, ends, what, ended: state === 'ended', source, confidence },
    };
  },
  message: ({ name, rust, ends, what, ended }) =>
    `the baseline ${name} (Rust ${rust}) ${ended ? 'has had no' : 'has'} ${what} ${ended ? 'since' : 'until'} ${ends}`,
  remedy: ({ name }) => `choose what follows ${name} (assay msrv baselines), and run assay msrv against it`,
  controls: {
    raises: [
      workspace([{}], { baseline: { name: 'ours-1', support: ending } }),
      workspace([{}], { baseline: { name: 'ours-1', support: { ...ending, state: 'ended' } } }),
    ],
    spares: [
      workspace([{}]),
      workspace([{}], { baseline: { name: 'ours-1', support: { ...ending, state: 'supported' } } }),
    ],
  },
});
