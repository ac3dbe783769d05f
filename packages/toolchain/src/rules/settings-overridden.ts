import { changedEnvironment, defineRule } from '@assay/check';
import type { Override, ToolchainFacts } from '../facts.js';
import { facts, key, variable } from './controls.js';
import { aboutOverride, originOf } from './override.js';

type Role = 'profile' | 'linker' | 'runner' | 'rustdoc' | 'substitution';
type Data = { role: Role; name: string; value: string; origin: string; inFile: boolean };

const effects: Readonly<Record<Role, string>> = {
  profile: 'changes how the program is compiled: its optimisation, its checks or its panics',
  linker: 'chooses the linker',
  runner: 'puts another program in front of the tests',
  rustdoc: 'replaces the program that runs the documentation tests',
  substitution: 'substitutes what is compiled or linked, while Cargo.lock stays as it is',
};

export const settingsOverridden = defineRule<ToolchainFacts, Data>({
  id: 'toolchain/settings-overridden',
  title: 'Build settings come from outside the repository',
  why: 'A profile decides on optimisation, overflow checks and panics, a linker on what becomes of the object code, a runner and `rustdoc` on what a passed test means, `paths` and `patch` on which source is compiled, and a table of a target on which library is linked in place of what a build script says. From the environment, or from a configuration outside the repository, they overrule or add to what it states and are under nobody’s version control. A replaced `[source]` is left out on purpose: mirrors are ordinary, and the checksums of `Cargo.lock` guard what comes from a registry.',
  repair:
    "State the setting in the repository's own `Cargo.toml` or `.cargo/config.toml`, and remove it from the environment or from the file outside.",
  clauses: [changedEnvironment],
  severity: { none: 'warning', low: 'error', medium: 'error', high: 'error', highest: 'error' },
  *find(seen) {
    for (const override of seen.overrides) {
      const { role, name, value, origin, at } = override;
      if (!judged(role) || origin === 'repository' || value === '' || isOverruled(override, seen)) continue;
      const data = { role, name, value, origin: originOf(override), inFile: at !== null };
      yield { ...aboutOverride(seen, override, data), rank: seen.rank };
    }
  },
  message: ({ role, name, value, origin }) => `${name} = "${value}" in ${origin} ${effects[role]}`,
  remedy: ({ name, inFile }) =>
    inFile
      ? `move ${name} into the repository's own .cargo/config.toml, or remove it`
      : `unset ${name} where the build is started, and state the setting in Cargo.toml or .cargo/config.toml`,
  controls: {
    raises: [
      facts({ overrides: [variable('profile', 'CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS', 'false')] }),
      facts({ overrides: [variable('linker', 'CARGO_TARGET_THUMBV7EM_NONE_EABIHF_LINKER', 'other-ld')] }),
      facts({ overrides: [variable('runner', 'CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER', 'true')] }),
      facts({ overrides: [variable('rustdoc', 'RUSTDOC', 'other-rustdoc')] }),
      facts({ overrides: [key('profile', 'profile.release.lto', 'false', 'outside')] }),
      facts({
        overrides: [key('substitution', 'paths', 'vendor/a'), key('substitution', 'paths', '<outside>/b', 'outside')],
      }),
      // The environment is stronger than every file.
      facts({
        overrides: [variable('rustdoc', 'CARGO_BUILD_RUSTDOC', 'x'), key('rustdoc', 'build.rustdoc', 'tools/rustdoc')],
      }),
    ],
    spares: [
      facts(),
      facts({ overrides: [variable('rustdoc', 'RUSTDOC', '')] }),
      facts({ overrides: [key('runner', 'target.thumbv7em-none-eabihf.runner', 'probe-rs run')] }),
      facts({
        overrides: [
          key('linker', 'target.x86_64-unknown-linux-gnu.linker', 'ld'),
          key('linker', 'target.x86_64-unknown-linux-gnu.linker', 'mold', 'outside'),
        ],
      }),
      facts({ overrides: [variable('flags', 'RUSTFLAGS', '-g')] }),
    ],
  },
});

function judged(role: Override['role']): role is Role {
  return Object.hasOwn(effects, role);
}

/**
 * Does a stronger file of the repository state the same key? Then Cargo does not use this one (observed with Cargo 1.95, for
 * lists of a runner too). Substitutions are joined instead.
 */
function isOverruled({ role, name, origin, at }: Override, { overrides }: ToolchainFacts): boolean {
  if (origin === 'environment' || role === 'substitution') return false;
  const same = overrides.filter((other) => other.name === name && other.at !== null);
  const own = same.findIndex((other) => other.origin === 'repository');
  return own !== -1 && own < same.findIndex((other) => other.at?.path === at?.path);
}
