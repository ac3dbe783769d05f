import { describe, expect, it } from 'vitest';
import { condition, decision, justification, measured, statement, step } from './controls.js';
import type { CoverageFacts, DecisionFact, FileFact } from './facts.js';
import { markSources } from './mark-sources.js';

function marked(file: Partial<FileFact>, facts: Parameters<typeof measured>[0] = {}) {
  const [source] = markSources(measured({ ...facts, file }));
  if (source === undefined) throw new Error('a file has marks');
  return source;
}

function figure(source: ReturnType<typeof marked>, wanted: string) {
  const found = source.figures.find(({ label }) => label === wanted);
  return found === undefined ? undefined : [found.reached, found.total, found.justified];
}

const kinds = (source: ReturnType<typeof marked>) => source.lines.map(({ line, kind }) => [line, kind]);

describe('the figures of a file', () => {
  const statements = [statement('covered'), statement('missed', 13), statement('not-measured', 14)];

  it('are counts, with what could not be measured in the total only where the level counts it', () => {
    expect(figure(marked({ statements }), 'statement')).toEqual([1, 3, 0]);
    const member = { countsUnmeasured: false };
    expect(figure(marked({ statements }, { member }), 'statement')).toEqual([1, 2, 0]);
    expect(figure(marked({ statements }), 'MC/DC')).toEqual([0, 0, 0]);
  });

  it('say how many of the missing ones are justified, and of no others', () => {
    const functions = [step('covered')];
    const permitted = justification();
    const file = { functions, statements: [...statements, statement('missed', 30)] };
    expect(figure(marked(file, { justifications: permitted }), 'statement')).toEqual([1, 4, 2]);
    expect(
      figure(marked(file, { justifications: permitted, member: { countsUnmeasured: false } }), 'statement'),
    ).toEqual([1, 3, 1]);
    const stale = justification({ stated: 'bbbbbbbbbbbbbbbb' });
    expect(figure(marked(file, { justifications: stale }), 'statement')).toEqual([1, 4, 0]);
  });

  it('each have words for what they count', () => {
    expect(marked({}).figures.map(({ label }) => label)).toEqual([
      'function',
      'statement',
      'decision',
      'condition',
      'MC/DC',
    ]);
    expect(marked({}).figures.every(({ meaning = '' }) => meaning !== '')).toBe(true);
  });
});

describe('the mark of a line', () => {
  const both = decision(['covered', 'covered'], [condition(), condition()]);

  it('is reached only where everything that is owed at it was', () => {
    const run = { statements: [statement('covered')] };
    expect(kinds(marked({ ...run, decisions: [both] }))).toEqual([[12, 'reached']]);
    for (const lacking of [
      decision(['covered', 'missed']),
      decision(['covered', 'covered'], [condition({ whenFalse: 'missed' })]),
      decision(['covered', 'covered'], [condition(), condition({ mcdc: 'not-measured' })]),
    ]) {
      expect(kinds(marked({ ...run, decisions: [lacking] }))).toEqual([[12, 'partly']]);
    }
  });

  it('stands at every arm and condition, also where no statement begins', () => {
    const arms: DecisionFact = {
      ...{ kind: 'match', from: [12, 8], to: [15, 6], in: 0, conditions: [] },
      outcomes: [
        { name: 'arm A', from: [13, 5], to: [13, 6], state: 'covered' },
        { name: 'arm B', from: [14, 5], to: [14, 6], state: 'missed' },
        { name: 'arm C', from: [15, 5], to: [15, 6], state: 'not-compiled', why: 'cfg(windows)' },
      ],
    };
    const source = marked({ decisions: [arms] });
    expect(kinds(source)).toEqual([
      [13, 'reached'],
      [14, 'missed'],
      [15, 'unknown'],
    ]);
    expect(source.spans.at(-1)?.words).toBe('not compiled in any configuration that was measured: cfg(windows)');
    expect(source.notes).toEqual([]);
  });

  it('is justified only where nothing is missing that no justification permits', () => {
    const functions = [step('covered')];
    const statements = [statement('covered'), statement('missed'), statement('not-measured', 13)];
    const justifications = justification();
    expect(kinds(marked({ functions, statements }, { justifications }))).toEqual([
      [10, 'reached'],
      [12, 'justified'],
      [13, 'justified'],
    ]);
    const elsewhere = justification({ lines: [13, 13] });
    expect(kinds(marked({ statements }, { justifications: elsewhere }))).toEqual([
      [12, 'partly'],
      [13, 'justified'],
    ]);
  });

  it('is unknown where that is all there is, and missed where something is known to be', () => {
    const unknown = statement('compile-time', 13);
    expect(kinds(marked({ statements: [unknown] }))).toEqual([[13, 'unknown']]);
    expect(kinds(marked({ statements: [unknown, statement('missed', 13)] }))).toEqual([[13, 'missed']]);
  });
});

describe('the mark of a ?', () => {
  const words = (first: FileFact['statements'][number]['state'], second: typeof first) => {
    const [from, to] = [[12, 8] as [number, number], [12, 9] as [number, number]];
    const outcomes = [
      { name: 'success', from, to, state: first },
      { name: 'early return', from, to, state: second },
    ];
    const question: DecisionFact = { kind: 'try', from, to, in: 0, conditions: [], outcomes };
    return marked({ decisions: [question] }).spans.map((span) => [span.kind, span.words]);
  };

  it('is one, with both outcomes in the words of the findings', () => {
    expect(words('covered', 'missed')).toEqual([['partly', 'success: happened, the ? never returned early']]);
    expect(words('covered', 'covered')).toEqual([['reached', 'success: happened, early return: happened']]);
  });

  it('says once what is true of both', () => {
    expect(words('not-compiled', 'not-compiled')).toEqual([
      ['unknown', 'not compiled in any configuration that was measured'],
    ]);
  });
});

describe('a note', () => {
  const lacking: DecisionFact = {
    ...decision(['covered', 'missed']),
    conditions: [
      { text: 'a', from: [12, 8], to: [12, 9], whenTrue: 'covered', whenFalse: 'covered', mcdc: 'covered' },
      {
        ...{ text: 'b', from: [13, 8], to: [13, 9], whenTrue: 'covered', whenFalse: 'missed', mcdc: 'missed' },
        needs: 'needs a = true, b = false',
      },
    ],
    table: [
      { values: 'TT', outcome: 'true', executed: 'yes' },
      { values: 'TF', outcome: 'false', executed: 'no' },
      { values: 'F-', outcome: 'false', executed: 'unknown' },
    ],
    rewriting: 'b && a',
  };

  it('tells at the first condition that lacks something what its mark does not, with the truth table', () => {
    expect(marked({ decisions: [lacking] }).notes).toEqual([
      {
        line: 13,
        title: 'if: what is missing',
        text: ['the if was never false', 'b: needs a = true, b = false', 'MC/DC can be proved of: b && a'],
        table: {
          columns: ['a', 'b', 'outcome', 'executed'],
          rows: [
            ['T', 'T', 'T', 'yes'],
            ['T', 'F', 'F', 'no'],
            ['F', '-', 'F', 'unknown'],
          ],
        },
      },
    ]);
  });

  it('is not there where marks say it all, or nothing is missing', () => {
    const single = decision(['covered', 'missed'], [condition({ whenFalse: 'missed', mcdc: 'missed' })]);
    const all = decision(['covered', 'covered'], [condition(), condition()]);
    expect(marked({ decisions: [single, all, decision(['covered', 'missed'])] }).notes).toEqual([]);
  });

  it('is there where an outcome is missing that no condition explains', () => {
    const odd = decision(['covered', 'not-measured'], [condition()]);
    expect(marked({ decisions: [odd] }).notes.map(({ text }) => text)).toEqual([
      ['whether the if was false was not measured'],
    ]);
  });

  it('says of a function that lacks anything what a justification has to name', () => {
    const named = [
      'to justify what no test can reach: scope = { item = "app/src/lib.rs::step", version = "aaaaaaaaaaaaaaaa" }',
    ];
    const about = (file: Partial<FileFact>) => marked({ functions: [step('covered')], ...file }).notes;
    expect(about({ statements: [statement('covered')], decisions: [] })).toEqual([]);
    for (const file of [{ statements: [statement('missed')] }, { decisions: [decision(['covered', 'missed'])] }]) {
      expect(about(file)).toEqual([{ line: 10, title: 'step was entered, and not all of it reached', text: named }]);
    }
    expect(about({ functions: [step('missed')] })).toEqual([
      { line: 10, title: 'step was never entered', text: named },
    ]);
  });

  it('says once a line why statements are unknown', () => {
    const because = (why: string): FileFact['statements'][number] => ({ ...statement('not-measured', 13), why });
    const { notes } = marked({ statements: [because('a macro'), because('a macro'), because('another')] });
    expect(notes.map(({ line, title }) => [line, title])).toEqual([
      [13, 'whether this statement ran was not measured: a macro'],
      [13, 'whether this statement ran was not measured: another'],
    ]);
  });
});

describe('facts of which parts do not belong together', () => {
  it('still give marks: the strictest reading where the member is unknown', () => {
    const facts: CoverageFacts = measured({ file: { member: 'other', statements: [statement('not-compiled')] } });
    const [source] = markSources(facts);
    expect(source?.group).toBe('other');
    expect(source?.figures.find(({ label }) => label === 'statement')?.total).toBe(1);
  });
});
