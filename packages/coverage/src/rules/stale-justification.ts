import { always, defineRule } from '@assay/check';
import { unitCoverage } from '../clauses.js';
import { justification, measured } from '../controls.js';
import type { CoverageFacts } from '../facts.js';

type Data = { deviation: string; item: string; stated: string | null; actual: string | null };

export const staleJustification = defineRule<CoverageFacts, Data>({
  id: 'coverage/stale-justification',
  title: 'Justification does not speak of the source as it is',
  why: 'That code need not be tested was argued for the code as it stood. When it changes, the argument is about something that is no longer there.',
  repair:
    'Look at the code again. Where the argument still holds, have it approved with the new digest as `version`; otherwise remove the deviation.',
  clauses: [unitCoverage],
  severity: always('error'),
  *find({ justifications }) {
    for (const { deviation, at, item, stated, actual, path, lines } of justifications) {
      if (actual !== null && stated === actual) continue;
      const place = path === null ? at : { path, ...(lines === null ? {} : { line: lines[0] }) };
      yield {
        subject: { kind: 'item', name: deviation },
        at: actual === null ? at : place,
        because: [{ at, note: `${deviation} justifies ${item}` }],
        data: { deviation, item, stated, actual },
      };
    }
  },
  message: ({ deviation, item, stated, actual }) => {
    if (actual === null) return `${deviation} justifies ${item}, and there is no such function, and no such lines`;
    if (stated === null) return `${deviation} justifies ${item} whatever its source is: it names no digest`;
    return `${deviation} justifies ${item} as it was (${stated}); the source has changed since (${actual})`;
  },
  remedy: ({ deviation, actual }) =>
    actual === null
      ? `correct the item of ${deviation}, or remove it`
      : `look at the code again, and where the argument holds have ${deviation} approved with version = "${actual}"`,
  controls: {
    raises: [
      measured({ justifications: justification({ stated: 'bbbbbbbbbbbbbbbb' }) }),
      measured({ justifications: justification({ stated: null }) }),
      measured({ justifications: justification({ actual: null, path: null, lines: null }) }),
    ],
    spares: [measured({ justifications: justification() }), measured({})],
  },
});
