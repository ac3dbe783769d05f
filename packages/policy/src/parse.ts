import {
  type Deviation,
  type DeviationRequest,
  type DeviationScope,
  type Mistake,
  refuse,
  UserError,
} from '@assay/evidence';
import { parseToml, type TomlDocument } from '@assay/toml';
import { findLevel, type IntegrityLevel } from './level.js';
import { meaningMistakes } from './meaning.js';
import type { Policy, Stated } from './policy.js';
import { type PolicyDocument, type PolicyTable, policySchema } from './schema.js';
import { forbiddenKeys, shapeMistakes } from './shape.js';

export interface ParseOptions {
  /** The policy's path, for messages and evidence. */
  path: string;
  /** The tables that the checks bring. */
  tables: readonly PolicyTable[];
  /** Every rule id, so that a deviation can be checked to name one. */
  rules: readonly string[];
  /** Those of them whose deviations must have a disposition. */
  disposedRules?: readonly string[];
  /** The releases that baselines may be named by. */
  baselines: ReadonlyMap<string, string>;
}

/** 1 MiB of text: no policy that people write by hand comes near it. */
export const POLICY_LIMIT = 1024 * 1024;

/** Tables of checks that are planned. Refused by name, so that nobody believes that they were heeded. */
const plannedTables = ['coverage', 'targets', 'dependencies', 'interop', 'lints', 'upgrade'];

/**
 * Reads assay.toml. Throws UserError with every problem: place, what is wrong, what was expected, the nearest known word. A
 * deviation that has expired is none of them: that depends on the day, and is a finding of the check `policy`.
 */
export function parsePolicy(text: string, options: ParseOptions): Policy {
  const { path, tables } = options;
  refuseSize(text, path);
  const document = parseToml(text, path);
  const planned = plannedTables.filter(
    (name) => name in document.value && !tables.some((table) => table.name === name),
  );
  const parsed = policySchema(tables).safeParse(without(document.value, planned));
  refuse([
    ...planned.map((name) => notYet(name, document)),
    ...(parsed.success ? [] : shapeMistakes(parsed.error, document, tables)),
    ...forbiddenKeys(document),
    ...meaningMistakes(document, options),
  ]);
  if (!parsed.success) throw parsed.error;
  return policyFrom(text, document, parsed.data, options);
}

function refuseSize(text: string, path: string): void {
  if (text.trim() === '') {
    throw new UserError('the policy is empty', {
      at: { path, line: 1 },
      remedy: 'assay init, in a workspace without one, shows what belongs in it',
    });
  }
  if (Buffer.byteLength(text) > POLICY_LIMIT) {
    throw new UserError('the policy is larger than 1 MiB', {
      at: { path },
      remedy: 'name the right file with --policy',
    });
  }
}

function without(value: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  const rest = Object.assign(Object.create(null), value);
  for (const name of names) delete rest[name];
  return rest;
}

function notYet(name: string, document: TomlDocument): Mistake {
  return {
    at: document.placeOf([name]),
    message: `[${name}] is not yet supported`,
    remedy: 'remove it: this version of Assay does not have the check, and ignores nothing',
  };
}

/** A document without problems, with its places. */
function policyFrom(
  text: string,
  { placeOf }: TomlDocument,
  data: PolicyDocument & Record<string, unknown>,
  { path, tables, baselines }: ParseOptions,
): Policy {
  const { levels = {}, baseline, deviation = [] } = data;
  const { 'keep-until': keepUntil, ...project } = data.project;
  const stated = deviation.map((each, index) => deviationFrom(each, placeOf(['deviation', index])));
  const level = (name: string, keys: readonly string[]): Stated<IntegrityLevel> => ({
    value: findLevel(project.standard, name),
    at: placeOf(keys),
  });
  const ofEach = <T>(table: Record<string, string>, state: (value: string, member: string) => T) =>
    new Map(Object.entries(table).map(([member, value]) => [member, state(value, member)]));
  return {
    path,
    text,
    project,
    ...(keepUntil === undefined ? {} : { keepUntil }),
    level: level(project.level, ['project', 'level']),
    levels: ofEach(levels, (name, member) => level(name, ['levels', member])),
    baseline: {
      ...release(baseline, baselines, placeOf),
      crates: ofEach(baseline.crates ?? {}, (value, member) => ({
        value,
        at: placeOf(['baseline', 'crates', member]),
      })),
    },
    settings: new Map(tables.map(({ name, schema }) => [name, data[name] ?? schema.parse({})])),
    deviations: stated.filter(isApproved),
    requests: stated.filter((each): each is DeviationRequest => !isApproved(each)),
    placeOf,
  };
}

function release(
  { rust, name }: PolicyDocument['baseline'],
  baselines: ParseOptions['baselines'],
  placeOf: Policy['placeOf'],
): Pick<Policy['baseline'], 'rust' | 'name'> {
  if (rust !== undefined) return { rust: { value: rust, at: placeOf(['baseline', 'rust']) } };
  const value = name === undefined ? undefined : baselines.get(name);
  if (name === undefined || value === undefined) throw new Error('a baseline without a release was not refused');
  return { name, rust: { value, at: placeOf(['baseline', 'name']) } };
}

type DeviationTable = NonNullable<PolicyDocument['deviation']>[number];

function deviationFrom(
  { 'approved-by': approvedBy, 'requested-by': requestedBy, scope, ...rest }: DeviationTable,
  at: Deviation['at'],
): Deviation | DeviationRequest {
  const stated = { ...rest, scope: scope as DeviationScope, at };
  if (approvedBy !== undefined) return { ...stated, ...(requestedBy === undefined ? {} : { requestedBy }), approvedBy };
  if (requestedBy !== undefined) return { ...stated, requestedBy };
  throw new Error('a deviation that nobody approved or asked for was not refused');
}

function isApproved(deviation: Deviation | DeviationRequest): deviation is Deviation {
  return 'approvedBy' in deviation;
}
