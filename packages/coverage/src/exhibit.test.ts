import { expect, it } from 'vitest';
import { justification, measured, statement } from './controls.js';
import { exhibits } from './exhibit.js';

const statements = [statement('covered'), statement('missed', 13), statement('not-measured', 30)];

it('shows each member with its figures and what is asked, and the bars say no more than the table', () => {
  const [exhibit] = exhibits(measured({ asked: { statement: 60 }, file: { statements } }));
  expect(exhibit?.table.columns).toEqual([
    'Member',
    'Level',
    'function',
    'statement',
    'decision',
    'condition',
    'MC/DC',
  ]);
  expect(exhibit?.table.rows).toEqual([
    ['app', 'ASIL D', 'nothing owed', '33.3 % (1 of 3); 60 % asked', ...Array(3).fill('nothing owed')],
  ]);
  expect(exhibit?.plot?.groups).toEqual([
    {
      label: 'app, ASIL D',
      bars: [{ label: 'statement', reached: 1, total: 3, justified: 0, asked: { percent: 60, met: false } }],
    },
  ]);
});

it('counts what is justified apart, by the same comparison as the rule', () => {
  const facts = measured({ asked: { statement: 60 }, file: { statements }, justifications: justification() });
  const [exhibit] = exhibits(facts);
  expect(exhibit?.table.rows[0]?.[3]).toBe('33.3 % (1 of 3), 66.6 % with justifications; 60 % asked');
  expect(exhibit?.plot?.groups[0]?.bars[0]).toMatchObject({ justified: 1, asked: { met: true } });
});

it('says that no figure is known where a run left no records: they would be too low', () => {
  const facts = measured({ asked: { statement: 60 }, file: { statements } });
  const [exhibit] = exhibits({ ...facts, complete: false });
  expect(exhibit?.title).toBe('Coverage by member');
  expect(exhibit?.note).toContain('Not known');
  const unknown = 'not known';
  expect(exhibit?.table.rows).toEqual([['app', 'ASIL D', unknown, 'not known; 60 % asked', unknown, unknown, unknown]]);
  expect(exhibit?.plot).toBeUndefined();
  expect(exhibits({ ...facts, complete: false, members: [], files: [] })).toEqual([]);
});
