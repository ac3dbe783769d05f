import type { FoundPin, Identity, KnownProblem } from '@assay/rust';
import type { Alias, Match, Override, Program, ToolchainFacts } from '../facts.js';
import { locked } from './lock-controls.js';

/** Facts in which nothing is wrong, with changes, for controls: 1.95.0 is pinned and runs, at the highest rank. */
export function facts(change: Partial<ToolchainFacts> = {}): ToolchainFacts {
  return {
    rank: 'highest',
    pin: pin(),
    shadowedPin: null,
    rustc: identity({ llvm: '22.1.2' }),
    cargo: identity(),
    sysroot: sysroot(),
    programs: ['rustc', 'cargo', 'rustdoc'].map((name) => program({ name })),
    lockPresent: true,
    lock: locked(),
    atEnd: null,
    overrides: [],
    aliases: [],
    configFiles: [],
    release: '1.95.0',
    problems: [],
    problemData: { source: 'shipped', collected: '2026-11-22', rows: 57, sha256: '5b'.repeat(32) },
    vendorReleases: [],
    allowed: [],
    ...change,
  };
}

export function pin(change: Partial<FoundPin> = {}): FoundPin {
  const at = { path: 'rust-toolchain.toml', line: 2, column: 1 };
  const named = { channel: '1.95.0', kind: 'release', release: '1.95.0' } as const;
  return { at, ...named, profile: null, components: [], targets: [], inRepository: true, ...change };
}

export function identity(change: Partial<Identity> = {}): Identity {
  return {
    release: '1.95.0',
    commit: '59807616e1fa2540724bfbac14d7976d7e4a3860',
    commitDate: '2026-04-14',
    host: 'x86_64-unknown-linux-gnu',
    llvm: null,
    ...change,
  };
}

/** The toolchain that rustup takes for the pin. */
export function sysroot(change: Partial<ToolchainFacts['sysroot']> = {}): ToolchainFacts['sysroot'] {
  const toolchain = '1.95.0-x86_64-unknown-linux-gnu';
  const at = { path: 'rust-toolchain.toml', line: 2, column: 1 };
  return { path: `$RUSTUP_HOME/toolchains/${toolchain}`, toolchain, chosenBy: 'toolchain file', at, ...change };
}

/** `rustc` as rustup's proxy starts it, with changes. */
export function program(change: Partial<Program> = {}): Program {
  const { name = 'rustc' } = change;
  return {
    name,
    kind: 'proxy',
    found: `$CARGO_HOME/bin/${name}`,
    starts: `$RUSTUP_HOME/toolchains/1.95.0-x86_64-unknown-linux-gnu/bin/${name}`,
    sha256: '3e'.repeat(32),
    ...change,
  };
}

/** A variable of the environment. */
export function variable(role: Override['role'], name: string, value: string): Override {
  return { role, name, value, origin: 'environment', at: null };
}

/** A key of Cargo's configuration, in the repository unless told otherwise. */
export function key(
  role: Override['role'],
  name: string,
  value: string,
  origin: 'repository' | 'outside' = 'repository',
): Override {
  const path = origin === 'repository' ? '.cargo/config.toml' : '$CARGO_HOME/config.toml';
  return { role, name, value, origin, at: { path, line: 2, column: 1 } };
}

/** An alias in the repository's configuration that replaces nothing, with changes. */
export function alias(command: string, value: string, change: Partial<Alias> = {}): Alias {
  const at = { path: '.cargo/config.toml', line: 2, column: 1 };
  return { name: `alias.${command}`, value, origin: 'repository', at, replaces: null, ...change };
}

/** A known problem of 1.95.0 in the compiler, with changes. */
export function problem(change: Partial<KnownProblem> & Partial<Pick<Match, 'match'>> = {}): Match {
  const { match = 'affects', ...rest } = change;
  return {
    match,
    reason: '1.87.0 <= 1.95.0 < 1.97.1',
    problem: {
      id: 'rust#159035',
      title: 'LLVM miscompilation',
      component: 'compiler',
      kind: 'miscompilation',
      affected: [{ from: '1.87.0', before: '1.97.1' }],
      fixedIn: '1.97.1',
      date: '2026-07-16',
      source: 'rust-lang/rust#159035',
      confidence: 'confirmed',
      ...rest,
    },
  };
}

/** The policy allows these problems. */
export function allowed(...ids: string[]): ToolchainFacts['allowed'] {
  return ids.map((id, index) => ({ id, at: { path: 'assay.toml', line: 8, column: 25 + index } }));
}
