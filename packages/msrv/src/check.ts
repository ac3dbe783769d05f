import { type Check, defineCheck } from '@assay/check';
import { collect } from './collect.js';
import { MsrvFacts } from './facts.js';
import { overview } from './overview.js';
import { aboveBaseline } from './rules/above-baseline.js';
import { baselineSupport } from './rules/baseline-support.js';
import { devAboveBaseline } from './rules/dev-above-baseline.js';
import { doesNotCompile } from './rules/does-not-compile.js';
import { editionAboveBaseline } from './rules/edition-above-baseline.js';
import { lockMissing } from './rules/lock-missing.js';
import { lockStale } from './rules/lock-stale.js';
import { lockVersion } from './rules/lock-version.js';
import { manifestAboveBaseline } from './rules/manifest-above-baseline.js';
import { undeclared } from './rules/undeclared.js';
import { MsrvSettings } from './settings.js';
import { sheet } from './sheet.js';

/**
 * Every package that is built against the baseline of the members that it is built for: what it declares (`rust-version`), what its
 * manifest shows (edition, features of Cargo), and whether it compiles.
 */
export const msrv: Check = defineCheck<MsrvFacts, MsrvSettings>({
  name: 'msrv',
  question: 'Does every package that is built fit the baseline, by what it declares and by what it was proved to do?',
  unit: 'package',
  settings: MsrvSettings,
  facts: MsrvFacts,
  factsVersion: 2,
  rules: [
    aboveBaseline,
    editionAboveBaseline,
    manifestAboveBaseline,
    doesNotCompile,
    devAboveBaseline,
    undeclared,
    baselineSupport,
    lockMissing,
    lockStale,
    lockVersion,
  ],
  optional: [
    {
      look: 'read Cargo.toml',
      ways: ['truncated', 'empty'],
      because:
        'what a manifest shows is a lower bound of what it needs; that it is whole, cargo metadata says, which reads it too',
    },
    {
      look: 'read */Cargo.toml',
      ways: ['truncated', 'empty'],
      because: 'likewise, of a member',
    },
    {
      look: 'look at $RUSTUP_HOME/settings.toml',
      ways: ['missing'],
      because:
        'they say for which host an old compiler is kept; without them it is this one, and the compiler itself is asked who it is',
    },
  ],
  collect: (world, policy, settings) => collect(world, policy, settings),
  overview,
  sheet,
});
