import { type Check, defineCheck, oncePerFacts } from '@assay/check';
import { readinessOf, reasonLine } from './answer.js';
import { boardColumns, boardRow } from './board.js';
import { collect } from './collect.js';
import { TargetFacts } from './facts.js';
import { overview } from './overview.js';
import { targetRules } from './rules/index.js';
import { BUILDS_LIMIT, statedTargets, TargetsSettings, targetName } from './settings.js';
import { sheet } from './sheet.js';

/** Can the project bet on each of its compilation targets, and do its members build and run there? One target after the other. */
export const targets: Check = defineCheck<TargetFacts, TargetsSettings>({
  name: 'targets',
  question: 'Can the project bet on this target, and do its members build and run there?',
  unit: 'artifact',
  settings: TargetsSettings,
  facts: TargetFacts,
  factsVersion: 1,
  rules: targetRules,
  optional: [],
  collect,
  overview: oncePerFacts(overview),
  sheet,
  products: Array.from({ length: BUILDS_LIMIT }, (_, index) => `tests-${index + 1}.log`),
  parts: {
    noun: 'target',
    of: (_, settings) => statedTargets(settings).map(({ key }) => targetName(key)),
    nameIn: ({ target }) => target,
    board: {
      title: 'Targets',
      columns: ['Target', 'Answer', 'Why', ...boardColumns.slice(1)],
      row(part, predicate, facts) {
        const known = facts === undefined ? boardColumns.slice(1).map(() => '') : boardRow(facts).slice(1);
        return [part, readinessOf(predicate), reasonLine(predicate), ...known];
      },
    },
  },
});
