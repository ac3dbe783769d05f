import { always, defineRule, evaluatedTool } from '@assay/check';
import { pinPlace, type ToolchainFacts } from '../facts.js';
import { facts } from './controls.js';
import { atEnd } from './lock-controls.js';

export const changedDuringJob = defineRule<ToolchainFacts, { subject: string; before: string; after: string }>({
  id: 'toolchain/changed-during-job',
  title: 'The toolchain changed while the job ran',
  why: 'Build scripts, procedural macros and tests run with the rights of the job, and can write to the toolchain, to Cargo’s configuration, to the folders of `PATH`, and through the runner to the environment of later steps. What was built after the change was built with another compiler than the one that was verified, and what was built before it cannot be told apart.',
  repair:
    'Find the build script, macro or test that did it, and discard everything that the job built. What a step of the job sets on purpose belongs before the toolchain is verified.',
  clauses: [evaluatedTool],
  severity: always('error'),
  *find(seen) {
    for (const change of seen.atEnd?.changes ?? []) {
      yield {
        subject: { kind: 'file', name: change.subject },
        at: pinPlace(seen),
        because: [{ note: `at the beginning: ${change.before}` }, { note: `at the end: ${change.after}` }],
        data: change,
      };
    }
  },
  message: ({ subject, before, after }) => `${subject} changed while the job ran: it was ${before}, and is ${after}`,
  remedy: () =>
    'find what changed it (a build script, a macro, a test, a step after the verification), and discard everything that the job built',
  controls: {
    raises: [
      facts({ atEnd: atEnd({ subject: 'bin/rustc', before: 'mode 755', after: 'missing' }) }),
      facts({ atEnd: atEnd({ subject: 'RUSTC_WRAPPER', before: 'missing', after: '"sccache"' }) }),
    ],
    spares: [facts(), facts({ atEnd: atEnd() })],
  },
});
