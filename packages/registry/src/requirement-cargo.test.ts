import { expect, it } from 'vitest';
import { parseRequirement, satisfies } from './requirement.js';
import { lockFrom } from './test-cargo.js';
import { dependency, published } from './test-index.js';

const versions = [
  ...['0.0.0', '0.0.3', '0.0.4', '0.1.0', '0.3.4', '0.3.5', '0.4.0', '1.0.0', '1.2.0', '1.2.3', '1.2.4', '1.3.0'],
  ...['2.0.0', '10.0.0', '1.2.3+build.7', '1.2.3-alpha.1', '1.2.3-alpha.10', '1.2.4-alpha', '1.3.0-rc.1', '2.0.0-rc.1'],
];

const requirements = [
  ...[
    '*',
    '1',
    '1.2',
    '1.2.3',
    '0',
    '0.0',
    '0.0.3',
    '0.3',
    '0.3.4',
    '^1.2',
    '^0.0.0',
    '~1',
    '~1.2',
    '~1.2.3',
    '=1',
    '=1.2',
  ],
  ...[
    '=1.2.3',
    '=1.2.3+other',
    '>1',
    '>1.2',
    '>1.2.3',
    '>=1.2',
    '>= 1.2.3',
    '<1',
    '<1.2',
    '<1.2.3',
    '<=1.2',
    '<=1.2.3',
  ],
  ...['1.*', '1.2.*', '1.*.*', '1.x', '>=1.2, <1.3', '>=1,<3', '>0.3 , <=1.2.3', '1.2.3-alpha', '=1.2.3-alpha.1'],
  ...[
    '>=1.2.3-alpha.2, <2',
    '~1.2.3-alpha',
    '>1.2.3-alpha.1',
    '<2.0.0-rc.2',
    '>1, >=2.0.0-rc.1',
    '~1.2, >=1.2.4-alpha',
  ],
];

/**
 * One run for the whole table: a package of each version, and for each pair a package whose newest version requires it. Where Cargo
 * cannot have that, it takes the older version, which requires nothing.
 */
it('agrees with the real cargo on every pair', { timeout: 30_000 }, () => {
  const pairs = versions.flatMap((version, v) =>
    requirements.map((requirement, r) => ({ version, requirement, only: `only-${v}`, name: `pair-${v}-${r}` })),
  );
  const cargo = lockFrom(
    [
      ...versions.map((version, v) => published(`only-${v}`, version)),
      ...pairs.flatMap(({ name, only, requirement }) => [
        published(name, '1.0.0'),
        published(name, '1.1.0', { deps: [dependency(only, requirement)] }),
      ]),
    ],
    Object.fromEntries(pairs.map(({ name }) => [name, '1'])),
  );
  cargo.remove();
  const locked = new Map(
    [...cargo.lock.matchAll(/^name = "(pair-.*)"\nversion = "(.*)"$/gm)].map(([, name, version]) => [name, version]),
  );
  const ours = (version: string, requirement: string) => {
    const parsed = parseRequirement(requirement);
    return parsed === undefined ? 'refused' : satisfies(version, parsed);
  };
  const inWords = (answer: (pair: (typeof pairs)[number]) => unknown) =>
    pairs.map((pair) => `${pair.version} for ${pair.requirement}: ${answer(pair)}`);
  expect(inWords(({ version, requirement }) => ours(version, requirement))).toEqual(
    inWords(({ name }) => locked.get(name) === '1.1.0'),
  );
  expect([...locked.values()].filter((version) => version === '1.1.0').length).toBeGreaterThan(100);
});
