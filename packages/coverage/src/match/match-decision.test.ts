import { describe, expect, it } from 'vitest';
import { parsed } from '../testing/parsed.js';
import { type Made, madeUp } from '../testing/reader.js';
import { isOpen } from './condition-fact.js';
import { matchDecision } from './match-decision.js';
import type { Around } from './states.js';

const recorded: Around = { isRecorded: true, isFunctionRecorded: true, macroAttributes: [] };

/** The first decision of a function with this body (which begins at 2:1), as these records have it. */
async function decided(body: string, made: Made[], around: Partial<Around> = {}, noConditions?: string) {
  const { decisions } = await parsed(`fn f() {\n${body}\n}\n`);
  const [first] = decisions;
  if (first === undefined) throw new Error(`the source decides nothing: ${body}`);
  return matchDecision(first, made.map(madeUp), { ...recorded, ...around }, noConditions);
}

const states = (parts: readonly { name: string; state: string; why?: string | undefined }[]) =>
  Object.fromEntries(parts.map(({ name, state, why }) => [name, why === undefined ? state : `${state}: ${why}`]));

describe('the outcomes of a decision', () => {
  it('of one condition are its values', async () => {
    const { kind, outcomes } = await decided('if a { b() }', [{ values: { a: [3, 0] } }]);
    expect(kind).toBe('if');
    expect(states(outcomes)).toEqual({ true: 'covered', false: 'missed' });
  });

  it('of several follow from their counts: 3 evaluations, of which none was true', async () => {
    const { outcomes } = await decided('if a && b { c() }', [{ values: { a: [2, 1], b: [0, 2] } }]);
    expect(states(outcomes)).toEqual({ true: 'missed', false: 'covered' });
  });

  it('are those of what runs behind them where no condition is recorded', async () => {
    // The block begins at 2:6, that of the else at 2:19.
    const { outcomes } = await decided('if a { b() } else { c() }', [{ counts: { '2:6': 4, '2:19': 0 } }]);
    expect(states(outcomes)).toEqual({ true: 'covered', false: 'missed' });
  });

  it('are covered by any record that shows it', async () => {
    const made = [{ values: { a: [1, 0] as const } }, { values: { a: [0, 2] as const } }];
    expect(states((await decided('if a { b() }', made)).outcomes)).toEqual({ true: 'covered', false: 'covered' });
  });

  it('are called what they are', async () => {
    const names = async (body: string) => (await decided(body, [])).outcomes.map(({ name }) => name);
    expect(await names('let Some(x) = a else { return };')).toEqual(['matched', 'not matched']);
    expect(await names('while let Some(x) = a() { b() }')).toEqual(['matched', 'not matched']);
    expect(await names('assert!(a && b);')).toEqual(['held', 'failed']);
    expect(await names('let x = a && b;')).toEqual(['true', 'false']);
  });
});

describe('the conditions of a decision', () => {
  const conditions = async (body: string, ...made: Made[]) =>
    (await decided(body, made)).conditions.map(({ text, whenTrue, whenFalse, mcdc }) => [
      text,
      whenTrue,
      whenFalse,
      mcdc,
    ]);

  it('are shown to matter where both values of all were taken: the diagram is a tree', async () => {
    expect(await conditions('if a && b { c() }', { values: { a: [2, 1], b: [1, 1] } })).toEqual([
      ['a', 'covered', 'covered', 'covered'],
      ['b', 'covered', 'covered', 'covered'],
    ]);
  });

  it('are missed where a value was never taken, with the evaluation that is missing', async () => {
    const { conditions: facts } = await decided('if a && b { c() }', [{ values: { a: [2, 1], b: [2, 0] } }]);
    expect(facts[1]).toMatchObject({ whenTrue: 'covered', whenFalse: 'missed', mcdc: 'missed' });
    expect(facts[1]?.needs).toBe('needs a is true, b is false');
    expect(facts[0]).toMatchObject({ mcdc: 'covered' });
    expect(facts[0]).not.toHaveProperty('needs');
  });

  it('are open where the counts leave it open, with a decision of which it can be proved', async () => {
    const fact = await decided('if (a && b) || c { d() }', [{ values: { a: [4, 4], b: [2, 2], c: [3, 3] } }]);
    expect(fact.conditions.map(({ mcdc }) => mcdc)).toContain('not-measured');
    expect(fact.rewriting).toBe('c || (a && b), where the order of evaluation does not matter');
    expect(isOpen(fact)).toBe(true);
  });

  it('are not open where nothing smaller could tell more', async () => {
    expect(isOpen(await decided('if a && b { c() }', [{ values: { a: [2, 1], b: [1, 1] } }]))).toBe(false);
    expect(isOpen(await decided('if a && b { c() }', []))).toBe(false);
  });

  it('are proved by the evaluations of each test where their sum leaves it open', async () => {
    const each: Made[] = [
      { values: { a: [1, 0], b: [1, 0], c: [0, 0] } },
      { values: { a: [0, 1], b: [0, 0], c: [0, 1] } },
      { values: { a: [0, 1], b: [0, 0], c: [1, 0] } },
      { values: { a: [1, 0], b: [0, 1], c: [0, 1] } },
    ];
    const states = await conditions('if (a && b) || c { d() }', ...each);
    expect(states.map(([, , , mcdc]) => mcdc)).toEqual(['covered', 'covered', 'covered']);
  });

  it('are never judged by counts that were put together by line', async () => {
    const states = await conditions('if a && b { c() }', { values: { a: [2, 1], b: [1, 1] }, isExact: false });
    expect(states).toEqual([
      ['a', 'covered', 'covered', 'not-measured'],
      ['b', 'covered', 'covered', 'not-measured'],
    ]);
  });

  it('are judged where one record knows all of them, whatever others lack', async () => {
    const states = await conditions(
      'if a && b { c() }',
      { values: { a: [9, 9] } },
      { values: { a: [1, 1], b: [1, 0] } },
    );
    expect(states).toEqual([
      ['a', 'covered', 'covered', 'covered'],
      ['b', 'covered', 'missed', 'missed'],
    ]);
  });

  it('are told in one line, and cut where they are long', async () => {
    const { conditions: facts } = await decided(`if a\n    .b() && ${'c'.repeat(100)} { d() }`, []);
    expect(facts.map(({ text }) => text)).toEqual(['a .b()', `${'c'.repeat(79)}…`]);
  });
});

describe('vectors that a tool recorded', () => {
  const vectors = [
    { conditions: [true, true], result: true },
    { conditions: [false, null], result: false },
  ];

  it('show values, outcomes and influence without any count', async () => {
    const fact = await decided('if a && b { c() }', [{ vectors }]);
    expect(states(fact.outcomes)).toEqual({ true: 'covered', false: 'covered' });
    expect(fact.conditions).toMatchObject([
      { whenTrue: 'covered', whenFalse: 'covered', mcdc: 'covered' },
      { whenTrue: 'covered', whenFalse: 'missed', mcdc: 'missed', needs: 'needs a is true, b is false' },
    ]);
    expect(fact.table).toEqual([
      { values: 'TT', outcome: 'true', executed: 'yes' },
      { values: 'TF', outcome: 'false', executed: 'no' },
      { values: 'F-', outcome: 'false', executed: 'yes' },
    ]);
  });

  it('that the decision cannot have are not believed, and the counts are', async () => {
    const foreign = [{ conditions: [true, true, true], result: true }];
    const fact = await decided('if a && b { c() }', [{ values: { a: [2, 1], b: [1, 1] }, vectors: foreign }]);
    expect(fact.conditions.map(({ mcdc }) => mcdc)).toEqual(['covered', 'covered']);
    const alone = await decided('if a && b { c() }', [{ vectors: foreign }]);
    expect(alone.conditions.map(({ whenTrue, mcdc }) => [whenTrue, mcdc])).toEqual([
      ['not-measured', 'not-measured'],
      ['not-measured', 'not-measured'],
    ]);
    expect(states(alone.outcomes)).toMatchObject({ true: expect.stringContaining('not-measured') });
  });
});

describe('a truth table', () => {
  it('is left out for one condition, and for more rows than anybody reads', async () => {
    expect(await decided('if a { b() }', [{ values: { a: [1, 1] } }])).not.toHaveProperty('table');
    const names = Array.from({ length: 64 }, (_, index) => `a${index}`);
    const values = Object.fromEntries(names.map((name) => [name, [1, 1] as const]));
    expect((await decided(`if ${names.slice(0, 63).join(' && ')} { b() }`, [{ values }])).table).toHaveLength(64);
    expect(await decided(`if ${names.join(' && ')} { b() }`, [{ values }])).not.toHaveProperty('table');
  });
});

describe('a rewriting', () => {
  it('is nested ifs where no order of the operands is a tree', async () => {
    const values = { a: [4, 4], b: [2, 2], c: [3, 3], d: [2, 1] } as const;
    const { rewriting } = await decided('if (a && b) || (c && d) { e() }', [{ values }]);
    expect(rewriting).toBe('nested ifs, of which each has one chain of && or ||');
  });

  it('is not offered where a pattern binds what comes later, nor where nothing is open', async () => {
    const values = { 'Some(x)': [4, 4], b: [2, 2], c: [3, 3] } as const;
    expect(await decided('if let Some(x) = a && (b || c) { d() }', [{ values }])).not.toHaveProperty('rewriting');
    const known = { a: [1, 1], b: [1, 0], c: [1, 0] } as const;
    expect(await decided('if (a && b) || c { d() }', [{ values: known }])).not.toHaveProperty('rewriting');
  });
});

describe('the arms of a match', () => {
  const body = 'match a {\nA => b(),\n#[cfg(unix)]\nB => c(),\n_ if d => e(),\n}';

  it('are outcomes, each by what runs in it', async () => {
    const fact = await decided(body, [{ counts: { '3:6': 2, '5:6': 0 } }]);
    expect(fact).toMatchObject({ kind: 'match', conditions: [] });
    expect(states(fact.outcomes)).toEqual({
      'arm A': 'covered',
      'arm B': 'missed',
      'arm _': 'not-measured: the compiler kept no record of it',
    });
  });

  it('are not compiled where their cfg is off', async () => {
    const { outcomes } = await decided(body, [{ counts: { '3:6': 2 } }]);
    expect(states(outcomes)).toMatchObject({ 'arm B': 'not-compiled: cfg(unix)' });
  });
});

describe('a ?', () => {
  // Its operand begins at 2:9, the ? stands at 2:12, and only a success comes to the binding at 2:5.
  const outcomesOf = async (made: Made) => {
    const { kind, outcomes } = await decided('let x = a()?;', [made]);
    expect(kind).toBe('try');
    return states(outcomes);
  };

  it('went on where what comes behind it ran, and returned as often as is recorded', async () => {
    expect(await outcomesOf({ returned: { '2:12': 0 }, counts: { '2:5': 5 } })).toEqual({
      success: 'covered',
      'early return': 'missed',
    });
  });

  it('never went on where what comes behind it never ran, however often it was come to', async () => {
    expect(await outcomesOf({ returned: { '2:12': 2 }, counts: { '2:5': 0, '2:9': 5 } })).toEqual({
      success: 'missed',
      'early return': 'covered',
    });
  });

  it('went on as often as it did not return, where nothing behind it is counted', async () => {
    expect(await outcomesOf({ returned: { '2:12': 2 }, counts: { '2:9': 5 } })).toMatchObject({ success: 'covered' });
    expect(await outcomesOf({ returned: { '2:12': 5 }, counts: { '2:9': 5 } })).toMatchObject({ success: 'missed' });
  });

  it('is not known where nothing is recorded', async () => {
    const unknown = 'not-measured: the compiler kept no record of it';
    expect(await outcomesOf({})).toEqual({ success: unknown, 'early return': unknown });
    expect(await outcomesOf({ counts: { '2:9': 5 } })).toEqual({ success: unknown, 'early return': unknown });
  });
});

describe('why something was not measured', () => {
  const why = async (body: string, around: Partial<Around> = {}, noConditions?: string) =>
    states((await decided(body, [{}], around, noConditions)).outcomes).true;

  it('is that conditions were not recorded at all', async () => {
    expect(await why('if a { b() }', {}, 'the compiler refuses it')).toBe('not-measured: the compiler refuses it');
  });

  it('is what is known of the decision itself, before that', async () => {
    const { outcomes } = await decided('if matches!(a, Some(_)) { b() }', [{}], {}, 'the compiler refuses it');
    expect(outcomes.map(({ state }) => state)).toEqual(['not-measured', 'not-measured']);
  });

  it('is nothing where the file is in no record', async () => {
    expect(await why('if a { b() }', { isRecorded: false }, 'the compiler refuses it')).toBe('not-compiled');
  });

  it('of one condition keeps the others from being proved, and is told at each', async () => {
    const { conditions } = await decided('if matches!(a, Some(_)) && b { c() }', [{ values: { b: [1, 1] } }]);
    const [first, second] = conditions;
    expect(first?.whenTrue).toBe('not-measured');
    expect(second).toMatchObject({ whenTrue: 'covered', whenFalse: 'covered', mcdc: 'not-measured' });
    expect(second?.why).toBe('its decision has a condition that is not recorded: matches!(a, Some(_))');
  });
});
