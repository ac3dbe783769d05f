import { defineCheck } from '@assay/check';
import { collect } from './collect.js';
import { ToolchainFacts } from './facts.js';
import { rules } from './rules/index.js';
import { ToolchainSettings } from './settings.js';

/**
 * Is the compiler that runs the one that the repository asks for, and what is known to be wrong with it? Examines five
 * sources, each of which decides which compiler runs or how: the pin, rustc, cargo, the environment, Cargo's configuration.
 */
export const toolchain = defineCheck<ToolchainFacts, ToolchainSettings>({
  name: 'toolchain',
  question: 'Is the compiler that runs the release that the repository pins, and what is known to be wrong with it?',
  unit: 'source',
  settings: ToolchainSettings,
  facts: ToolchainFacts,
  factsVersion: 2,
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
  ],
  collect,
});
