import type { Json } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { policyJsonSchema } from './schema.js';

type Schema = { [key: string]: Json };

const own = z.strictObject({ exclude: z.array(z.string()).default([]).describe('Paths.') }).describe('A table.');
const schema = policyJsonSchema([{ name: 'own', schema: own }]) as Schema;

/** Every schema of a key, with the path to it. */
function keys(of: Schema, path = ''): [string, Schema][] {
  return Object.entries((of.properties ?? {}) as Record<string, Schema>).flatMap(([key, each]) => {
    const here = `${path}.${key}`;
    return [[here, each] as [string, Schema], ...keys(each, here), ...keys((each.items ?? {}) as Schema, here)];
  });
}

describe('policyJsonSchema', () => {
  it('describes every key, those of checks too', () => {
    const all = keys(schema);
    expect(all.map(([path]) => path)).toEqual(
      expect.arrayContaining(['.project.level', '.baseline.crates', '.deviation.scope.package', '.own.exclude']),
    );
    expect(all.filter(([, { description }]) => typeof description !== 'string')).toEqual([]);
  });

  it('asks for no key that has a default, and allows none that is unknown', () => {
    const tables = [schema, ...keys(schema).map(([, each]) => each)].filter(
      ({ properties }) => properties !== undefined,
    );
    expect(tables.map(({ additionalProperties }) => additionalProperties)).toEqual(tables.map(() => false));
    expect((schema.properties as Record<string, Schema>).own?.required).toBeUndefined();
  });

  it('offers editors the levels, and is of a draft that they know', () => {
    const [, level] = keys(schema).find(([path]) => path === '.project.level') ?? [];
    expect(level?.enum).toEqual(expect.arrayContaining(['QM', 'ASIL D', 'SIL 4', 'Class C', 'DAL A', 'Basic']));
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  });
});
