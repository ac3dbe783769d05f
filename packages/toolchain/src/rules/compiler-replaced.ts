import { always, defineRule, evaluatedEnvironment } from '@assay/check';
import type { Override, ToolchainFacts } from '../facts.js';
import { facts, key, pin, variable } from './controls.js';
import { aboutOverride, originOf } from './override.js';

type Role = 'toolchain' | 'proxy' | 'rustc' | 'wrapper' | 'workspace wrapper' | 'loader' | 'flags';
type Data = { role: Role; name: string; value: string; origin: string; inFile: boolean };

const effects: Readonly<Record<Role, string>> = {
  toolchain: 'chooses another toolchain than the pin',
  proxy: 'makes rustup start this program under every name',
  rustc: 'replaces the compiler',
  wrapper: 'puts another program in front of the compiler',
  'workspace wrapper': "puts another program in front of the compiler for the workspace's own packages",
  loader: 'lets other code run in place of the compiler or within it',
  flags: 'gives the compiler another system root, standard library or code generator, or flags that a file hides',
};

export const compilerReplaced = defineRule<ToolchainFacts, Data>({
  id: 'toolchain/compiler-replaced',
  title: 'The compiler is replaced or wrapped',
  why: 'Cargo starts whatever `RUSTC`, a wrapper or `build.rustc` names, and rustup whatever `RUSTUP_TOOLCHAIN` names, without a word. A replaced or wrapped compiler can do anything to the program, and still answers with the release that is expected.',
  repair:
    'Remove the variable or the key. A wrapper from outside is switched off for one build by an empty `RUSTC_WRAPPER`. Where a wrapper is wanted (a compiler cache), record a deviation that says why its result can be relied on.',
  clauses: [evaluatedEnvironment],
  severity: always('error'),
  *find(seen) {
    for (const role of Object.keys(effects) as Role[]) {
      for (const override of inForce(seen, role)) {
        const { name, value } = override;
        yield aboutOverride(seen, override, {
          role,
          name,
          value,
          origin: originOf(override),
          inFile: override.at !== null,
        });
      }
    }
  },
  message: ({ role, name, value, origin }) => `${name} = "${value}" in ${origin} ${effects[role]}`,
  remedy: ({ role, name, inFile }) => {
    if (role === 'toolchain' && inFile) return 'run rustup override unset in the folder that it names';
    if (inFile)
      return `remove ${name} from the file${role.endsWith('wrapper') ? ', or build with an empty RUSTC_WRAPPER' : ''}`;
    return `unset ${name} where the build is started`;
  },
  controls: {
    raises: [
      facts({ overrides: [variable('toolchain', 'RUSTUP_TOOLCHAIN', 'nightly')] }),
      facts({ overrides: [variable('toolchain', 'RUSTUP_TOOLCHAIN', '1.95.0-patched')] }),
      facts({ overrides: [variable('rustc', 'RUSTC', 'other-rustc')] }),
      facts({ overrides: [variable('wrapper', 'CARGO_BUILD_RUSTC_WRAPPER', 'sccache')] }),
      facts({ overrides: [variable('loader', 'LD_PRELOAD', '<outside>/x.so')] }),
      facts({ overrides: [key('wrapper', 'build.rustc-wrapper', 'sccache')] }),
      facts({ overrides: [key('workspace wrapper', 'build.rustc-workspace-wrapper', 'tools/wrap', 'outside')] }),
      facts({ overrides: [key('loader', 'env.PATH', 'tools')] }),
      facts({ overrides: [variable('loader', 'LD_LIBRARY_PATH', '<outside>/libLLVM.so.22.1-rust-1.95.0-stable')] }),
      facts({ overrides: [variable('proxy', 'RUSTUP_FORCE_ARG0', 'rustdoc')] }),
      facts({ overrides: [key('toolchain', 'rustup override', 'patched', 'outside')] }),
      facts({ overrides: [key('flags', 'build.rustflags', '--sysroot <outside>/other')] }),
      facts({ overrides: [key('flags', 'build.rustflags', '-g -Zcodegen-backend=tools/other.so')] }),
      facts({ overrides: [key('flags', 'build.rustflags', '-g @tools/flags')] }),
      facts({ overrides: [key('flags', 'build.rustflags', '--extern noprelude:core=tools/libcore.rlib')] }),
      facts({ overrides: [key('flags', 'build.rustflags', '--extern=std')] }),
      // An empty setting switches off what is weaker, not what is stronger.
      facts({
        overrides: [variable('wrapper', 'RUSTC_WRAPPER', 'sccache'), key('wrapper', 'build.rustc-wrapper', '')],
      }),
    ],
    spares: [
      facts(),
      facts({ overrides: [variable('toolchain', 'RUSTUP_TOOLCHAIN', '1.95.0')] }),
      facts({ overrides: [variable('toolchain', 'RUSTUP_TOOLCHAIN', '1.95.0-x86_64-unknown-linux-gnu')] }),
      facts({ overrides: [variable('toolchain', 'RUSTUP_TOOLCHAIN', 'nightly')], pin: null }),
      facts({
        overrides: [variable('toolchain', 'RUSTUP_TOOLCHAIN', '1.95.0')],
        pin: pin({ channel: '1.95.0-x86_64-unknown-linux-gnu' }),
      }),
      facts({ overrides: [variable('wrapper', 'RUSTC_WRAPPER', '')] }),
      facts({
        overrides: [variable('wrapper', 'RUSTC_WRAPPER', ''), key('wrapper', 'build.rustc-wrapper', 'sccache')],
      }),
      facts({ overrides: [variable('flags', 'RUSTFLAGS', '-g')] }),
      facts({ overrides: [key('flags', 'build.rustflags', '-C linker=tools/ld --cfg sysroot')] }),
      facts({ overrides: [key('flags', 'build.rustflags', '--extern stdx=libstdx.rlib -C metadata=a@b')] }),
      facts({ overrides: [variable('home', 'RUSTUP_HOME', '$RUSTUP_HOME')] }),
    ],
  },
});

/** The settings of a role that work: an empty wrapper switches off those that it is stronger than. */
function inForce(seen: ToolchainFacts, role: Role): Override[] {
  const settings = seen.overrides.filter((override) => override.role === role);
  const off = role.endsWith('wrapper') ? settings.findIndex(({ value }) => value === '') : -1;
  return (off === -1 ? settings : settings.slice(0, off)).filter(
    ({ value }) =>
      value !== '' &&
      !(role === 'toolchain' && agreesWithPin(value, seen)) &&
      !(role === 'flags' && !replacingFlag.test(value)),
  );
}

/**
 * The standard library comes from the system root or from where `--extern` says, the object code from a code generator, and `@FILE` stands for any of
 * them. A linker and its arguments are the repository's to state (facts: Cargo and rustc 1.95).
 */
const replacingFlag = new RegExp(
  [
    /--sysroot(?:[=\s]|$)/,
    /--extern[=\s]\s*(?:[\w,]+:)?(?:std|core|alloc|proc_macro|test)(?:[=\s]|$)/,
    /-Z\s*codegen[-_]backend/,
    /@/,
  ]
    .map(({ source }) => `(?:^|\\s)${source}`)
    .join('|'),
);

/** rustup sets `RUSTUP_TOOLCHAIN` itself for what it starts, with the host triple. Without a pin there is nothing to differ from. */
function agreesWithPin(value: string, { pin: named, rustc }: ToolchainFacts): boolean {
  if (named === null || named.channel === null) return true;
  const host = rustc?.host ?? null;
  const whole = (name: string) => (host === null || name.endsWith(`-${host}`) ? name : `${name}-${host}`);
  return value === named.channel || whole(value) === whole(named.channel);
}
