import { didYouMean, type Json, type Mistake } from '@assay/evidence';
import type { KeyPath, TomlDocument } from '@assay/toml';
import type * as z from 'zod';
import { type PolicyTable, policyJsonSchema } from './schema.js';

/** What a schema finds wrong, in words and with places. */
export function shapeMistakes(error: z.ZodError, document: TomlDocument, tables: readonly PolicyTable[]): Mistake[] {
  const schema = policyJsonSchema(tables);
  return error.issues.flatMap((issue) => mistakesOf(issue, document, schema));
}

function mistakesOf(issue: z.core.$ZodIssue, document: TomlDocument, schema: Json): Mistake[] {
  const path = issue.path as KeyPath;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path);
    const named = issue.keys.filter((key) => key !== '__proto__'); // {@link forbiddenKeys} has a word for that.
    return named.map((key) => ({
      at: document.placeOf([...path, key]),
      message: `unknown key ${JSON.stringify(key)}${inTable(path)}${didYouMean(key, known)}`,
      remedy: known.length === 0 ? 'remove it: nothing can be set here' : `known here: ${known.join(', ')}`,
    }));
  }
  const name = nameOf(path);
  const value = valueAt(document.value, path);
  const isTable = typeof value === 'object' && value !== null;
  const wrong =
    issue.code === 'custom' && isTable
      ? `${name} is not in order`
      : `${name} cannot be ${shown(value)}${misspelt(issue, value)}`;
  return [
    {
      at: document.placeOf(path),
      message: value === undefined ? `${name} is missing` : wrong,
      remedy: `expected ${expectation(issue, schema, path)}`,
    },
  ];
}

/**
 * Keys named `__proto__`, at any depth. They mean nothing, and validators pass over them in silence where any other name would
 * do, as among the members in `[levels]`.
 */
export function forbiddenKeys({ value, placeOf }: TomlDocument, path: KeyPath = []): Mistake[] {
  const here = valueAt(value, path);
  if (typeof here !== 'object' || here === null) return [];
  const keys: KeyPath = Array.isArray(here) ? [...here.keys()] : Object.keys(here);
  return keys.flatMap((key) =>
    key === '__proto__'
      ? [{ at: placeOf([...path, key]), message: 'nothing can be called "__proto__"', remedy: 'remove it' }]
      : forbiddenKeys({ value, placeOf }, [...path, key]),
  );
}

/** A value as the file has it, as far as a line holds it. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a table';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function misspelt(issue: z.core.$ZodIssue, value: unknown): string {
  return issue.code === 'invalid_value' && typeof value === 'string' ? didYouMean(value, issue.values.map(String)) : '';
}

/** What the place wants, as precisely as the issue knows it. */
function expectation(issue: z.core.$ZodIssue, schema: Json, path: KeyPath): string {
  const wanted = schemaAt(schema, path);
  const about = typeof wanted?.description === 'string' ? ` (${wanted.description.replace(/\.$/, '')})` : '';
  switch (issue.code) {
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'invalid_type': {
      const required = Array.isArray(wanted?.required) ? ` with ${wanted.required.join(', ')}` : '';
      return `${kinds[issue.expected] ?? issue.expected}${required}${about}`;
    }
    case 'too_small':
      return `at least ${issue.minimum}${units[issue.origin] ?? ''}${about}`;
    case 'too_big':
      return `at most ${issue.maximum}${units[issue.origin] ?? ''}${about}`;
    default:
      return `${issue.message}${about}`;
  }
}

const units: Readonly<Record<string, string>> = { string: ' characters', array: ' items' };

const kinds: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a table',
  record: 'a table',
};

/** `project.level`; `deviation 2, expires`. */
function nameOf(path: KeyPath): string {
  const [first, second, ...rest] = path;
  if (typeof second === 'number') return [`${String(first)} ${second + 1}`, ...rest].join(', ');
  return path.length === 1 ? `[${String(first)}]` : path.join('.');
}

function inTable(path: KeyPath): string {
  return path.length === 0 ? '' : ` in ${typeof path[1] === 'number' ? nameOf(path) : `[${path.join('.')}]`}`;
}

function knownKeys(schema: Json, path: KeyPath): string[] {
  return Object.keys((schemaAt(schema, path)?.properties ?? {}) as object);
}

type Schema = { [key: string]: Json };

/** The part of a JSON Schema that speaks of this path. */
function schemaAt(schema: Json, path: KeyPath): Schema | undefined {
  let current = schema as Schema | undefined;
  for (const key of path) {
    const next = typeof key === 'number' ? current?.items : (current?.properties as Schema | undefined)?.[key];
    current = (next ?? current?.additionalProperties) as Schema | undefined;
  }
  return typeof current === 'object' ? current : undefined;
}

function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(below, value);
}

function below(value: unknown, key: string | number): unknown {
  return (value as Record<string | number, unknown> | undefined)?.[key];
}
