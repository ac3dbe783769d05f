import { always, defineRule } from '@assay/check';
import { unitVerification } from '../clauses.js';
import { measured } from '../controls.js';
import type { CoverageFacts } from '../facts.js';

type Data = { command: string; features: string; ignored: number; filtered: number };

export const noTests = defineRule<CoverageFacts, Data>({
  id: 'coverage/no-tests',
  title: 'A measured run had no tests',
  why: 'A run without a single test ends well and shows nothing. Most often a filter, a feature or a changed folder took the tests away.',
  repair:
    'Find what keeps the tests from being run: a filter in the configuration, `test = false`, `#[ignore]`, or features that leave them out.',
  clauses: [unitVerification],
  severity: always('error'),
  *find({ runs }) {
    for (const { command, features, outcome, passed, failed, ignored, filtered } of runs) {
      if (outcome !== 'passed' || passed + failed > 0) continue;
      yield {
        subject: { kind: 'item', name: `${command} (${features})` },
        at: { path: 'Cargo.toml' },
        because: [],
        data: { command, features, ignored, filtered },
      };
    }
  },
  message: ({ features, ignored, filtered }) =>
    `no test ran with ${features}${ignored + filtered === 0 ? '' : `: ${ignored} ignored, ${filtered} filtered out`}`,
  remedy: ({ command }) => `run ${command}, and see why it finds no test to run`,
  controls: {
    raises: [measured({ run: { passed: 0 } }), measured({ run: { passed: 0, filtered: 12 } })],
    spares: [measured({}), measured({ runs: [] })],
  },
});
