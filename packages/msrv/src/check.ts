import { type Check, defineCheck } from '@assay/check';
import { collect } from './collect.js';
import { examinedIn, inputsIn, unestablishedIn } from './evident.js';
import { exhibits, releases } from './exhibit.js';
import { MsrvFacts } from './facts.js';
import { overview } from './overview.js';
import { publishedOverview } from './published/overview.js';
import { publishedSections } from './published/sheet.js';
import { aboveBaseline } from './rules/above-baseline.js';
import { baselineSupport } from './rules/baseline-support.js';
import { devAboveBaseline } from './rules/dev-above-baseline.js';
import { doesNotCompile } from './rules/does-not-compile.js';
import { editionAboveBaseline } from './rules/edition-above-baseline.js';
import { lockMissing } from './rules/lock-missing.js';
import { lockStale } from './rules/lock-stale.js';
import { lockVersion } from './rules/lock-version.js';
import { manifestAboveBaseline } from './rules/manifest-above-baseline.js';
import { publishedAboveLts } from './rules/published-above-lts.js';
import { publishedDoesNotBuild } from './rules/published-does-not-build.js';
import { publishedRiseInPatch } from './rules/published-rise-in-patch.js';
import { publishedRiseNotInChangelog } from './rules/published-rise-not-in-changelog.js';
import { publishedUndeclared } from './rules/published-undeclared.js';
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
    publishedDoesNotBuild,
    publishedUndeclared,
    publishedAboveLts,
    publishedRiseInPatch,
    publishedRiseNotInChangelog,
  ],
  optional: [
    {
      look: 'run git --no-optional-locks ls-files *',
      ways: ['missing', 'wrong-status', 'truncated', 'empty'],
      because:
        'it finds what a repository brings into the folder that is compiled in; where there is no git, nothing is brought',
    },
    {
      look: 'run git --no-optional-locks status *',
      ways: ['missing', 'wrong-status', 'truncated', 'empty'],
      because:
        'it finds what a build script changes in the workspace; without git, nothing says what is the workspace and what is not',
    },
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
    ...['run cargo package *', 'run cargo update *', 'run tar *'].map((look) => ({
      look,
      ways: ['truncated', 'empty'] as const,
      because:
        'what it prints to standard output is not read, and is nothing: its status and the files that it leaves tell',
    })),
  ],
  collect: (world, policy, settings) => collect(world, policy, settings),
  overview: (facts) => [...overview(facts), ...publishedOverview(facts)],
  examinedIn,
  unestablishedIn,
  inputsIn,
  members: {
    in: ({ members }) => (members.length === 0 ? undefined : members.map(({ name }) => name)),
    levels: ({ members }) => members,
  },
  exhibits,
  releases,
  sheet: (facts) => {
    const page = sheet(facts);
    return { ...page, sections: [...page.sections, ...publishedSections(facts)] };
  },
});
