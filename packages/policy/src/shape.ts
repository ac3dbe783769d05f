import type { Json } from '@assay/evidence';
import type { KeyPath, TomlDocument } from '@assay/toml';
import type { z } from 'zod';
import { didYouMean } from './nearest.js';
import type { Problem } from './problem.js';
import { type PolicyTable, policyJsonSchema } from './schema.js';

/** What a schema finds wrong, in words and with places. */
export function shapeProblems(error: z.ZodError, document: TomlDocument, tables: readonly PolicyTable[]): Problem[] {
  const schema = policyJsonSchema(tables);
  return error.issues.flatMap((issue) => problemsOf(issue, document, schema));
}

function problemsOf(issue: z.core.$ZodIssue, document: TomlDocument, schema: Json): Problem[] {
  const path = issue.path as KeyPath;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path);
    return issue.keys.map((key) => ({
      at: document.placeOf([...path, key]),
      message: `unknown key ${JSON.stringify(key)}${inTable(path)}${didYouMean(key, known)}`,
      remedy: known.length === 0 ? 'remove it: nothing can be set here' : `known here: ${known.join(', ')}`,
    }));
  }
  const name = nameOf(path);
  const missing = valueAt(document.value, path) === undefined;
  return [
    {
      at: document.placeOf(path),
      message: missing ? `${name} is missing` : `${name} is not what it should be: ${issue.message}`,
      remedy: `expected ${expectation(issue, schema, path)}`,
    },
  ];
}

/** What the place wants, as precisely as the issue knows it. */
function expectation(issue: z.core.$ZodIssue, schema: Json, path: KeyPath): string {
  const described = schemaAt(schema, path)?.description;
  const about = typeof described === 'string' ? ` (${described.replace(/\.$/, '')})` : '';
  if (issue.code === 'invalid_value') return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
  if (issue.code === 'invalid_type') return `${kinds[issue.expected] ?? issue.expected}${about}`;
  if (issue.code === 'too_small') return `some text${about}`;
  return issue.message;
}

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
  return path.reduce<unknown>(
    (current, key) => (current as Record<string | number, unknown> | undefined)?.[key],
    value,
  );
}
