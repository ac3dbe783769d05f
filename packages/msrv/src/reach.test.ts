import { describe, expect, it } from 'vitest';
import { workspace } from './controls.js';
import type { DependencyKind, MsrvFacts } from './facts.js';
import { dependentsOf, reachOf } from './reach.js';

/** A graph of edges `a>b`, `a>build:b`; `members` are its roots. */
function graph(members: readonly string[], edges: readonly string[]): MsrvFacts {
  const parsed = edges.map((edge) => {
    const [from = '', to = ''] = edge.split('>');
    const [kind, name] = to.includes(':') ? to.split(':') : ['normal', to];
    return { from, to: `${name} 0.1.0`, kind: kind as DependencyKind };
  });
  const names = [
    ...new Set([...members, ...edges.flatMap((edge) => edge.split('>').map((end) => end.replace(/.*:/, '')))]),
  ];
  return workspace(
    names.map((name) => ({
      id: `${name} 0.1.0`,
      name,
      dependencies: parsed.filter(({ from }) => from === name).map(({ to, kind }) => ({ id: to, kinds: [kind] })),
    })),
    { members: members.map((name) => ({ id: `${name} 0.1.0`, name })) },
  );
}

function ways(facts: MsrvFacts, name: string): string[] {
  return (reachOf(facts).get(`${name} 0.1.0`) ?? []).map(
    ({ kind, chain }) => `${kind} ${chain().join('>').replaceAll(' 0.1.0', '')}`,
  );
}

describe('reachOf', () => {
  it('reaches a member from itself', () => {
    expect(ways(graph(['m'], []), 'm')).toEqual(['normal m']);
  });

  it('takes the shortest way of the strongest kind, even if a weaker way is shorter', () => {
    const facts = graph(['m'], ['m>a', 'a>b', 'b>x', 'm>build:x', 'm>dev:x']);
    expect(ways(facts, 'x')).toEqual(['normal m>a>b>x']);
  });

  it('is as weak as the weakest link', () => {
    const facts = graph(['m'], ['m>a', 'a>build:b', 'b>x', 'm>dev:y', 'y>build:z']);
    expect(ways(facts, 'x')).toEqual(['build m>a>b>x']);
    expect(ways(facts, 'z')).toEqual(['dev m>y>z']);
  });

  it("does not follow the dev-dependencies of a member's dependencies", () => {
    const facts = graph(['m', 'n'], ['m>n', 'n>dev:x']);
    expect(ways(facts, 'x')).toEqual(['dev n>x']);
  });

  it('ends in a cycle through dev-dependencies', () => {
    const facts = graph(['m'], ['m>dev:t', 't>m', 't>x']);
    expect(ways(facts, 'x')).toEqual(['dev m>t>x']);
    expect(ways(facts, 'm')).toEqual(['normal m']);
  });

  it('gives each member its own way', () => {
    const facts = graph(['m', 'n'], ['m>x', 'n>dev:x']);
    expect(ways(facts, 'x')).toEqual(['normal m>x', 'dev n>x']);
  });

  it('stands ten thousand packages in a row', () => {
    const facts = workspace(
      Array.from({ length: 10_001 }, (_, at) => ({
        id: `p${at}`,
        dependencies: [{ id: `p${at + 1}`, kinds: ['normal'] }],
      })),
      { members: [{ id: 'p0' }] },
    );
    expect(reachOf(facts).get('p10000')?.[0]?.chain()).toHaveLength(10_001);
  });
});

describe('dependentsOf', () => {
  it('names who depends on a package directly', () => {
    expect(dependentsOf(graph(['m'], ['m>a', 'a>x', 'm>x'])).get('x 0.1.0')).toEqual(['m 0.1.0', 'a 0.1.0']);
  });
});
