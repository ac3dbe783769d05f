import { describe, expect, it } from 'vitest';
import { condition, decision, justification, measured, statement, step } from './controls.js';
import { figuresIn, figuresOf, holding, inPercentOverall, isMet, obligationsIn } from './figures.js';

/** A figure with nothing in it but what is given. */
const figure = (change: Partial<Parameters<typeof isMet>[0]> = {}) => ({
  ...{ covered: 0, missed: 0, unmeasured: 0, justifiedMissed: 0, justifiedUnmeasured: 0 },
  ...change,
});

const file = (change: Parameters<typeof measured>[0]) => {
  const [only] = measured(change).files;
  if (only === undefined) throw new Error('the facts hold one file');
  return only;
};

describe('the obligations of a file', () => {
  it('are its functions, statements, outcomes, values of conditions, and influences of conditions', () => {
    const owed = obligationsIn(
      file({
        file: {
          functions: [step('covered')],
          statements: [statement('missed', 13)],
          decisions: [decision(['covered', 'missed'], [condition({ whenFalse: 'missed', mcdc: 'missed' })])],
        },
      }),
    );
    expect([...owed].map(({ metric, state, line, what }) => [metric, state, line, what])).toEqual([
      ['function', 'covered', 10, ''],
      ['statement', 'missed', 13, 'this statement never ran'],
      ['decision', 'covered', 12, ''],
      ['decision', 'missed', 12, 'the if was never false'],
      ['condition', 'covered', 12, ''],
      ['condition', 'missed', 12, 'a was never false'],
      ['mcdc', 'missed', 12, 'a is not shown to affect the outcome'],
    ]);
  });

  it('know the function that they stand in', () => {
    const owed = obligationsIn(
      file({
        file: {
          functions: [step('covered')],
          statements: [statement('covered'), { ...statement('covered'), in: null }],
        },
      }),
    );
    expect([...owed].map((each) => each.function)).toEqual(['step', 'step', null]);
  });

  it('leave MC/DC out where it is no question', () => {
    const single = decision(['covered', 'covered'], [condition()]);
    const conditions = single.conditions.map((each) => ({ ...each, mcdc: null }));
    const owed = [...obligationsIn(file({ file: { decisions: [{ ...single, conditions }] } }))];
    expect(owed.filter(({ metric }) => metric === 'mcdc')).toEqual([]);
  });
});

describe('the figures of a file', () => {
  const statements = [
    statement('covered'),
    statement('missed', 13),
    statement('missed', 30),
    statement('not-measured', 14),
    statement('not-compiled', 15),
    statement('compile-time', 31),
  ];

  it('count what was reached, missed, and not measured whatever the reason', () => {
    expect(figuresIn(file({ file: { statements } }), []).statement).toEqual(
      figure({ covered: 1, missed: 2, unmeasured: 3 }),
    );
  });

  it('count what is justified by what it lacks, in the lines of the justification alone', () => {
    expect(figuresIn(file({ file: { statements } }), justification()).statement).toEqual(
      figure({ covered: 1, missed: 2, unmeasured: 3, justifiedMissed: 1, justifiedUnmeasured: 2 }),
    );
    const elsewhere = justification({ path: 'app/src/other.rs' });
    expect(figuresIn(file({ file: { statements } }), elsewhere).statement).toEqual(
      figure({ covered: 1, missed: 2, unmeasured: 3 }),
    );
  });
});

describe('a justification', () => {
  it.each([
    ['names the source as it is', {}, true],
    ['names another', { stated: 'bbbbbbbbbbbbbbbb' }, false],
    ['names none', { stated: null }, false],
    ['speaks of what is not there', { stated: null, actual: null, path: null, lines: null }, false],
  ] as const)('that %s', (_, change, holds) => {
    expect(holding({ justifications: justification(change) })).toHaveLength(holds ? 1 : 0);
  });

  it('that does not hold justifies nothing', () => {
    const facts = measured({
      file: { statements: [statement('missed')] },
      justifications: justification({ stated: 'bbbbbbbbbbbbbbbb' }),
    });
    expect(figuresOf(facts)[0]?.figures.statement).toEqual(figure({ missed: 1 }));
  });
});

describe('a figure is met', () => {
  it('where as much is reached as is asked for, with what is justified', () => {
    expect(isMet(figure({ covered: 3, missed: 1 }), true, 75)).toBe(true);
    expect(isMet(figure({ covered: 3, missed: 1 }), true, 75.1)).toBe(false);
    expect(isMet(figure({ covered: 3, missed: 1, justifiedMissed: 1 }), true, 100)).toBe(true);
  });

  it('with what is not measured only where that does not count, or is justified', () => {
    const unmeasured = figure({ covered: 3, unmeasured: 1 });
    expect(isMet(unmeasured, true, 100)).toBe(false);
    expect(isMet(unmeasured, false, 100)).toBe(true);
    expect(isMet({ ...unmeasured, justifiedUnmeasured: 1 }, true, 100)).toBe(true);
  });

  it('of nothing only where nothing is owed: what is all unmeasured is not reached', () => {
    expect(isMet(figure(), true, 100)).toBe(true);
    expect(isMet(figure(), false, 100)).toBe(true);
    expect(isMet(figure({ unmeasured: 2 }), false, 1)).toBe(false);
    expect(isMet(figure({ unmeasured: 2 }), false, 0)).toBe(true);
    expect(isMet(figure({ unmeasured: 2, justifiedUnmeasured: 1 }), false, 1)).toBe(false);
    expect(isMet(figure({ unmeasured: 2, justifiedUnmeasured: 2 }), false, 1)).toBe(true);
  });
});

describe('the figures of several members', () => {
  const members = measured({}).members.flatMap((member) => [
    member,
    { ...member, id: 'log 0.1.0', name: 'log', countsUnmeasured: false },
  ]);
  const own = file({ file: { statements: [statement('covered'), statement('not-measured', 13)] } });
  const other = { ...own, path: 'log/src/lib.rs', member: 'log 0.1.0' };
  const facts = measured({ members, files: [own, other, other] });

  it('are of the files of each', () => {
    expect(figuresOf(facts).map(({ member, figures }) => [member.name, figures.statement])).toEqual([
      ['app', figure({ covered: 1, unmeasured: 1 })],
      ['log', figure({ covered: 2, unmeasured: 2 })],
    ]);
  });

  it('are together what each counts by its own level: 3 of 4, not 3 of 3 and not 3 of 6', () => {
    expect(inPercentOverall(facts)).toEqual({ function: '', statement: '75.0', decision: '', condition: '', mcdc: '' });
  });
});
