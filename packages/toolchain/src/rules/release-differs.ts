import { always, defineRule, evaluatedEnvironment } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { facts, identity, pin } from './controls.js';

export const releaseDiffers = defineRule<ToolchainFacts, { tool: string; pinned: string; running: string }>({
  id: 'toolchain/release-differs',
  title: 'Another release runs than the one that is pinned',
  why: 'The pin is a statement; what compiles is whatever `rustc` and `cargo` resolve to on this machine. When they answer with another release, a variable, an override of rustup or another installation earlier on `PATH` has had the last word, and the evidence for the pinned release does not hold for what was built.',
  repair:
    'Run `rustup show active-toolchain -v` in the workspace to see what decides, and `command -v rustc cargo` to see whether rustup is asked at all. Remove the override, or pin the release that is meant.',
  clauses: [evaluatedEnvironment],
  severity: always('error'),
  *find({ pin: named, rustc, cargo }) {
    const pinned = named?.release ?? null;
    if (named === null || pinned === null) return;
    for (const [tool, answer] of [['rustc', rustc] as const, ['cargo', cargo] as const]) {
      if (answer === null || answer.release === pinned) continue;
      yield {
        subject: { kind: 'item', name: tool },
        at: named.at,
        because: [{ note: `${tool} -vV: release ${answer.release}, commit ${answer.commit ?? 'not named'}` }],
        data: { tool, pinned, running: answer.release },
      };
    }
  },
  message: ({ tool, pinned, running }) => `${tool} ${running} runs, and ${pinned} is pinned`,
  remedy: ({ tool, pinned }) =>
    `see what decides with rustup show active-toolchain -v and command -v ${tool}; when ${pinned} is missing: rustup toolchain install ${pinned} --profile minimal`,
  controls: {
    raises: [
      facts({ rustc: identity({ release: '1.90.0' }), lock: null }),
      facts({ cargo: identity({ release: '1.96.0' }), lock: null }),
      facts({ rustc: identity({ release: '1.95.0-nightly' }), lock: null }),
    ],
    spares: [
      facts(),
      facts({ rustc: null, cargo: null }),
      facts({
        pin: pin({ channel: 'stable', kind: 'channel', release: null }),
        rustc: identity({ release: '1.90.0' }),
      }),
    ],
  },
});
