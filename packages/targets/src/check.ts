import { type Check, defineCheck, oncePerFacts } from '@assay/check';
import { targetName } from '@assay/readiness';
import { readinessOf, reasonLine } from './answer.js';
import { boardColumns, boardRow } from './board.js';
import { collect, examinedIn } from './collect.js';
import { TargetFacts } from './facts.js';
import { gapsOf } from './gaps.js';
import { targetOf } from './instance.js';
import { overview } from './overview.js';
import { targetRules } from './rules/index.js';
import { BUILDS_LIMIT, statedTargets, TargetsSettings } from './settings.js';
import { sheet } from './sheet.js';

const any = ['missing', 'unreadable', 'truncated', 'empty'] as const;
const anyRun = ['missing', 'hanging', 'killed', 'truncated', 'empty', 'wrong-status'] as const;

/** A target's record says of each source whether it answered; what is built, and what ran, is shown by the build and the run. */
const optional: Check['optional'] = [
  ...['look at */cargo', 'look at $RUSTUP_HOME/settings.toml', 'look at rust-toolchain.toml'].map((look) => ({
    look,
    ways: ['missing'] as const,
    because: 'it is one of several ways to the toolchain, and the compiler that builds is asked who it is',
  })),
  ...['read *platform-support.html', 'read *version_info.html', 'read *multirust-channel-manifest.toml'].map(
    (look) => ({
      look,
      ways: any,
      because: 'the record says that this source is not available; without any that says the tier there is no verdict',
    }),
  ),
  ...['list *rustlib', 'list */lib'].map((look) => ({
    look,
    ways: any,
    because: 'whether the library of the target is installed is told in the record, and the build shows it',
  })),
  ...['look at $RUSTUP_HOME/toolchains/*', 'look at <outside>/*', 'look at */cc'].map((look) => ({
    look,
    ways: ['missing', 'unreadable'] as const,
    because: 'what is installed of library and linker is told in the record, and the build shows it',
  })),
  {
    look: 'look at .cargo/config.toml',
    ways: ['missing'],
    because: 'Cargo reads it by itself; the record only names the linker',
  },
  {
    look: 'read .cargo/config.toml',
    ways: ['empty'],
    because: 'Cargo reads it by itself; the record only names the linker',
  },
  {
    look: 'run rustc -Zunstable-options --print all-target-specs-json',
    ways: anyRun,
    because: 'the compiler is asked for the one target instead; the record says what did not answer',
  },
  {
    look: 'run qemu-*',
    ways: anyRun,
    because: 'an emulator that does not name its version is named by the digest of its file',
  },
  {
    look: 'run cargo clean *',
    ways: ['truncated', 'empty'],
    because: 'it says on standard error what it did, and its status tells whether it could',
  },
  {
    look: 'run cargo test *"-kernel"]',
    ways: ['truncated', 'empty'],
    because:
      'QEMU hands on what the program says by semihosting on standard error, and without a result there is no verdict',
  },
];

/** Can the project bet on each of its compilation targets, and do its members build and run there? One target after the other. */
export const targets: Check = defineCheck<TargetFacts, TargetsSettings>({
  name: 'targets',
  question: 'Can the project bet on this target, and do its members build and run there?',
  unit: 'artifact',
  settings: TargetsSettings,
  facts: TargetFacts,
  factsVersion: 1,
  rules: targetRules,
  optional,
  collect,
  gapsIn: gapsOf,
  examinedIn,
  overview: oncePerFacts(overview),
  sheet,
  members: {
    in: ({ members }) => members,
    asked: (settings, part) => statedTargets(settings).find(({ key }) => targetName(key) === part)?.settings.members,
  },
  productsIn: ({ tests }) => tests.flatMap(({ log }) => (log === null ? [] : [{ name: log.file, sha256: log.sha256 }])),
  products: Array.from({ length: BUILDS_LIMIT }, (_, index) => `tests-${index + 1}.log`),
  askedWhen: 'for each table `[targets."…"]`',
  parts: {
    noun: 'target',
    of: (_, settings) => statedTargets(settings).map(({ key }) => targetName(key)),
    nameIn: targetOf,
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
