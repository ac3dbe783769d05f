import { describe, expect, it } from 'vitest';
import { parsed } from '../testing/parsed.js';
import { type Made, madeUp } from '../testing/reader.js';
import { assertionsIn, withAssertions } from './assertions.js';

/** The values of the conditions of assertions in a function with this body, which begins on line 2, by their text. */
async function values(body: string, made: Made) {
  const obligations = await parsed(`fn f() {\n${body}\n}\n`);
  const reader = withAssertions(madeUp(made), assertionsIn(obligations));
  return Object.fromEntries(
    obligations.decisions.flatMap((decision) =>
      decision.kind === 'assert' ? decision.conditions.map((each) => [each.text, reader.values(each)] as const) : [],
    ),
  );
}

describe('an assertion of one condition', () => {
  it('held as often as what comes behind it ran, and failed as often as it did not', async () => {
    expect(await values('assert!(a);\nb();', { counts: { '2:1': 5, '3:1': 5 } })).toEqual({ a: { true: 5, false: 0 } });
    expect(await values('assert!(a);\nb();', { counts: { '2:1': 5, '3:1': 2 } })).toEqual({ a: { true: 2, false: 3 } });
    expect(Object.values(await values('assert_eq!(a, b);\nc();', { counts: { '2:1': 5, '3:1': 2 } }))).toEqual([
      { true: 2, false: 3 },
    ]);
    expect(await values('debug_assert!(a);\nb();', { counts: { '2:1': 1, '3:1': 0 } })).toEqual({
      a: { true: 0, false: 1 },
    });
  });

  it('never failed less than never, where what comes behind it is a loop that ran more often', async () => {
    expect(await values('assert!(a);\nwhile b {}', { counts: { '2:1': 1, '3:1': 9 } })).toEqual({
      a: { true: 9, false: 0 },
    });
  });

  it('says what the records say by themselves, where they do', async () => {
    const made = { counts: { '2:1': 5, '3:1': 5 }, values: { a: [1, 1] as const } };
    expect(await values('assert!(a);\nb();', made)).toEqual({ a: { true: 1, false: 1 } });
  });

  it.each([
    ['nothing comes behind it', 'assert!(a);', { '2:1': 5 }],
    ['what comes behind it stands in another block', 'if c { assert!(a); }\nb();', { '2:8': 5, '3:1': 5 }],
    ['nothing is recorded of it', 'assert!(a);\nb();', { '9:1': 5 }],
    ['it is an argument of another macro', 'run!(async { assert!(a) });\nb();', { '2:1': 5, '3:1': 5 }],
    ['another macro begins with it', 'run!(assert!(a));\nb();', { '2:1': 5, '3:1': 5 }],
    ['it compares, as an argument of another macro', 'run!({ assert_eq!(a, b) });\nb();', { '2:1': 5, '3:1': 5 }],
  ])('is not known where %s', async (_, body, counts) => {
    expect(Object.values(await values(body, { counts }))).toEqual([undefined]);
  });

  it.each(['g()?', 'g().await', '{ return }', '{ break }'])(
    'is not known where %s may have left instead',
    async (text) => {
      const known = await values(`assert!(${text});\nb();`, { counts: { '2:1': 5, '3:1': 2 } });
      expect(Object.values(known)).toEqual([undefined]);
      const all = await values(`assert!(${text});\nb();`, { counts: { '2:1': 5, '3:1': 5 } });
      expect(Object.values(all)).toEqual([{ true: 5, false: 0 }]);
    },
  );

  it('is not judged by lines: a closure in it may run more often than it does', async () => {
    const body = 'assert!(v.all(|x| x > 0));\nb();';
    expect(Object.values(await values(body, { counts: { '2:1': 10, '3:1': 1 }, isExact: false }))).toEqual([undefined]);
  });

  it('is the inner one, where one stands in the closure of another', async () => {
    const body = 'assert!(all(|x| {\nassert!(x);\ng()\n}));\nb();';
    const made = { counts: { '2:1': 1, '3:1': 7, '4:1': 6, '6:1': 1 } };
    const known = await values(body, made);
    expect(known).toMatchObject({ x: { true: 6, false: 1 } });
    expect(Object.values(known)).toContainEqual({ true: 1, false: 0 });
  });
});

it('leaves assertions of several conditions to the branches that the compiler keeps of them', async () => {
  expect(await values('assert!(a && b);\nc();', { counts: { '2:1': 5, '3:1': 5 } })).toEqual({
    a: undefined,
    b: undefined,
  });
});
