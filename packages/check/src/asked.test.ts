import type { Policy } from '@assay/policy';
import { describe, expect, it } from 'vitest';
import { askedChecks, describeNotAsked, notAskedChecks } from './asked.js';
import type { Check } from './check.js';

/** A policy that has these settings for the check `sometimes`. */
const policy = (wanted: boolean) => ({ settings: new Map([['sometimes', { wanted }]]) }) as Partial<Policy> as Policy;

const always = { name: 'always' } as Check;
const sometimes = {
  name: 'sometimes',
  // A method, so that it may lean on its own check.
  isAsked({ settings }, own) {
    return this.name === 'sometimes' && settings.get('sometimes') === own && (own as { wanted: boolean }).wanted;
  },
} as Partial<Check> as Check;

const names = (checks: readonly Check[]) => checks.map(({ name }) => name);

describe('the checks that a policy asks for', () => {
  it('are those that say so of its settings, and those that say nothing, in order', () => {
    expect(names(askedChecks([sometimes, always], policy(true)))).toEqual(['sometimes', 'always']);
    expect(names(askedChecks([sometimes, always], policy(false)))).toEqual(['always']);
  });

  it('and those that it does not ask for are all', () => {
    expect(names(notAskedChecks([sometimes, always], policy(true)))).toEqual([]);
    expect(names(notAskedChecks([sometimes, always], policy(false)))).toEqual(['sometimes']);
  });

  it('are told by name', () => {
    expect(describeNotAsked(['coverage', 'interop'])).toBe('not asked for by the policy: coverage, interop');
  });
});
