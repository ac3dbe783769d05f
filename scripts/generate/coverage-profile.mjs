import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileOf } from '../../packages/coverage/build/src/index.js';
import { levelNames, standards } from '../../packages/policy/build/src/index.js';
import { insert, table } from './markdown.mjs';

const FILE = 'docs/coverage.md';

/** The table of what each integrity level asks for by itself, in the page on coverage. */
export function coverageProfile(root) {
  const rows = Object.keys(standards).flatMap((standard) =>
    levelNames(standard).map((level) => [standard, level, asked(standard, level)]),
  );
  const lines = table([['standard', 'level', '100 % of'], ...rows]);
  return [[FILE, insert(readFileSync(join(root, FILE), 'utf8'), 'profile', lines, FILE)]];
}

function asked(standard, level) {
  const metrics = profileOf(standard, level).map(({ metric }) => `\`${metric}\``);
  return metrics.length === 0 ? '–' : metrics.join(', ');
}
