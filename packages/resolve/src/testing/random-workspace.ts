import type { IndexVersion } from '@assay/registry';
import type { ManifestDependency, Member, PlanInput } from '../input.js';
import { plan } from '../plan.js';
import { randomNumbers } from './random.js';
import { dependency, inputOf, member, version } from './workspace.js';

const names = ['a', 'b', 'c', 'd', 'e'];

/**
 * A small workspace with a lock file that meets all requirements, though not the baselines; `undefined` where there is no such
 * lock file.
 */
export function randomWorkspace(seed: number): PlanInput | undefined {
  const random = randomNumbers(seed);
  const pick = <Item>(...items: readonly Item[]): Item => items[random(items.length)] as Item;
  const index = names.flatMap((name, position) => versionsOf(name, names.slice(position + 1)));
  const members = Array.from({ length: 1 + random(2) }, (_, number) => memberOf(`app${number}`));
  const workspace = { members: members.map((each) => ({ ...each, baseline: '1.99.0' })), index, locked: [] };
  const first = plan(inputOf(workspace));
  if (first.kind === 'blocked') return undefined;
  const locked = first.packages.flatMap((each) => (each.source === undefined ? [] : [`${each.name} ${each.version}`]));
  return inputOf({ ...workspace, members, locked });

  function versionsOf(name: string, later: readonly string[]): IndexVersion[] {
    const numbers = ['1.0.0', '1.1.0', '1.2.0', '2.0.0', '2.1.0'].filter(() => random(3) > 0);
    return numbers.map((number) => {
      const dependencies = later.filter(() => random(5) < 2).map(dependencyOn);
      return version(`${name} ${number}`, {
        ...{
          rust: number.endsWith('.0.0') ? pick(undefined, '1.70') : pick(undefined, '1.80', '1.88', '1.88'),
          yanked: random(12) === 0,
          dependencies,
        },
        ...{ features: featuresWith(dependencies), links: random(12) === 0 ? 'z' : undefined },
      });
    });
  }

  function dependencyOn(name: string): ManifestDependency {
    return dependency(name, pick('^1', '^1', '^1.1', '^2', '=1.1.0', '>=1', '*'), {
      ...{ optional: random(4) === 0, features: random(6) === 0 ? ['f'] : [] },
      ...(random(8) === 0 ? { target: 'cfg(windows)' } : {}),
    });
  }

  function featuresWith(dependencies: readonly ManifestDependency[]): Record<string, string[]> {
    const optional = dependencies.filter((each) => each.optional).map(({ name }) => name);
    const [first] = dependencies;
    const f = [
      ...optional.map((name) => pick(`dep:${name}`, `${name}/f`, `${name}?/f`)),
      ...(first ? [`${first.name}/f`] : []),
    ];
    return pick<Record<string, string[]>>(
      {},
      { f: [] },
      { f: f.slice(0, random(3)) },
      { default: ['f'], f: f.slice(0, 1) },
    );
  }

  function memberOf(name: string): Member {
    const dependencies = names.filter(() => random(2) === 0).map(dependencyOn);
    const judgedFeatures = ['default', 'f', ...names];
    return member(name, { dependencies, judgedFeatures, baseline: pick('1.85.0', '1.85.0', '1.75.0', '1.90.0') });
  }
}
