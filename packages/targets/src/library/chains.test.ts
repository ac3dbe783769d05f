import type { Library } from '@assay/readiness';
import { describe, expect, it } from 'vitest';
import { chainTo, culpritsOf } from './chains.js';
import type { TargetClosure } from './closure.js';
import type { GraphDependency, GraphPackage } from './graph.js';
import { leftOut } from './left-out.js';

type Declared = Partial<Omit<GraphDependency, 'to'>>;

interface Written {
  features?: Record<string, string[]>;
  dependencies?: Record<string, Declared>;
  /** Features that are on; not given: not built for the target. */
  on?: string[];
  reaches?: Library;
  itself?: boolean;
  isMember?: boolean;
}

/** A closure from manifests in short; the target is Linux. A dependency is called as its package unless `name` says otherwise. */
function closureFrom(written: Record<string, Written>): TargetClosure {
  const graph = new Map<string, GraphPackage>();
  for (const [name, { features = {}, dependencies = {}, isMember = false }] of Object.entries(written)) {
    graph.set(name, {
      ...{ key: name, name, version: '1.0.0', isMember, source: undefined },
      features: new Map(Object.entries(features)),
      dependencies: Object.entries(dependencies).map(([calledIn, declared]) => ({
        ...{ name: calledIn, calledIn, optional: false, defaultFeatures: false, features: [], target: undefined },
        ...{ to: declared.name ?? calledIn },
        ...declared,
      })),
    });
  }
  const built = Object.entries(written).filter(([, { on }]) => on !== undefined);
  const applies = (target: string | undefined) => target !== 'cfg(windows)';
  return {
    build: { graph, on: new Map(built.map(([name, { on }]) => [name, new Set(on)])), applies },
    packages: new Map(
      built.map(([name, { reaches = 'core', itself = false }]) => {
        return [name, { package: graph.get(name) as GraphPackage, reaches, itself }] as const;
      }),
    ),
  };
}

/** The chains of `pump`, each as `path: features`, when these features of a package are to blame. */
function chains(closure: TargetClosure, blamed: Record<string, string[]> = {}, promised: Library = 'core'): string[] {
  const member = closure.build.graph.get('pump') as GraphPackage;
  return culpritsOf(closure, member, promised)
    .map((culprit) => chainTo(closure, culprit, blamed[culprit.package.name] ?? []))
    .map(({ reaches, path, features }) => `${reaches} ${path.join(' > ')}: ${features.join(' > ')}`);
}

const serde: Written = {
  features: { default: ['std'], std: [] },
  on: ['default', 'std'],
  reaches: 'std',
  itself: true,
};

describe('the chain of features', () => {
  it('goes from the default features of the member to those of the dependency', () => {
    const pump = {
      features: { default: ['config'], config: ['dep:serde'] },
      dependencies: { serde: { optional: true, defaultFeatures: true } },
      on: ['config', 'default'],
    };
    expect(chains(closureFrom({ pump, serde }), { serde: ['std'] })).toEqual([
      'std pump > serde: pump/default > pump/config > serde/default > serde/std',
    ]);
  });

  it('begins with the dependency where no feature of the member is to blame', () => {
    const pump = {
      features: { default: ['serde/std'] },
      dependencies: { serde: { defaultFeatures: true } },
      on: ['default'],
    };
    expect(chains(closureFrom({ pump, serde }), { serde: ['std'] })).toEqual([
      'std pump > serde: serde/default > serde/std',
    ]);
  });

  it('names what the declaration asks for, and three features in a row', () => {
    const closure = closureFrom({
      pump: { dependencies: { a: { features: ['more'] } }, on: [] },
      a: { features: { more: ['b/full'] }, dependencies: { b: {} }, on: ['more'] },
      b: { features: { full: ['c/std'] }, dependencies: { c: {} }, on: ['full'] },
      c: { features: { std: [] }, on: ['std'], reaches: 'std', itself: true },
    });
    expect(chains(closure, { c: ['std'] })).toEqual(['std pump > a > b > c: a/more > b/full > c/std']);
  });

  it('sees that a feature of an optional dependency turns on its default ones too', () => {
    const pump = {
      features: { net: ['serde/alloc'] },
      dependencies: { serde: { optional: true, defaultFeatures: true } },
      on: ['net'],
    };
    const more = { ...serde, features: { ...serde.features, alloc: [] }, on: ['alloc', 'default', 'std'] };
    expect(chains(closureFrom({ pump, serde: more }), { serde: ['std'] })).toEqual([
      'std pump > serde: pump/net > serde/default > serde/std',
    ]);
  });

  it('begins anywhere in features that turn each other on', () => {
    const pump = { features: { a: ['b'], b: ['a', 'serde/std'] }, dependencies: { serde: {} }, on: ['a', 'b'] };
    expect(chains(closureFrom({ pump, serde }), { serde: ['std'] })).toEqual(['std pump > serde: pump/b > serde/std']);
  });

  it('goes through renamed dependencies', () => {
    const pump = {
      features: { net: ['codec/std'] },
      dependencies: { codec: { name: 'serde' }, serde_old: { name: 'old' } },
      on: ['net'],
    };
    expect(chains(closureFrom({ pump, serde, old: { on: [] } }), { serde: ['std'] })).toEqual([
      'std pump > serde: pump/net > serde/std',
    ]);
  });

  it('takes a weak entry only where something else turns the dependency on', () => {
    const pump = (on: string[]) => ({
      features: { std: ['serde?/std'], config: ['dep:serde'] },
      dependencies: { serde: { optional: true } },
      on,
    });
    const std = { ...serde, on: ['std'] };
    expect(chains(closureFrom({ pump: pump(['config', 'std']), serde: std }), { serde: ['std'] })).toEqual([
      'std pump > serde: pump/std > serde/std',
    ]);
    // serde was built because of another package.
    const other = { dependencies: { serde: { features: ['std'] } }, on: [], isMember: true };
    expect(chains(closureFrom({ pump: pump(['std']), serde: std, other }), { serde: ['std'] })).toEqual([]);
  });

  it('ends at what turns the package on where no feature of it is to blame', () => {
    const pump = {
      features: { default: ['log'], log: ['dep:log'] },
      dependencies: { log: { optional: true, defaultFeatures: true } },
      on: ['default', 'log'],
    };
    const log = { features: { default: [] }, on: ['default'], reaches: 'std' as const, itself: true };
    expect(chains(closureFrom({ pump, log }))).toEqual(['std pump > log: pump/default > pump/log']);
    const always = { dependencies: { log: { defaultFeatures: true } }, on: [] };
    expect(chains(closureFrom({ pump: always, log }))).toEqual(['std pump > log: ']);
  });

  it('names the member itself, and its feature', () => {
    const pump = { features: { default: ['std'], std: [] }, on: ['default', 'std'], itself: true };
    const reaching = (reaches: Library) => closureFrom({ pump: { ...pump, reaches } });
    expect(chains(reaching('std'), { pump: ['std'] })).toEqual(['std pump: pump/default > pump/std']);
    expect(chains(reaching('std'))).toEqual(['std pump: ']);
    expect(chains(reaching('alloc'))).toEqual(['alloc pump: ']);
    expect(chains(reaching('alloc'), {}, 'alloc')).toEqual([]);
  });

  it('begins at another member that was built with it, where that one asked', () => {
    const closure = closureFrom({
      pump: { dependencies: { serde: {} }, on: [], isMember: true },
      telemetry: {
        features: { default: ['serde/std'] },
        dependencies: { serde: {} },
        on: ['default'],
        isMember: true,
      },
      serde: { ...serde, on: ['std'] },
    });
    expect(chains(closure, { serde: ['std'] })).toEqual(['std pump > serde: telemetry/default > serde/std']);
  });

  it('names the other member where it is no feature of that one that asked', () => {
    const closure = closureFrom({
      pump: { dependencies: { serde: {} }, on: [], isMember: true },
      telemetry: { dependencies: { serde: { defaultFeatures: true } }, on: [], isMember: true },
      serde,
    });
    expect(chains(closure, { serde: ['std'] })).toEqual(['std pump > serde: telemetry > serde/default > serde/std']);
  });

  it('passes over what is off, for another target, or not built', () => {
    const closure = closureFrom({
      pump: {
        features: { all: ['serde/std', 'windows/std'], off: ['serde/std'] },
        dependencies: { serde: {}, windows: { target: 'cfg(windows)' }, unbuilt: {} },
        on: ['all'],
      },
      serde,
      windows: { ...serde, dependencies: {} },
      unbuilt: {},
    });
    expect(chains(closure, { serde: ['std'], windows: ['std'] })).toEqual(['std pump > serde: pump/all > serde/std']);
  });

  it('tells every package that is a reason, nearest first, and ends in graphs that go in circles', () => {
    const closure = closureFrom({
      pump: { features: { a: ['b'], b: ['a'] }, dependencies: { zeta: {}, deep: {} }, on: ['a', 'b'] },
      zeta: { on: [], reaches: 'alloc', itself: true, dependencies: { pump: {} } },
      deep: { on: [], reaches: 'std', dependencies: { far: {} } },
      far: { on: [], reaches: 'std', itself: true, dependencies: { deep: {} } },
    });
    expect(chains(closure)).toEqual(['alloc pump > zeta: ', 'std pump > deep > far: ']);
    expect(chains(closure, { zeta: ['none'] })).toEqual(['alloc pump > zeta: ', 'std pump > deep > far: ']);
  });

  it('takes a long chain', () => {
    const written: Record<string, Written> = { pump: { dependencies: { p0: { features: ['f'] } }, on: [] } };
    for (let number = 0; number < 2000; number++) {
      const next = `p${number + 1}`;
      written[`p${number}`] = {
        features: { f: [`${next}/f`] },
        dependencies: { [next]: {} },
        on: ['f'],
        reaches: 'std',
      };
    }
    written.p2000 = { features: { f: [] }, on: ['f'], reaches: 'std', itself: true };
    expect(chains(closureFrom(written), { p2000: ['f'] })[0]?.split(' > ')).toHaveLength(2002 + 2000);
  });
});

describe('what is left out', () => {
  const declared = (dependencies: Record<string, Declared>, features = {}, on: string[] = []) =>
    leftOut(closureFrom({ pump: { dependencies, features, on }, windows: {}, unix: { on: [] } }).build);

  it('is what a table for other targets holds', () => {
    expect(declared({ windows: { target: 'cfg(windows)' }, unix: { target: 'cfg(unix)' } })).toEqual([
      { name: 'windows', by: 'pump', cfg: 'cfg(windows)' },
    ]);
  });

  it('is not what another table brings in, nor what no feature asks for', () => {
    const both = { windows: { target: 'cfg(windows)' }, again: { name: 'windows' } };
    expect(declared(both)).toEqual([]);
    const optional = { windows: { target: 'cfg(windows)', optional: true } };
    expect(declared(optional, { net: ['dep:windows'] })).toEqual([]);
    expect(declared(optional, { net: ['dep:windows'] }, ['net'])).toHaveLength(1);
    expect(declared(optional, { net: ['windows?/std'] }, ['net'])).toEqual([]);
  });
});
