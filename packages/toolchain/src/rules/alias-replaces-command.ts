import { defineRule, evaluatedEnvironment } from '@assay/check';
import { type Alias, pinPlace, type ToolchainFacts } from '../facts.js';
import { alias, facts } from './controls.js';
import { originOf, overrideName } from './override.js';

type Data = { name: string; value: string; origin: string; effect: string; inFile: boolean };

export const aliasReplacesCommand = defineRule<ToolchainFacts, Data>({
  id: 'toolchain/alias-replaces-command',
  title: 'An alias of Cargo’s replaces a command, or steers the build',
  why: 'An alias takes the place of Cargo’s short forms (`cargo t`) without a word, and of commands that are programs of their own (`cargo clippy`) with a warning that no log reader sees: a job that “runs Clippy” then passes because it runs something else. One that carries `--config` or another toolchain changes what compiles, and the command line that the job shows does not say so.',
  repair:
    'Give the alias a name that nothing else has, and state settings in the configuration or in the pin instead of in an alias.',
  clauses: [evaluatedEnvironment],
  severity: { none: 'warning', low: 'error', medium: 'error', high: 'error', highest: 'error' },
  *find(seen) {
    for (const alias of seen.aliases) {
      const effect = effectOf(alias);
      if (effect === undefined) continue;
      const { name, value, at } = alias;
      yield {
        subject: { kind: 'item', name: overrideName(alias) },
        at: at ?? pinPlace(seen),
        because: at === null ? [{ note: `${name} is set in the environment: ${value}` }] : [],
        data: { name, value, origin: originOf(alias), effect, inFile: at !== null },
        rank: seen.rank,
      };
    }
  },
  message: ({ name, value, origin, effect }) => `${name} = "${value}" in ${origin} ${effect}`,
  remedy: ({ name, inFile }) => (inFile ? `rename or remove ${name}` : `unset ${name} where the build is started`),
  controls: {
    raises: [
      facts({ aliases: [alias('b', 'build --release', { replaces: 'cargo build' })] }),
      facts({ aliases: [alias('clippy', 'check', { replaces: 'cargo-clippy' })] }),
      facts({ aliases: [alias('ci', 'test --config build.rustc="tools/rustc"')] }),
      facts({ aliases: [alias('ci', 'test --config=tools/cargo.toml')] }),
      facts({ aliases: [alias('ci', '+nightly test')] }),
      facts({
        aliases: [
          { name: 'CARGO_ALIAS_FMT', value: 'version', origin: 'environment', at: null, replaces: 'cargo-fmt' },
        ],
      }),
    ],
    spares: [
      facts(),
      facts({ aliases: [alias('xtask', 'run --package xtask --')] }),
      facts({ aliases: [alias('lint', 'clippy --workspace -- -D warnings')] }),
      // What follows `--` is for the program that runs.
      facts({ aliases: [alias('flash', 'run -- --config probe.toml')] }),
    ],
  },
});

function effectOf({ value, replaces }: Alias): string | undefined {
  if (replaces !== null) return `runs in place of ${replaces}`;
  const words = value.split(/\s+/);
  const own = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  if (own.some((word) => /^--config(?:=|$)/.test(word))) return "changes Cargo's configuration";
  return own.some((word) => word.startsWith('+')) ? 'chooses another toolchain than the pin' : undefined;
}
