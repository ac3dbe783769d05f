import { defineRule } from '@assay/check';
import { unitVerification } from '../clauses.js';
import { measured, statement } from '../controls.js';
import type { CoverageFacts, FileFact } from '../facts.js';

type Data = { path: string; compiled: FileFact['compiled']; member: string };

export const notCompiled = defineRule<CoverageFacts, Data>({
  id: 'coverage/not-compiled',
  title: 'Source file that no measured build compiles',
  why:
    'What is never compiled is in no coverage report of any tool, so that nobody misses it. It may be left behind, or be product code of another target or feature, ' +
    'of which then nothing is known.',
  repair:
    'Remove the file, declare it with `mod`, or leave it out in `[coverage]` `exclude`. Where a feature or a target brings it in, add a run with that feature, or a report from ' +
    'that target.',
  clauses: [unitVerification],
  severity: { none: 'off', low: 'warning', medium: 'error', high: 'error', highest: 'error' },
  *find({ files, members, complete }) {
    for (const { path, compiled, member: id } of files) {
      const member = members.find((each) => each.id === id);
      if (compiled === 'yes' || member === undefined || member.rank === 'none') continue;
      // What a run that left no records compiled is not known.
      if (compiled !== 'by no build' && !complete) continue;
      yield {
        subject: { kind: 'file', name: path },
        at: { path, line: 1, column: 1 },
        because: [{ note: `it belongs to ${member.name} (${member.level})` }],
        rank: member.rank,
        // What a configuration brings in is in the figures as not compiled; a file that nothing declares is in no product.
        ...(compiled === 'by no build' ? {} : { severity: 'warning' as const }),
        data: { path, compiled, member: member.name },
      };
    }
  },
  message: ({ path, compiled }) =>
    compiled === 'by no build'
      ? `${path} is compiled by no build: no mod, include or target leads to it`
      : `${path} is not compiled in any configuration that was measured`,
  remedy: ({ compiled, path }) =>
    compiled === 'by no build'
      ? `remove it, declare it with mod, or add "${path}" to exclude in [coverage]`
      : 'add a run with the features that bring it in, or a report from the target that does',
  controls: {
    raises: [
      measured({ file: { compiled: 'by no build', statements: [statement('not-compiled')] } }),
      measured({ file: { compiled: 'not in this configuration' } }),
    ],
    spares: [
      measured({}),
      measured({ complete: false, file: { compiled: 'not in this configuration' } }),
      measured({ member: { level: 'QM', rank: 'none' }, file: { compiled: 'by no build' } }),
    ],
  },
});
