import { type Check, examine } from '@assay/check';
import { canonicalJson } from '@assay/evidence';
import { type Rank, ranks } from '@assay/policy';
import { describe, expect, it } from 'vitest';
import { failedBuild, host, line, measured, promise, stated } from './controls.js';
import { coverage, disputed, known, notKnown, targetChange } from './controls-record.js';
import { TargetFacts } from './facts.js';
import { targetRules } from './rules/index.js';

const check = { rules: targetRules } as Pick<Check, 'rules'>;

const findings = (facts: TargetFacts) => examine(check, facts, 'none').findings;

/** Rule and severity of everything that is found, as `slug: severity`. */
const found = (facts: TargetFacts) =>
  findings(facts).map(({ rule, severity }) => `${rule.replace('targets/', '')}: ${severity}`);

/** The severity of the only finding at each rank; `–` where there is none. */
const byRank = (facts: (rank: Rank) => TargetFacts) =>
  ranks.map((rank) => {
    const [one, ...others] = findings(facts(rank));
    expect(others).toEqual([]);
    return one?.severity ?? '–';
  });

describe.each(targetRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('is raised by its controls, and alone', () => {
    for (const facts of rule.controls.raises) {
      const raised = targetRules.filter((each) => [...each.find(facts)].length > 0);
      expect(raised.map((each) => each.id)).toEqual([id]);
    }
  });

  it('is not raised by what it spares', () => {
    for (const facts of rule.controls.spares) expect([...rule.find(facts)]).toEqual([]);
  });

  it('has controls in the form of facts, plain JSON', () => {
    for (const facts of [...rule.controls.raises, ...rule.controls.spares]) {
      expect(TargetFacts.parse(facts)).toEqual(facts);
      expect(JSON.parse(canonicalJson(facts))).toEqual(facts);
    }
  });

  it('says words without holes, of the target by name', () => {
    for (const facts of rule.controls.raises) {
      for (const { subject, message, remedy } of findings(facts)) {
        expect(subject.name.startsWith(facts.target)).toBe(true);
        expect(`${message} ${remedy}`).not.toMatch(/undefined|NaN|\[object|\bnull\b/);
        expect(message).toContain(facts.target);
      }
    }
  });

  it('has another key for another target', () => {
    for (const facts of rule.controls.raises) {
      const keys = new Set(findings(facts).map(({ key }) => key));
      for (const { key } of findings({ ...facts, target: 'riscv32imc-unknown-none-elf' })) {
        expect(keys.has(key)).toBe(false);
      }
    }
  });
});

describe('severity by rank', () => {
  it.each<[string, (rank: Rank) => TargetFacts, string[]]>([
    [
      'a tier below the level',
      (rank) => measured({ asked: { minimumTier: null }, level: { rank }, record: { tier: known(3) } }),
      ['warning', 'warning', 'error', 'error', 'error'],
    ],
    [
      'no owner',
      (rank) => measured({ asked: { owner: null }, level: { rank } }),
      ['warning', 'warning', 'error', 'error', 'error'],
    ],
    [
      'an old test',
      (rank) => measured({ asked: { age: 'too old' }, level: { rank } }),
      ['–', 'warning', 'warning', 'error', 'error'],
    ],
    [
      'a change ahead',
      (rank) => measured({ record: { changes: [targetChange()] }, level: { rank } }),
      ['warning', 'warning', 'error', 'error', 'error'],
    ],
    [
      'a broken promise',
      (rank) => measured({ promises: [promise({ reaches: 'alloc' })], level: { rank } }),
      ['warning', 'error', 'error', 'error', 'error'],
    ],
    [
      'a promise that nothing can prove',
      (rank) => host({ provable: false, promises: [promise({ proof: 'none' })], level: { rank } }),
      ['warning', 'warning', 'warning', 'error', 'error'],
    ],
    [
      'a library built from source',
      (rank) =>
        measured({ asked: { buildStd: stated(['core']) }, record: { prebuilt: known(false) }, level: { rank } }),
      ['–', '–', '–', 'warning', 'warning'],
    ],
    [
      'no library at all',
      (rank) => measured({ record: { prebuilt: known(false), installed: known(false) }, level: { rank } }),
      ['error', 'error', 'error', 'error', 'error'],
    ],
  ])('%s', (_, facts, severities) => {
    expect(byRank(facts)).toEqual(severities);
  });
});

describe('tiers', () => {
  it('accepts the same tier, and not the next', () => {
    const tiers = [1, 2, 3].map((tier) => found(measured({ record: { tier: known(tier) } })));
    expect(tiers).toEqual([[], [], ['below-level: error', 'minimum-tier: error']]);
  });

  it('believes the record, not its best source', () => {
    expect(found(measured({ record: { tier: disputed(2, 3) } }))).toContain('below-level: error');
  });

  it('takes a custom target for worse than tier 3, also where its own table accepts that', () => {
    const custom = measured({
      ...{ asked: { minimumTier: stated(3), buildStd: stated(['core']) }, level: { tier: 3 } },
      record: { kind: 'custom', tier: notKnown(), prebuilt: notKnown() },
    });
    expect(found(custom)).toEqual(['below-level: error', 'minimum-tier: error', 'no-prebuilt-std: warning']);
  });

  it('points at the line of the policy, and names the deviation that accepts the risk', () => {
    const [finding] = findings(measured({ asked: { minimumTier: null }, level: { tier: 1, tierAt: line(50) } }));
    expect(finding?.because[0]).toEqual({ at: line(50), note: 'pump is ASIL D: tier 1 in [targets.levels]' });
    expect(finding?.remedy).toContain('scope = { target = "thumbv7em-none-eabihf" }');
  });
});

describe('the last test', () => {
  it.each([
    ['failed', { outcome: 'failed' as const, failed: 1 }, 'tests-failed: error'],
    ['had no tests', { passed: 0 }, 'no-tests: error'],
  ])('is not replaced by a run on hardware that %s', (_, test, other) => {
    const facts = measured({ asked: { lastTested: null, age: null }, test: { degree: 'hardware', ...test } });
    expect(found(facts)).toEqual(['last-test-too-old: error', other]);
  });
});

describe('changes of the target', () => {
  const inRange = (release: string, from: string, to: string) =>
    found(
      measured({ asked: { range: { from, to } }, record: { changes: [targetChange({ release })], newestKnown: to } }),
    );

  it('are told after the oldest release, up to the newest', () => {
    expect(inRange('1.85.0', '1.85.0', '1.95.0')).toEqual([]);
    expect(inRange('1.86.0', '1.85.0', '1.95.0')).toEqual(['changed-in-range: error']);
    expect(inRange('1.95.0', '1.85.0', '1.95.0')).toEqual(['changed-in-range: error']);
    expect(inRange('1.96.0', '1.85.0', '1.95.0')).toEqual([]);
  });

  it('compare releases as numbers', () => {
    expect(inRange('1.100.0', '1.99.0', '1.100.0')).toEqual(['changed-in-range: error']);
    expect(inRange('1.100.0', '1.85.0', '1.99.0')).toEqual([]);
    expect(inRange('1.99.0', '1.100.0', '1.101.0')).toEqual([]);
  });

  it('are repaired by the baseline where the pinned compiler has them, and by until where it does not', () => {
    const remedyOf = (release: string) =>
      findings(
        measured({
          asked: { range: { from: '1.85.0', to: '1.98.0' } },
          record: { changes: [targetChange({ release })] },
        }),
      )[0]?.remedy;
    expect(remedyOf('1.95.0')).toMatch(/^raise the baseline to 1\.95\.0 or newer/);
    expect(remedyOf('1.96.0')).toMatch(/keep the range before 1\.96\.0 with until/);
  });

  it('count for a nightly of the release', () => {
    expect(inRange('1.97.0', '1.85.0', '1.97.0-nightly')).toEqual(['changed-in-range: error']);
  });

  it('are one finding each, so that accepting one accepts no other', () => {
    const changes = [targetChange({ release: '1.90.0' }), targetChange({ release: '1.91.0', kind: 'removed' })];
    expect(findings(measured({ record: { changes } })).map(({ subject }) => subject.name)).toEqual([
      'thumbv7em-none-eabihf: demoted in 1.90.0',
      'thumbv7em-none-eabihf: removed in 1.91.0',
    ]);
  });
});

describe('the vendor', () => {
  const asked = { vendor: stated('Ferrocene 26.05.0') };

  it('says host and release, whichever does not fit', () => {
    const vendors = [coverage({ hosts: ['aarch64-unknown-linux-gnu'], rust: '1.92.0' })];
    const [finding] = findings(measured({ asked, record: { vendors } }));
    expect(finding?.message).toBe(
      'Ferrocene 26.05.0 is no qualified toolchain for thumbv7em-none-eabihf here: it is qualified on ' +
        'aarch64-unknown-linux-gnu, and this host is x86_64-unknown-linux-gnu; it is made of Rust 1.92.0, and the compiler here is 1.95.0',
    );
  });

  it('covers it where one of several ways does', () => {
    const vendors = [coverage({ hosts: ['aarch64-unknown-linux-gnu'] }), coverage()];
    expect(found(measured({ asked, record: { vendors } }))).toEqual([]);
  });

  it('is not taken for another release of the same toolchain', () => {
    const vendors = [coverage({ toolchain: 'Ferrocene 26.05.1' })];
    expect(found(measured({ asked, record: { vendors } }))).toEqual(['not-covered-by-vendor: error']);
  });
});

describe('what does not build', () => {
  it('is one finding for a package, with the builds', () => {
    const builds = [failedBuild(), failedBuild({}, { name: 'release, all features' })];
    const all = findings(measured({ builds, tests: [] }));
    expect(all.map(({ subject }) => subject)).toEqual([
      { kind: 'item', name: 'thumbv7em-none-eabihf: serde', version: '1.0.228' },
    ]);
    expect(all[0]?.message).toContain('(dev, default features and release, all features)');
  });

  it('is one finding for a build where no package is named, so that accepting one build accepts no other', () => {
    const failure = { package: null, cause: 'linker' as const };
    const builds = [failedBuild(failure), failedBuild(failure, { name: 'release' })];
    expect(findings(measured({ builds, tests: [] })).map(({ subject }) => subject.name)).toEqual([
      'thumbv7em-none-eabihf: dev, default features',
      'thumbv7em-none-eabihf: release',
    ]);
  });

  it('is told by cause: std that the target lacks, and everything else', () => {
    const other = { package: { name: 'ring', version: '0.17.0' }, cause: 'build-script' as const };
    const builds = [failedBuild(), failedBuild(other)];
    expect(found(measured({ builds, tests: [] }))).toEqual(['does-not-build: error', 'std-on-core-only: error']);
  });

  it('names the features that bring std in, and libm for what only std has', () => {
    const chain = {
      ...{ reaches: 'std' as const, package: { name: 'serde', version: '1.0.228' }, path: ['pump', 'serde'] },
      features: ['pump/default', 'serde/default', 'serde/std'],
    };
    const facts = measured({ builds: [failedBuild()], tests: [], promises: [promise({ chains: [chain] })] });
    expect(findings(facts)[0]?.remedy).toBe('turn off what brings std in: pump/default → serde/default → serde/std');
    const floats = measured({ builds: [failedBuild({ floats: ['f32::sin'] })], tests: [] });
    expect(findings(floats)[0]?.remedy).toBe('take f32::sin from the crate libm, which needs no std');
  });

  it('is told also where the build is said to have ended otherwise', () => {
    for (const outcome of ['built', 'timed out', 'ended'] as const) {
      const builds = [failedBuild({ cause: 'linker' }, { outcome })];
      expect(found(measured({ builds }))).toEqual(['does-not-build: error']);
    }
  });

  it('points into the workspace, and at the policy for what lies elsewhere', () => {
    const places = [{ path: 'src/lib.rs', line: 3 }, { path: '$CARGO_HOME/registry/a.rs', line: 9 }, null];
    const at = places.map((place) => {
      const builds = [failedBuild({ cause: 'compiler', at: place })];
      const [finding] = findings(measured({ builds, tests: [] }));
      return [finding?.at.path, finding?.message.includes('$CARGO_HOME/registry/a.rs:9')];
    });
    expect(at).toEqual([
      ['src/lib.rs', false],
      ['assay.toml', true],
      ['assay.toml', false],
    ]);
  });
});

describe('how far it is tried', () => {
  it('takes no emulator for hardware, and hardware for an emulator', () => {
    const asked = { run: stated('hardware' as const) };
    expect(found(measured({ asked, level: { run: 'hardware' } }))).toEqual(['not-run-far-enough: error']);
    expect(found(measured({ asked, level: { run: 'emulator' }, test: { degree: 'hardware' } }))).toEqual([]);
  });

  it('is asked of every build', () => {
    const { builds, tests } = measured();
    const second = builds.map((build) => ({ ...build, name: 'release' }));
    const facts = measured({
      ...{ builds: [...builds, ...second], asked: { run: stated('hardware' as const) }, level: { run: 'hardware' } },
      tests: [
        ...tests.map((test) => ({ ...test, degree: 'hardware' as const })),
        ...tests.map((test) => ({ ...test, build: 'release' })),
      ],
    });
    expect(findings(facts)[0]?.message).toMatch(/they ran less far: release$/);
  });
});

describe('artifacts', () => {
  it('are one finding each, whatever the number of builds', () => {
    const { builds } = measured({ artifact: { fits: false } });
    const facts = measured({ builds: [...builds, ...builds.map((build) => ({ ...build, name: 'release' }))] });
    expect(found(facts)).toEqual(['wrong-architecture: error']);
  });

  it('may hold panics where they are libraries that a product links', () => {
    const { builds } = measured({ asked: { forbidPanic: stated(true) } });
    const [build] = builds;
    const [program] = build?.artifacts ?? [];
    if (build === undefined || program === undefined) throw new Error('the facts hold one artifact');
    const library = { ...program, name: 'libpump.rlib', kind: 'lib', panics: ['core::panicking::panic'] };
    const facts = (artifacts: (typeof program)[]) =>
      measured({ asked: { forbidPanic: stated(true) }, builds: [{ ...build, artifacts }] });
    expect(found(facts([program, library]))).toEqual([]);
    expect(found(facts([library]))).toEqual(['panic-path: error']);
    expect(found(facts([program, { ...library, member: 'valve' }]))).toEqual(['panic-path: error']);
  });
});
