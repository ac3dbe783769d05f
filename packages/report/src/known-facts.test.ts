import { knownFacts } from '@assay/check';
import { Predicate } from '@assay/evidence';
import { describe, expect, it } from 'vitest';

import { randomReport } from './testing/random-report.js';

const [statement] = randomReport(7, { checks: 1 }).statements;
if (statement === undefined) throw new Error('a report has a statement');
const { predicate } = statement;

describe('knownFacts', () => {
  it('reads the facts of a statement once with a schema, and anew with another', () => {
    let reads = 0;
    const facts = Predicate.shape.facts.refine(() => {
      reads += 1;
      return true;
    });
    expect([1, 2, 3].map(() => knownFacts({ facts }, predicate, (read) => read))).toEqual(
      [1, 2, 3].map(() => predicate.facts),
    );
    expect(reads).toBe(1);
    expect(knownFacts({ facts: Predicate.shape.examined }, predicate, (read) => read)).toBeUndefined();
    expect(knownFacts({ facts }, { ...predicate, facts: 'other' }, (read) => read)).toBe('other');
    expect(knownFacts({}, predicate, (read) => read)).toBeUndefined();
  });
});
