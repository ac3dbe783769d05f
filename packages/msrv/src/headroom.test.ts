import { describe, expect, it } from 'vitest';
import { dependency, ownBaseline, workspace } from './controls.js';
import { headroomOf } from './headroom.js';
import { overview } from './overview.js';

describe('headroomOf', () => {
  it('is the distance from the least release that everything built says it needs', () => {
    const [headroom] = headroomOf(dependency({ rustVersion: '1.80' }));
    expect(headroom).toMatchObject({
      least: '1.80.0',
      heldBy: ['time 0.3.41'],
      silent: 0,
      lostBelow: [],
      gainedAbove: [],
    });
  });

  it('compares releases as numbers, and heeds what only the manifest shows', () => {
    const facts = dependency({ rustVersion: null, inferred: { rust: '1.100.0', by: 'a word of Cargo’s' } });
    expect(headroomOf(facts)[0]).toMatchObject({ least: '1.100.0', heldBy: ['time 0.3.41'], silent: 1 });
  });

  it('says what one release less would lose, and one more would gain', () => {
    expect(headroomOf(dependency({ rustVersion: '1.85' }))[0]?.lostBelow).toEqual(['time 0.3.41']);
    expect(headroomOf(dependency({ rustVersion: '1.84.1' }))[0]?.lostBelow).toEqual(['time 0.3.41']);
    expect(headroomOf(dependency({ rustVersion: '1.86' }))[0]?.gainedAbove).toEqual(['time 0.3.41']);
    expect(headroomOf(dependency({ rustVersion: '1.87' }))[0]?.gainedAbove).toEqual([]);
  });

  it('leaves out what is not built for the member', () => {
    expect(headroomOf(dependency({ rustVersion: '1.84', builtFor: [] }))[0]).toMatchObject({ least: '1.70.0' });
    expect(headroomOf(dependency({ rustVersion: '1.84' }, 'dev'))[0]).toMatchObject({ least: '1.70.0' });
  });

  it('is of each member by its own baseline', () => {
    const facts = workspace([{}], { members: [{ baseline: ownBaseline('1.70.0') }] });
    expect(headroomOf(facts)[0]).toMatchObject({ lostBelow: ['app 0.1.0'] });
  });
});

describe('overview', () => {
  it('tells the three sets, the three answers, and the headroom', () => {
    const facts = dependency({ rustVersion: null, proved: ['1.85.0'], builtFor: ['app 0.1.0'] });
    const locked = { ...facts, unreached: [{ name: 'weak', version: '1.0.0', line: 30 }] };
    expect(overview(locked)).toEqual([
      '3 locked, 2 in the resolved graph, 2 built (default features)',
      'of those built, 1 declare a rust-version, 1 declare none (1 of them proved); 1 is proved by compiling',
      'app: what is built declares a need of Rust 1.70.0 (app 0.1.0), the baseline is 1.85.0: 15 releases of headroom',
    ]);
  });

  it('names at most five members', () => {
    const members = Array.from({ length: 7 }, (_, index) => ({ id: `m${index} 0.1.0`, name: `m${index}` }));
    const facts = workspace(
      members.map(({ id, name }) => ({ id, name })),
      { members },
    );
    expect(overview(facts).at(-1)).toBe('and 2 more members, whose headroom is in the report');
  });

  it('has nothing to say where nothing is built', () => {
    expect(overview(workspace([], { members: [] }))).toEqual([]);
  });
});
