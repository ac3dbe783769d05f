import { isAlwaysAsked } from '@assay/check';
import { canonicalJson } from '@assay/evidence';
import { allChecks } from '@assay/pipeline';
import { ranks } from '@assay/policy';
import { describe, expect, test } from 'vitest';

/**
 * Rules whose fault cannot stand alone, with the rules that must be raised with it and the reason. Without an entry here,
 * facts that raise a rule raise no other of its check.
 */
const inseparable: Readonly<Record<string, { rules: readonly string[]; because: string }>> = {};

const rules = allChecks.flatMap((check) => check.rules.map((rule) => ({ check, rule, id: rule.id })));

test('there are checks with rules, and every id is used once', () => {
  for (const check of allChecks) expect(check.rules.length, check.name).toBeGreaterThan(0);
  const ids = rules.flatMap(({ rule }) => [rule.id, ...(rule.aliases ?? [])]);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('the rules that are named inseparable exist', () => {
  const ids = rules.map(({ id }) => id);
  const named = Object.entries(inseparable).flatMap(([id, { rules: others }]) => [id, ...others]);
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});

describe.each(rules)('$id', ({ check, rule }) => {
  const raisedBy = (facts: unknown) =>
    check.rules.filter((candidate) => [...candidate.find(facts as never)].length > 0).map(({ id }) => id);

  test('the id is the check and a slug', () => {
    expect(rule.id).toMatch(/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(rule.id.split('/')[0]).toBe(check.name);
  });

  test('its controls are facts of the check, plain JSON', () => {
    for (const facts of [...rule.controls.raises, ...rule.controls.spares]) {
      expect(check.facts.parse(facts)).toEqual(facts);
      expect(JSON.parse(canonicalJson(facts))).toEqual(facts);
    }
  });

  test('it is raised by each control of the one kind, and nothing else is', () => {
    expect(rule.controls.raises.length).toBeGreaterThan(0);
    const expected = [rule.id, ...(inseparable[rule.id]?.rules ?? [])].sort();
    for (const facts of rule.controls.raises) expect(raisedBy(facts).sort()).toEqual(expected);
  });

  test('it spares each control of the other kind', () => {
    expect(rule.controls.spares.length).toBeGreaterThan(0);
    for (const facts of rule.controls.spares) expect(raisedBy(facts)).not.toContain(rule.id);
  });

  test('it says what is wrong, why, how to repair it, and which clauses ask', () => {
    for (const words of [rule.title, rule.why, rule.repair]) expect(words.trim().length).toBeGreaterThan(10);
    expect(rule.title).not.toMatch(/[.\n]$/);
    expect(rule.clauses.length).toBeGreaterThan(0);
    for (const clause of rule.clauses) {
      expect(clause.standard).not.toBe('');
      expect(clause.clause).not.toBe('');
      expect(['read in a secondary source', 'from memory', 'inferred']).toContain(clause.confidence);
    }
  });

  test('it states a severity for every rank, never lower at a higher one, and can fail a verdict or warn', () => {
    const steps = ['off', 'warning', 'error'];
    const stated = ranks.map((rank) => steps.indexOf(rule.severity[rank]));
    expect(stated).not.toContain(-1);
    expect(stated).toEqual([...stated].sort());
    expect(stated.at(-1)).toBeGreaterThan(0);
  });

  test('each of its findings has a place, words without holes, and a subject of its own', () => {
    for (const facts of rule.controls.raises) {
      const instances = [...rule.find(facts as never)];
      for (const { at, because, data, subject } of instances) {
        expect(at.path).not.toBe('');
        expect(subject.name).not.toBe('');
        const said = [rule.message(data), rule.remedy(data), ...because.map(({ note }) => note)];
        for (const words of said) {
          expect(words.trim()).not.toBe('');
          expect(words).not.toMatch(/undefined|NaN|\[object |\bnull\b/);
        }
      }
      const subjects = instances.map(({ subject }) => canonicalJson(subject));
      expect(new Set(subjects).size).toBe(subjects.length);
    }
  });
});

test.each(allChecks.filter((check) => !isAlwaysAsked(check)))(
  '$name says when a policy asks for it',
  ({ askedWhen }) => {
    expect(askedWhen).toMatch(/^(where|for each) /);
  },
);
