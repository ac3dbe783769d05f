import { defineRule } from '@assay/check';
import { unitVerification } from '../clauses.js';
import { measured } from '../controls.js';
import type { CoverageFacts } from '../facts.js';

type Data = { path: string; package: string | null; member: string; level: string };

export const excludedProductCode = defineRule<CoverageFacts, Data>({
  id: 'coverage/excluded-product-code',
  title: 'Code of the product is left out of the measurement',
  why: 'An exclusion takes code out of every figure without a trace in it. For code that has an integrity level that is a decision which somebody has to approve.',
  repair:
    'Take the file out of `exclude`. Where it has no part in the product, give its member the lowest level in `[levels]`, or have a deviation approved for the file.',
  clauses: [unitVerification],
  severity: { none: 'off', low: 'warning', medium: 'error', high: 'error', highest: 'error' },
  *find({ leftOut, members }) {
    for (const { path, lines, product, member: id, at, package: own } of leftOut) {
      const member = members.find((each) => each.id === id);
      if (!product || member === undefined || member.rank === 'none') continue;
      yield {
        subject: own === undefined ? { kind: 'file', name: path } : { kind: 'package', ...own },
        at: { path, line: lines?.[0] ?? 1, ...(own === undefined ? { column: 1 } : {}) },
        because: at === null ? [] : [{ at, note: 'exclude' }],
        rank: member.rank,
        data: {
          ...{ path, package: own === undefined ? null : `${own.name} ${own.version}` },
          ...{ member: member.name, level: member.level },
        },
      };
    }
  },
  message: ({ path, package: own, member, level }) =>
    own === null
      ? `${path} is code of ${member} (${level}) and is left out of the measurement`
      : `${own} comes from a folder, is no member of the workspace, and is left out of the measurement; ${member} is ${level}`,
  remedy: ({ path, package: own }) =>
    own === null
      ? `take ${path} out of exclude in [coverage], or have a deviation approved for it`
      : 'make it a member of the workspace, or have a deviation approved for it where it is measured elsewhere, or is part of tests alone',
  controls: {
    raises: [
      measured({ leftOut: [excluded({})] }),
      measured({
        leftOut: [
          excluded({ path: 'Cargo.lock', lines: [5, 5], at: null, package: { name: 'valve', version: '0.1.0' } }),
        ],
      }),
    ],
    spares: [
      measured({ leftOut: [excluded({ product: false })] }),
      measured({ member: { level: 'QM', rank: 'none' }, leftOut: [excluded({})] }),
    ],
  },
});

function excluded(change: Partial<CoverageFacts['leftOut'][number]>): CoverageFacts['leftOut'][number] {
  return {
    ...{ path: 'app/src/old.rs', lines: null, because: 'exclude "app/src/old.rs"', product: true, member: 'app 0.1.0' },
    ...{ at: { path: 'assay.toml', line: 14, column: 12 } },
    ...change,
  };
}
