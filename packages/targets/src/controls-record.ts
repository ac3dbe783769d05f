import type { Known, ReadinessRecord, Source, TargetChange, VendorCoverage } from '@assay/readiness';

/** What is known of a question, by one source or more that agree. */
export function known<T>(value: T, ...sources: Source[]): Known<T> {
  const said = sources.length === 0 ? (['compiler'] as const) : sources;
  return { value, claims: said.map((source) => ({ source, date: '2026-04-16', value })), note: null };
}

/** A question that no source answers. */
export function notKnown<T>(note: string | null = null): Known<T> {
  return { value: null, claims: [], note };
}

/** A question on which the compiler and its documentation differ; what the documentation says is believed. */
export function disputed<T>(compiler: T, documentation: T): Known<T> {
  const claims = [
    { source: 'compiler' as const, date: '2026-04-16', value: compiler },
    { source: 'documentation' as const, date: '2026-04-16', value: documentation },
  ];
  return { value: documentation, claims, note: 'the sources differ' };
}

/** `thumbv7em-none-eabihf` in 1.95.0, with little more than what rules ask. */
export const thumbRecord: ReadinessRecord = {
  ...{ target: 'thumbv7em-none-eabihf', kind: 'built-in', release: '1.95.0', formerNames: [], nearest: [] },
  description: known('Bare Armv7E-M, hardfloat'),
  tier: known(2, 'compiler', 'documentation'),
  library: known('alloc', 'compiler', 'documentation'),
  hostTools: known(false),
  prebuilt: known(true, 'manifest'),
  installed: known(true, 'sysroot'),
  panic: known('abort'),
  ...{ pointerWidth: known(32), endian: known('little'), architecture: known('arm'), os: known('none') },
  ...{ environment: notKnown(), atomics: known('32'), floatAbi: known('hard'), cpu: notKnown() },
  llvmTarget: known('thumbv7em-none-eabihf'),
  linker: known('rust-lld'),
  linkerFound: known(true, 'machine'),
  ...{ minimumOs: notKnown(), lastTested: notKnown(), maintainers: notKnown(), page: notKnown() },
  ...{ vendors: [], changes: [], newestKnown: '1.98.0', blockers: [], sources: [] },
};

/** `x86_64-unknown-linux-gnu` in 1.95.0. */
export const hostRecord: Partial<ReadinessRecord> = {
  target: 'x86_64-unknown-linux-gnu',
  description: known('64-bit Linux (kernel 3.2+, glibc 2.17+)'),
  tier: known(1, 'compiler', 'documentation'),
  library: known('std', 'compiler', 'documentation'),
  hostTools: known(true),
  panic: known('unwind'),
  ...{ pointerWidth: known(64), architecture: known('x86_64'), os: known('linux'), environment: known('gnu') },
  ...{ atomics: known('64'), floatAbi: notKnown(), llvmTarget: known('x86_64-unknown-linux-gnu') },
  linker: known('cc'),
};

/** A change in the newest release of the range, with changes. */
export function targetChange(change: Partial<TargetChange> = {}): TargetChange {
  return {
    ...{ release: '1.95.0', kind: 'demoted', from: '2', to: '3' },
    ...{ source: 'https://example.com/releases', confidence: 'confirmed' },
    ...change,
  };
}

/** A vendor's toolchain that covers the target, with changes. */
export function coverage(change: Partial<VendorCoverage> = {}): VendorCoverage {
  return {
    ...{ toolchain: 'Ferrocene 26.05.0', rust: '1.95.0', standards: ['ISO 26262 ASIL D'], scope: 'compiler and core' },
    ...{ hosts: null, source: 'https://example.com/vendor', confidence: 'confirmed' },
    ...change,
  };
}
