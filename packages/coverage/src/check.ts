import { type Check, defineCheck, oncePerFacts } from '@assay/check';
import { collect } from './collect.js';
import { exhibits } from './exhibit.js';
import { CoverageFacts } from './facts.js';
import { examinedIn } from './figures.js';
import { isAsked } from './is-asked.js';
import { markSources } from './mark-sources.js';
import { overview } from './overview.js';
import { REPORTS } from './products.js';
import { changedCode } from './rules/changed-code.js';
import { conditionCoverage } from './rules/condition.js';
import { decisionCoverage } from './rules/decision.js';
import { excludedProductCode } from './rules/excluded-product-code.js';
import { functionCoverage } from './rules/function.js';
import { loweredThreshold } from './rules/lowered-threshold.js';
import { mcdcCoverage } from './rules/mcdc.js';
import { noTests } from './rules/no-tests.js';
import { notCompiled } from './rules/not-compiled.js';
import { staleJustification } from './rules/stale-justification.js';
import { statementCoverage } from './rules/statement.js';
import { testsFailed } from './rules/tests-failed.js';
import { unreached } from './rules/unreached.js';
import { CoverageSettings } from './settings.js';
import { unestablishedIn } from './unestablished.js';

/**
 * What the tests reach of what the sources hold: functions, statements, decisions, conditions and MC/DC, on an
 * unmodified compiler. The sources say what is owed; the compiler's leaf records say what was reached.
 */
export const coverage: Check = defineCheck<CoverageFacts, CoverageSettings>({
  name: 'coverage',
  question: 'Do the tests reach what the integrity level of each member asks for?',
  unit: 'obligation',
  settings: CoverageSettings,
  facts: CoverageFacts,
  factsVersion: 2,
  rules: [
    testsFailed,
    noTests,
    statementCoverage,
    functionCoverage,
    decisionCoverage,
    conditionCoverage,
    mcdcCoverage,
    loweredThreshold,
    notCompiled,
    excludedProductCode,
    unreached,
    staleJustification,
    changedCode,
  ],
  optional: [
    ...['look at */cargo', 'look at $RUSTUP_HOME/settings.toml'].map((look) => ({
      look,
      ways: ['missing'] as const,
      because:
        'it is one of several ways to the toolchain; LLVM’s tools must be of its compiler’s own LLVM, and none found is a gap',
    })),
    {
      look: 'look at .git',
      ways: ['missing'],
      because:
        'it tells whose configuration of Cargo’s is in force, which is not asked here: any file that puts a program in front of rustc is refused',
    },
    ...['run llvm-profdata merge -sparse *', 'run rustc -Z *'].map((look) => ({
      look,
      ways: ['truncated', 'empty'] as const,
      because: 'what it prints to standard output is not read: its status and the file that it leaves tell',
    })),
    {
      look: 'run git --no-optional-locks log -1 *',
      ways: ['missing', 'wrong-status', 'truncated', 'empty'],
      because: 'it dates the report in Cobertura’s format, and nothing is judged by that',
    },
  ],
  collect,
  overview,
  exhibits,
  examinedIn,
  unestablishedIn,
  inputsIn: ({ files }) => files.map(({ path, sha256 }) => ({ path, sha256 })),
  products: [...REPORTS],
  productsIn: ({ reports }) => reports,
  members: { in: ({ members }) => members.map(({ name }) => name), levels: ({ members }) => members },
  sources: oncePerFacts(markSources),
  isAsked,
  askedWhen: 'where a level or the table `[coverage]` asks for it',
});
