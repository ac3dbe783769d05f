import { describe, expect, it } from 'vitest';
import { parsed } from '../testing/parsed.js';
import { coberturaFile, lcovFile } from '../testing/records.js';
import { lineReader } from './line-reader.js';

/** The source, and what a record by lines says of it. */
async function read(text: string, ...records: string[]) {
  const obligations = await parsed(text);
  const reader = lineReader(await lcovFile(...records), { obligations, text });
  const sourceOf = ({ line, column, endLine, endColumn }: (typeof obligations.statements)[number]['span']) =>
    text
      .split('\n')
      .slice(line - 1, endLine)
      .join('\n')
      .slice(column - 1, line === endLine ? endColumn - 1 : undefined);
  return {
    reader,
    obligations,
    /** Counts of statements by the first line of their source. */
    statements: Object.fromEntries(
      obligations.statements.map((each) => [sourceOf(each.span).split('\n')[0], reader.statement(each)]),
    ),
    functions: Object.fromEntries(
      obligations.functions.map(({ name, span, signature }) => [
        name,
        reader.count({ from: signature, at: [signature] }, span),
      ]),
    ),
    values: Object.fromEntries(
      obligations.decisions.flatMap((decision) =>
        'conditions' in decision
          ? decision.conditions.map((condition) => [condition.text, reader.values(condition)] as const)
          : [],
      ),
    ),
  };
}

describe('a statement', () => {
  it('has the count of its line where it is the first thing on it', async () => {
    const { statements } = await read('fn f() {\n    a();\n    b();\n}\n', 'DA:2,4', 'DA:3,0');
    expect(statements).toEqual({ 'a();': 4, 'b();': 0 });
  });

  it('is not shown where no line of it is recorded', async () => {
    expect((await read('fn f() {\n    a();\n}\n', 'DA:1,1')).statements).toEqual({ 'a();': undefined });
  });

  it('that holds all others on its line ran when they did; of them only the line’s silence is known', async () => {
    const text = 'fn f() {\n    let x = v.map(|a| g(a));\n}\n';
    expect((await read(text, 'DA:2,3')).statements).toEqual({ 'let x = v.map(|a| g(a));': 3, 'g(a)': undefined });
    expect((await read(text, 'DA:2,0')).statements).toEqual({ 'let x = v.map(|a| g(a));': 0, 'g(a)': 0 });
  });

  it('that stands behind another on its line is not shown by it: either may have run without the other', async () => {
    expect((await read('fn f() {\n    a(); b();\n}\n', 'DA:2,3')).statements).toEqual({
      'a();': undefined,
      'b();': undefined,
    });
    expect((await read('fn f() {\n    a(); b();\n}\n', 'DA:2,0')).statements).toEqual({ 'a();': 0, 'b();': 0 });
  });

  // llvm-cov gives each of these lines the count of what stands before the statement: 39 runs of a guard were taken for runs of its arm.
  it.each([
    ['an arm behind its pattern', 'match x {\n        A(i) if i < n => late(),\n        _ => 0,\n    }', 'late()'],
    ['the block behind an else', 'if a {\n        0\n    } else { late() }', 'late()'],
    ['the block behind an else if', 'if a {\n        0\n    } else if b() { late() } else {\n        1 }', 'late()'],
    ['a closure in a chain of calls', 'v.iter()\n        .find(|n| late(n))', 'late(n)'],
    ['a block behind an operator', 'x\n        || { late() }', 'late()'],
  ])('is not shown by a line that it does not begin: %s', async (_, body, late) => {
    const text = `fn f() {\n    ${body}\n}\n`;
    const line = text.split('\n').findIndex((each) => each.includes('late')) + 1;
    expect((await read(text, `DA:${line},39`)).statements).toHaveProperty([late], undefined);
    expect((await read(text, `DA:${line},0`)).statements).toHaveProperty([late], 0);
  });

  it('is found behind tabs, and not behind a comment or an attribute', async () => {
    expect((await read('fn f() {\n\t\ta();\n}\n', 'DA:2,1')).statements).toEqual({ 'a();': 1 });
    for (const before of ['/* é */', '#[allow(unused)]']) {
      const { reader, obligations } = await read(`fn f() {\n    ${before} a();\n}\n`, 'DA:2,1');
      expect(obligations.statements.map(reader.statement)).toEqual([undefined]);
    }
  });
});

describe('a function', () => {
  it('has the count of its own record, which may be of several instances', async () => {
    const { functions } = await read(
      'fn f<T>() {\n    a();\n}\n',
      'FN:1,f_u8',
      'FN:1,f_u16',
      'FNDA:3,f_u8',
      'FNDA:0,f_u16',
      'DA:1,3',
    );
    expect(functions).toEqual({ f: 3 });
  });

  it('has the count of its line where there are no records of functions', async () => {
    expect((await read('fn f() {\n    a();\n}\n', 'DA:1,2')).functions).toEqual({ f: 2 });
    expect((await read('fn f() { a() }\n', 'DA:1,2')).functions).toEqual({ f: 2 });
  });

  it('is not shown by a line that it shares with another', async () => {
    const both = 'fn f() { a() } fn g() { b() }\n';
    expect((await read(both, 'DA:1,2')).functions).toEqual({ f: undefined, g: undefined });
    expect((await read(both, 'FN:1,x', 'FNDA:2,x', 'DA:1,2')).functions).toEqual({ f: undefined, g: undefined });
    expect((await read(both, 'DA:1,0')).functions).toEqual({ f: 0, g: 0 });
  });

  it('is not shown by a line of the function around it', async () => {
    const text = 'fn f() {\n    a(); fn g() { b() }\n}\n';
    expect((await read(text, 'DA:1,1', 'DA:2,1')).functions).toEqual({ f: 1, 'f::g': undefined });
  });
});

describe('the values of conditions', () => {
  const text = 'fn f() {\n    if a && b { c(); }\n}\n';
  const branches = (...taken: (number | string)[]) =>
    taken.map((count, index) => `BRDA:2,${index >> 1},${index % 2},${count}`);

  it('are the branches of their line, in pairs, in the order of the source', async () => {
    expect((await read(text, 'DA:2,5', ...branches(3, 2, 0, 3))).values).toEqual({
      a: { true: 3, false: 2 },
      b: { true: 0, false: 3 },
    });
  });

  it('are 0 where a branch was never come to', async () => {
    expect((await read(text, 'DA:2,5', ...branches(0, 5, '-', '-'))).values).toMatchObject({
      b: { true: 0, false: 0 },
    });
  });

  it.each([
    ['fewer branches than conditions, as of a compiler that counts whole branches', branches(3, 2)],
    ['more, as of the instances of a generic', branches(1, 2, 3, 4, 5, 6, 7, 8)],
    ['an odd number of them', branches(1, 2, 3)],
    ['none', []],
  ])('are not known where there are %s', async (_, records) => {
    expect((await read(text, 'DA:2,5', ...records)).values).toEqual({ a: undefined, b: undefined });
  });

  it('are none on a line that never ran, whatever branches it has', async () => {
    expect((await read(text, 'DA:2,0')).values).toEqual({ a: { true: 0, false: 0 }, b: { true: 0, false: 0 } });
  });

  it('are not those of a condition of which no compiler keeps branches', async () => {
    const mixed = 'fn f() {\n    if matches!(x, Some(_)) && b { c(); }\n}\n';
    // Two pairs of one condition, of two instances: not one pair for each of two conditions.
    const { values } = await read(mixed, 'DA:2,5', ...branches(3, 2, 1, 1));
    expect(Object.values(values)).not.toContainEqual({ true: 3, false: 2 });
    expect((await read(mixed, 'DA:2,5', ...branches(3, 2))).values).toMatchObject({ b: { true: 3, false: 2 } });
  });

  it('are known of Cobertura’s tallies where all were taken, or none', async () => {
    const obligations = await parsed(text);
    const valuesOf = async (rate: string) => {
      const line = `<line number="2" hits="5" branch="true" condition-coverage="${rate}"/>`;
      const reader = lineReader(await coberturaFile(line), { obligations, text });
      return obligations.decisions.flatMap((each) =>
        'conditions' in each ? each.conditions.map((condition) => reader.values(condition)) : [],
      );
    };
    expect(await valuesOf('100% (4/4)')).toEqual([
      { true: 1, false: 1 },
      { true: 1, false: 1 },
    ]);
    expect(await valuesOf('0% (0/4)')).toEqual([
      { true: 0, false: 0 },
      { true: 0, false: 0 },
    ]);
    expect(await valuesOf('75% (3/4)')).toEqual([undefined, undefined]);
    expect(await valuesOf('100% (2/2)')).toEqual([undefined, undefined]);
  });
});

describe('arms and ?', () => {
  it('are not shown by a line, but for one that never ran', async () => {
    const text = 'fn f() {\n    match x {\n        A => a(),\n        B => b()?,\n    }\n}\n';
    const { reader, obligations } = await read(text, 'DA:2,1', 'DA:3,1', 'DA:4,0');
    const [arms, question] = obligations.decisions;
    if (arms?.kind !== 'match' || question?.kind !== 'try') throw new Error('the source has a match and a ?');
    expect(arms.arms.map(({ probes, body }) => reader.count(probes, body))).toEqual([undefined, 0]);
    expect(reader.returned(question.mark)).toBe(0);
    expect(reader.vectors(arms.span)).toEqual([]);
    expect(reader.isExact).toBe(false);
  });
});
