import { always, changedEnvironment, defineRule } from '@assay/check';
import type { Override, ToolchainFacts } from '../facts.js';
import { facts, key, variable } from './controls.js';
import { aboutOverride, originOf } from './override.js';

type Data = { name: string; value: string; origin: string; effect: string; inFile: boolean };

/** These replace every flag of Cargo's configuration, also when they are empty; the others are joined to it. */
const replacing: readonly string[] = ['CARGO_ENCODED_RUSTFLAGS', 'RUSTFLAGS'];

export const flagsOverridden = defineRule<ToolchainFacts, Data>({
  id: 'toolchain/flags-overridden',
  title: 'Compiler flags come from outside the repository',
  why: 'Flags change the object code: optimisation, overflow checks, the linker, the system root. Flags in the environment, or in a configuration outside the repository, are under nobody’s version control, and `RUSTFLAGS` silently replaces every flag that the repository states, also when it is empty.',
  repair: "State the flags in the repository's own `.cargo/config.toml`, and unset the variable.",
  clauses: [changedEnvironment],
  severity: always('error'),
  *find(seen) {
    const flags = seen.overrides.filter(({ role }) => role === 'flags');
    const stated = flags.filter(({ origin, value }) => origin === 'repository' && value !== '');
    for (const override of flags) {
      const effect = effectOn(override, stated.length > 0);
      if (effect === undefined) continue;
      const { name, value, at } = override;
      const data = { name, value, origin: originOf(override), effect, inFile: at !== null };
      const because = stated.flatMap((flag) =>
        flag.at === null ? [] : [{ at: flag.at, note: `the repository states ${flag.name} = "${flag.value}"` }],
      );
      yield aboutOverride(seen, override, data, because);
    }
  },
  message: ({ name, value, origin, effect }) => `${name} = "${value}" in ${origin} ${effect}`,
  remedy: ({ name, inFile }) =>
    inFile
      ? `move ${name} into the repository's own .cargo/config.toml, or remove it`
      : `unset ${name} where the build is started, and state the flags in .cargo/config.toml`,
  controls: {
    raises: [
      facts({ overrides: [variable('flags', 'RUSTFLAGS', '-C opt-level=0')] }),
      facts({ overrides: [variable('flags', 'CARGO_BUILD_RUSTFLAGS', '-g')] }),
      facts({ overrides: [variable('flags', 'RUSTFLAGS', ''), key('flags', 'build.rustflags', '-C overflow-checks')] }),
      facts({ overrides: [key('flags', 'build.rustflags', '-C linker=x', 'outside')] }),
    ],
    spares: [
      facts(),
      facts({ overrides: [variable('flags', 'RUSTFLAGS', '')] }),
      facts({ overrides: [key('flags', 'target.thumbv7em-none-eabihf.rustflags', '-C link-arg=-Tlink.x')] }),
      facts({
        overrides: [
          variable('flags', 'CARGO_BUILD_RUSTFLAGS', ''),
          key('flags', 'build.rustflags', '-C overflow-checks'),
        ],
      }),
    ],
  },
});

/** What it does to the flags of the repository; `undefined` when nothing. */
function effectOn({ name, value, origin }: Override, areStated: boolean): string | undefined {
  if (origin === 'repository') return undefined;
  if (origin === 'environment' && replacing.includes(name)) {
    if (areStated) return 'replaces the flags that the repository states';
    return value === '' ? undefined : 'gives the compiler flags that the repository does not state';
  }
  return value === '' ? undefined : 'adds flags that the repository does not state';
}
