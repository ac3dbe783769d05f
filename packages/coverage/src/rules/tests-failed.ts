import { always, defineRule } from '@assay/check';
import { count } from '@assay/evidence';
import { testResults, unitVerification } from '../clauses.js';
import { measured } from '../controls.js';
import type { CoverageFacts, RunFact } from '../facts.js';

type Data = { command: string; features: string; outcome: RunFact['outcome']; failed: number; failures: string[] };

export const testsFailed = defineRule<CoverageFacts, Data>({
  id: 'coverage/tests-failed',
  title: 'Tests of a measured run failed',
  why: 'Coverage says what was run, not that it was right. What failing tests reached is no evidence of anything.',
  repair: 'Repair what fails: the command that the finding names is what was run.',
  clauses: [testResults, unitVerification],
  severity: always('error'),
  *find({ runs }) {
    for (const { command, features, outcome, failed, failures } of runs) {
      if (outcome !== 'failed' && failed === 0) continue;
      yield {
        subject: { kind: 'item', name: `${command} (${features})` },
        at: { path: 'Cargo.toml' },
        because: [],
        data: { command, features, outcome, failed, failures },
      };
    }
  },
  message: ({ features, failed, failures }) =>
    failed === 0
      ? `the run of the tests with ${features} failed`
      : `${count(failed, 'test')} failed with ${features}: ${failures.join(', ')}${failed > failures.length ? `, and ${failed - failures.length} more` : ''}`,
  remedy: ({ command }) => `run ${command} and repair what fails`,
  controls: {
    raises: [
      measured({ run: { outcome: 'failed', failed: 1, failures: ['step::stops'] } }),
      measured({ run: { outcome: 'failed' } }),
      measured({ run: { failed: 1, failures: ['step::stops'] } }),
    ],
    spares: [measured({}), measured({ run: { ignored: 4 } })],
  },
});
