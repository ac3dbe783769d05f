import type { ReadinessRecord } from '@assay/readiness';
import { hostRecord, thumbRecord } from './controls-record.js';
import type { Artifact, BuildFact, Failure, PromiseFact, TargetFacts, TestFact } from './facts.js';

type Asked = TargetFacts['asked'];

/** What is changed of the facts; `build`, `artifact` and `test` change the only one that there is. */
export interface Change extends Partial<Omit<TargetFacts, 'asked' | 'level' | 'record'>> {
  asked?: Partial<Asked>;
  level?: Partial<TargetFacts['level']>;
  record?: Partial<ReadinessRecord>;
  build?: Partial<BuildFact>;
  artifact?: Partial<Artifact>;
  test?: Partial<TestFact>;
}

/**
 * Facts for controls in which nothing is wrong: `pump` at ASIL D, built for `thumbv7em-none-eabihf`, its 12 tests run on QEMU,
 * and a test of the project's own in May.
 */
export function measured(change: Change = {}): TargetFacts {
  const { asked, level, record, build, artifact, test, ...facts } = change;
  return {
    ...{ target: 'thumbv7em-none-eabihf', stated: 'thumbv7em-none-eabihf', at: line(20) },
    compiler: {
      ...{ release: '1.95.0', commit: '59807616e1fa2540724bfbac14d7976d7e4a3860', commitDate: '2026-04-14' },
      ...{ host: 'x86_64-unknown-linux-gnu', llvm: '22.1.2' },
    },
    asked: { ...everything, ...asked },
    level: {
      ...{ name: 'ASIL D', rank: 'highest', member: 'pump', tier: 2, tierAt: null, run: 'emulator', runAt: null },
      ...level,
    },
    members: ['pump'],
    record: { ...thumbRecord, ...record },
    closure: { packages: [], leftOut: [] },
    builds: [{ ...built, artifacts: [{ ...program, ...artifact }], ...build }],
    tests: [{ ...passed, ...test }],
    promises: [],
    ...{ vendorUnknown: null, provable: true },
    ...facts,
  };
}

/** The same for the build machine, `x86_64-unknown-linux-gnu`, where the tests ran as they are. */
export function host(change: Change = {}): TargetFacts {
  const target = 'x86_64-unknown-linux-gnu';
  return measured({
    ...{ target, stated: target },
    ...change,
    record: { ...hostRecord, ...change.record },
    artifact: { architecture: 'x86-64', pointerWidth: 64, ...change.artifact },
    test: { ranOn: 'the build machine', ...change.test },
  });
}

/** A line of the policy. */
export function line(number: number) {
  return { path: 'assay.toml', line: number, column: 1 };
}

/** A value of the policy, on a line. */
export function stated<T>(value: T, number = 21) {
  return { value, at: line(number) };
}

const everything: Asked = {
  ...{ minimumTier: stated(2, 21), owner: stated('platform team', 22), run: stated('emulator' as const, 25) },
  ...{ lastTestedOs: stated('bare metal, board rev 3', 23), lastTested: stated('2026-05-01', 24) },
  ...{ maxAge: 365, age: 'recent', vendor: null, range: { from: '1.85.0', to: '1.95.0' } },
  ...{ buildStd: null, forbidPanic: null },
};

const program: Artifact = {
  ...{ name: 'pump', member: 'pump', kind: 'bin', sha256: 'a1'.repeat(32), size: 4096 },
  ...{ format: 'ELF', architecture: 'ARM', pointerWidth: 32, fits: true },
  ...{ sections: [{ name: '.text', size: 2048 }], panics: [] },
};

const built: BuildFact = {
  ...{ name: 'dev, default features', command: 'cargo build --target thumbv7em-none-eabihf -p pump' },
  ...{ outcome: 'built', exit: 0, members: ['pump'], failures: [], artifacts: [program] },
};

const passed: TestFact = {
  ...{ build: 'dev, default features', degree: 'emulator', outcome: 'passed', exit: 0 },
  command: 'cargo test --target thumbv7em-none-eabihf -p pump',
  ranOn: 'qemu-system-arm version 7.2, machine mps2-an386, cpu cortex-m4',
  programs: [{ name: 'on_target', sha256: 'b2'.repeat(32) }],
  ...{ passed: 12, failed: 0, ignored: 0, filtered: 0, failures: [], log: null },
};

/** A build that failed, at `serde` and because it needs std unless told otherwise. */
export function failedBuild(change: Partial<Failure> = {}, build: Partial<BuildFact> = {}): BuildFact {
  const failure: Failure = {
    ...{ package: { name: 'serde', version: '1.0.228' }, cause: 'needs-std', code: 'E0463' },
    ...{ message: 'can’t find crate for `std`', at: null, floats: [] },
    ...change,
  };
  return { ...built, outcome: 'failed', exit: 101, artifacts: [], failures: [failure], ...build };
}

/** `pump` promises to need core only, and keeps it. */
export function promise(change: Partial<PromiseFact> = {}): PromiseFact {
  return {
    ...{ member: 'pump', promised: 'core-only', at: line(40), reaches: 'core', proof: 'built without std' },
    ...{ chains: [], floats: [], libm: false },
    ...change,
  };
}
