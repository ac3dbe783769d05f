import { expect, it } from 'vitest';
import { dependency, ownBaseline, workspace } from './controls.js';
import { exhibits, releases } from './exhibit.js';

it('shows what holds each member back, and what is above its baseline', () => {
  const [exhibit] = exhibits(dependency({ rustVersion: '1.86' }));
  const [row] = exhibit?.table.rows ?? [];
  expect(row?.slice(2)).toEqual(['1.85.0', '1.86.0', 'time 0.3.41', 'time 0.3.41', 'not asked for']);
  expect(exhibit?.note).toContain('assay msrv plan');
  const [fitting] = exhibits(dependency({ rustVersion: '1.80' }));
  expect(fitting?.table.rows[0]?.[5]).toBe('none');
  expect(fitting?.note).not.toContain('assay msrv plan');
});

it('shows nothing where nothing is built', () => {
  expect(exhibits({ ...dependency({}), members: [] })).toEqual([]);
});

it('dates each baseline once, with the end of its support where one is known', () => {
  const facts = workspace([{}], { members: [{ baseline: ownBaseline('1.78.0') }] });
  expect(releases(facts)).toEqual([
    { role: 'Baseline', name: 'Rust 1.78.0', released: expect.objectContaining({ date: '2024-05-02' }) },
  ]);
  const support = {
    ends: '2027-01-31',
    what: 'LTS',
    state: 'supported' as const,
    source: null,
    confidence: 'inferred',
  };
  const named = { ...ownBaseline('1.200.0'), name: 'debian-99', support };
  expect(releases(workspace([{}], { members: [{ baseline: named }] }))).toEqual([
    {
      role: 'Baseline',
      name: 'Rust 1.200.0 (debian-99)',
      supported: { until: '2027-01-31', what: 'LTS', source: 'none', confidence: 'inferred' },
    },
  ]);
});
