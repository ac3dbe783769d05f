import { defineCheck } from '@assay/check';
import { collect } from './collect.js';
import { examinedIn, inputsIn, unestablishedIn } from './evident.js';
import { exhibits, releases } from './exhibit.js';
import { ToolchainFacts } from './facts.js';
import { lookAgain } from './look-again.js';
import { rules } from './rules/index.js';
import { ToolchainSettings } from './settings.js';
import { sheet } from './sheet/sheet.js';

/**
 * Is the compiler that runs the one that the repository asks for, and what is known to be wrong with it? Examines six
 * sources, each of which decides which compiler runs or how: the pin, rustc, cargo, the environment, Cargo's configuration, and
 * the programs that a build starts.
 */
export const toolchain = defineCheck<ToolchainFacts, ToolchainSettings>({
  name: 'toolchain',
  question: 'Is the compiler that runs the release that the repository pins, and what is known to be wrong with it?',
  unit: 'source',
  settings: ToolchainSettings,
  facts: ToolchainFacts,
  factsVersion: 3,
  rules,
  optional: [
    {
      look: 'look at .cargo/config.toml',
      ways: ['missing'],
      because: 'a workspace without it replaces and wraps nothing; that it cannot be looked at is a gap',
    },
    {
      look: 'read .cargo/config.toml',
      ways: ['empty'],
      because: 'one without a key replaces and wraps nothing; that it cannot be read is a gap',
    },
    {
      look: 'look at $RUSTUP_HOME/settings.toml',
      ways: ['missing'],
      because: 'a rustup without settings overrides nothing; that they cannot be looked at is a gap',
    },
    {
      look: 'read $RUSTUP_HOME/settings.toml',
      ways: ['truncated'],
      because: 'settings that end after a whole line are whole settings, for rustup too; nothing at all is refused',
    },
    {
      look: 'look at <outside>/cc',
      ways: ['missing'],
      because: 'the linker is named for information: no rule judges it',
    },
    {
      look: 'look at assay.lock',
      ways: ['missing'],
      because: 'a workspace without it is held to one by the rule toolchain/not-locked, at its level',
    },
    {
      look: 'look at known-problems.json',
      ways: ['missing'],
      because: 'a workspace without it is judged by the data that Assay ships, whose age counts as well',
    },
  ],
  collect,
  lookAgain,
  examinedIn,
  unestablishedIn,
  inputsIn,
  exhibits,
  releases,
  sheet,
});
