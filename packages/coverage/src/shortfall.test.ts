import { describe, expect, it } from 'vitest';
import { condition, decision, justification, measured, statement } from './controls.js';
import { mcdcCoverage } from './rules/mcdc.js';
import { statementCoverage } from './rules/statement.js';

/** The one finding of a rule. */
function finding(change: Parameters<typeof measured>[0], rule = statementCoverage) {
  const [found, ...others] = [...rule.find(measured(change))];
  if (found === undefined || others.length > 0) throw new Error('there must be one finding');
  return { ...found, message: rule.message(found.data), remedy: rule.remedy(found.data) };
}

const asked = { statement: 100 };

describe('a figure that falls short', () => {
  it('is told with what was asked for and by whom', () => {
    const { subject, at, because, message } = finding({
      asked,
      file: { statements: [statement('covered'), statement('covered', 13), statement('missed', 14)] },
    });
    expect(message).toBe('statement coverage of app (ASIL D) is 66.6 %: 2 of 3 statements, and 100 % is asked for');
    expect(subject).toEqual({ kind: 'package', name: 'app' });
    expect(at).toEqual({ path: 'app/src/lib.rs', line: 14, column: 5 });
    expect(because).toEqual([{ note: 'ASIL D asks for it' }]);
  });

  it('says what is justified beside what was measured', () => {
    const { message, remedy } = finding({
      asked,
      file: { statements: [statement('covered'), statement('missed', 13), statement('missed', 30)] },
      justifications: justification(),
    });
    expect(message).toBe(
      'statement coverage of app (ASIL D) is 33.3 %: 1 of 3 statements, 66.6 % with 1 that are justified, and 100 % is asked for',
    );
    expect(remedy).not.toContain(':13:');
  });

  it('names what a test can mend first, then what could not be measured', () => {
    const statements = [statement('not-compiled', 11), statement('missed', 12), statement('covered', 13)];
    const { at, data, message, remedy } = finding({ asked, file: { statements } });
    expect(at.line).toBe(12);
    expect(data).toMatchObject({ covered: 1, total: 3, missed: 1, unmeasured: 1, left: 0 });
    expect(message).toBe(
      'statement coverage of app (ASIL D) is 33.3 %: 1 of 3 statements, and 100 % is asked for; 1 could not be measured, counted as missed',
    );
    expect(remedy.split('\n')).toEqual([
      'add tests for what is missing, or justify what no test can reach:',
      '  app/src/lib.rs:12:5: this statement never ran',
      '  app/src/lib.rs:11:5: not compiled in any configuration that was measured',
    ]);
  });

  it('names nothing that is left out of it', () => {
    const statements = [statement('not-measured', 11), statement('missed', 12), statement('covered', 13)];
    const { message, remedy } = finding({ asked, member: { countsUnmeasured: false }, file: { statements } });
    expect(message).toContain('50.0 %: 1 of 2 statements');
    expect(message).toContain('1 could not be measured, left out of the figure');
    expect(remedy).not.toContain(':11:');
  });

  it('does not ask for tests where only the measurement is missing', () => {
    const { remedy } = finding({ asked, file: { statements: [statement('not-measured')] } });
    expect(remedy.split('\n')).toEqual([
      'measure it in another way (a run with other features, a report of the target), or justify it:',
      '  app/src/lib.rs:12:5: whether this statement ran was not measured',
    ]);
  });

  it('of which nothing could be measured is not known, and no figure', () => {
    const { message, remedy } = finding({
      asked: { statement: 50 },
      member: { countsUnmeasured: false },
      file: { statements: [statement('not-measured'), statement('not-measured', 13)] },
    });
    expect(message).toBe(
      'statement coverage of app (ASIL D) is not known: none of its 2 statements could be measured, and 50 % is asked for',
    );
    expect(remedy).toContain('app/src/lib.rs:13:5');
  });

  it('names five places, and counts the others', () => {
    const statements = Array.from({ length: 7 }, (_, index) => statement('missed', 20 + index));
    const lines = finding({ asked, file: { statements } }).remedy.split('\n');
    expect(lines).toHaveLength(7);
    expect(lines[5]).toContain(':24:');
    expect(lines[6]).toBe('  and 2 more, marked in the report');
  });

  it('names each place once, whatever its obligations', () => {
    const lost = condition({ whenTrue: 'not-compiled', whenFalse: 'not-compiled', mcdc: 'not-compiled' });
    const { remedy } = finding(
      { asked: { mcdc: 100 }, file: { decisions: [decision(['not-compiled', 'not-compiled'], [lost, lost])] } },
      mcdcCoverage,
    );
    expect(remedy.split('\n').slice(1)).toEqual([
      '  app/src/lib.rs:12:8: not compiled in any configuration that was measured',
      '  app/src/lib.rs:12:13: not compiled in any configuration that was measured',
    ]);
  });

  it('points at the policy where that asks', () => {
    const at = { path: 'assay.toml', line: 7, column: 13 };
    const required = measured({ asked }).members.flatMap((member) =>
      member.required.map((each) => ({ ...each, at, note: '100 % is stated' })),
    );
    expect(finding({ member: { required }, file: { statements: [statement('missed')] } }).because).toEqual([
      { at, note: '100 % is stated' },
    ]);
  });

  it('is not told where a record is missing that might have reached it', () => {
    const facts = measured({ complete: false, asked, file: { statements: [statement('missed')] } });
    expect([...statementCoverage.find(facts)]).toEqual([]);
  });
});
