import { type Anchors, type Environment, portableText } from '@assay/host';
import type { CargoConfigFile } from '@assay/rust';
import type { Override } from './facts.js';

type Role = Override['role'];

/**
 * Variables that choose, wrap or steer the compiler or what runs the tests, per role the strongest first (facts: each seen to work with Cargo 1.95
 * and rustup 1.29). `LD_LIBRARY_PATH` is not among them: see `replacedLibraries`.
 */
const variables: readonly (readonly [name: string, role: Role])[] = [
  ['RUSTUP_TOOLCHAIN', 'toolchain'],
  ['RUSTUP_FORCE_ARG0', 'proxy'],
  ['RUSTUP_HOME', 'home'],
  ['CARGO_HOME', 'home'],
  ['RUSTC', 'rustc'],
  ['CARGO_BUILD_RUSTC', 'rustc'],
  ['RUSTC_WRAPPER', 'wrapper'],
  ['CARGO_BUILD_RUSTC_WRAPPER', 'wrapper'],
  ['RUSTC_WORKSPACE_WRAPPER', 'workspace wrapper'],
  ['CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER', 'workspace wrapper'],
  ['LD_PRELOAD', 'loader'],
  ['LD_AUDIT', 'loader'],
  ['DYLD_INSERT_LIBRARIES', 'loader'],
  ['CARGO_ENCODED_RUSTFLAGS', 'flags'],
  ['RUSTFLAGS', 'flags'],
  ['CARGO_BUILD_RUSTFLAGS', 'flags'],
  ['RUSTDOC', 'rustdoc'],
  ['CARGO_BUILD_RUSTDOC', 'rustdoc'],
  ['RUSTC_BOOTSTRAP', 'unstable features'],
  ['__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS', 'unstable features'],
];

/** Variables of one target or one profile: `CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS`, `CARGO_PROFILE_RELEASE_LTO`. */
const families: readonly (readonly [names: RegExp, role: Role])[] = [
  [/^CARGO_TARGET_\w+_RUSTFLAGS$/, 'flags'],
  [/^CARGO_PROFILE_\w+$/, 'profile'],
  [/^CARGO_TARGET_\w+_LINKER$/, 'linker'],
  [/^CARGO_TARGET_\w+_RUNNER$/, 'runner'],
];

/** Keys of `[build]`. */
const buildKeys: Readonly<Record<string, Role>> = {
  rustc: 'rustc',
  'rustc-wrapper': 'wrapper',
  'rustc-workspace-wrapper': 'workspace wrapper',
  rustflags: 'flags',
  rustdoc: 'rustdoc',
};

/** Keys of `[target.*]`. */
const targetKeys: Readonly<Record<string, Role>> = { rustflags: 'flags', linker: 'linker', runner: 'runner' };

/** `[target.TRIPLE.LIBRARY]` links what it says in place of what the build script of a package would: every other key of a target is no table. */
function linkRole(value: unknown): Role | undefined {
  return typeof value === 'object' && !Array.isArray(value) ? 'substitution' : undefined;
}

/** Variables that work when `[env]` sets them; `RUSTC` and its like have no effect there. */
const envKeys: Readonly<Record<string, Role>> = {
  PATH: 'loader',
  LD_PRELOAD: 'loader',
  LD_LIBRARY_PATH: 'loader',
  LD_AUDIT: 'loader',
  RUSTC_BOOTSTRAP: 'unstable features',
};

/** What the environment sets, the empty included: an empty variable switches a setting of the configuration off. */
export function environmentOverrides(environment: Environment, anchors: Anchors): Override[] {
  const known = [
    ...variables,
    ...families.flatMap(([names, role]) =>
      environment
        .names()
        .filter((name) => names.test(name))
        .map((name) => [name, role] as const),
    ),
  ];
  return known.flatMap(([name, role]) => {
    const value = environment.get(name);
    if (value === undefined) return [];
    return [{ role, name, value: portableValue(value, anchors), origin: 'environment' as const, at: null }];
  });
}

/** What Cargo's configuration sets, in the order of the files. */
export function configOverrides(files: readonly CargoConfigFile[], anchors: Anchors): Override[] {
  return files.flatMap((file) =>
    settingsOf(file.document.value).map(({ role, key, value }) => ({
      role,
      name: key.join('.'),
      value: portableValue(value, anchors),
      origin: file.inRepository ? ('repository' as const) : ('outside' as const),
      at: file.document.placeOf(key),
    })),
  );
}

interface Setting {
  role: Role;
  key: string[];
  value: string;
}

function settingsOf(config: Record<string, unknown>): Setting[] {
  const settings: Setting[] = [];
  for (const [name, role] of Object.entries(buildKeys)) {
    const value = table(config.build)[name];
    if (value !== undefined) settings.push({ role, key: ['build', name], value: textOf(value) });
  }
  for (const [target, entry] of Object.entries(table(config.target))) {
    for (const [name, value] of Object.entries(table(entry))) {
      const role = Object.hasOwn(targetKeys, name) ? targetKeys[name] : linkRole(value);
      if (role !== undefined) settings.push({ role, key: ['target', target, name], value: textOf(value) });
    }
  }
  for (const [name, role] of Object.entries(envKeys)) {
    const entry = table(config.env)[name];
    if (entry === undefined) continue;
    // PATH is always set, and without `force` what is set stays.
    if (name === 'PATH' && table(entry).force !== true) continue;
    settings.push({ role, key: ['env', name], value: textOf(table(entry).value ?? entry) });
  }
  settings.push(...profileSettings(config.profile, ['profile']), ...substitutions(config));
  return settings;
}

/** Each key of each profile, those of `package.*` and `build-override` too. */
function profileSettings(value: unknown, key: string[]): Setting[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || Array.isArray(value)) return [{ role: 'profile', key, value: textOf(value) }];
  return Object.entries(table(value)).flatMap(([name, entry]) => profileSettings(entry, [...key, name]));
}

/** `paths`, and each package of `[patch.*]`. `[source]` is not among them: the checksums of Cargo.lock guard what it replaces. */
function substitutions({ paths, patch }: Record<string, unknown>): Setting[] {
  const patched = Object.entries(table(patch)).flatMap(([source, packages]) =>
    Object.entries(table(packages)).map(([name, entry]) => ({ key: ['patch', source, name], value: textOf(entry) })),
  );
  const all = paths === undefined ? patched : [{ key: ['paths'], value: textOf(paths) }, ...patched];
  return all.map((setting) => ({ role: 'substitution', ...setting }));
}

/** A value of a configuration on one line. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  return JSON.stringify(value) ?? '';
}

/** The table that a value is; an empty one when it is none. */
export function table(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** A value as evidence may show it: known folders by name, any other absolute path by its last part. */
export function portableValue(value: string, anchors: Anchors): string {
  // CARGO_ENCODED_RUSTFLAGS separates its flags with U+001F.
  return portableText(value, anchors)
    .replaceAll('\u001f', ' ')
    .replace(/(^|[\s=:,"'@]|-L)\/(?:[^\s:,"'/]+\/)*([^\s:,"'/]*)/g, '$1<outside>/$2');
}
