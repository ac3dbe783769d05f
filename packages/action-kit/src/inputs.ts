import path from 'node:path';
import { UserError } from '@assay/evidence';
import type { Environment } from '@assay/host';

/** An input as action.yml declares it. A test holds the two equal. */
export interface InputSpec {
  /** What it is when it is not given. Without a default it is the empty text. */
  default?: string;
  required?: true;
}

/** The inputs that every action on a workspace takes. */
export const commonInputs = {
  'working-directory': { default: '.' },
  policy: { default: 'assay.toml' },
  'evidence-dir': { default: 'target/assay/evidence' },
} as const satisfies Record<string, InputSpec>;

export type CommonInput = keyof typeof commonInputs;

/** The input of an action for something that a policy need not ask for. With `asked`, nothing runs where it does not. */
export const whenInput = { when: { default: 'always' } } as const satisfies Record<string, InputSpec>;

/** Inputs by id, as action.yml writes the ids. */
export type Inputs<Id extends string> = Readonly<Record<Id, string>>;

/**
 * The inputs that the runner handed over as `INPUT_<ID>`, trimmed, with defaults filled in. Throws UserError when a required one
 * is missing, or one holds control characters, which no path and no commit has.
 */
export function readInputs<Id extends string>(
  specs: Readonly<Record<Id, InputSpec>>,
  environment: Environment,
): Inputs<Id> {
  const ids = Object.keys(specs) as Id[];
  return Object.fromEntries(ids.map((id) => [id, readInput(id, specs[id], environment)])) as Record<Id, string>;
}

function readInput(id: string, spec: InputSpec, environment: Environment): string {
  const given = (environment.get(`INPUT_${id.replaceAll(' ', '_').toUpperCase()}`) ?? '').trim();
  const value = given === '' ? (spec.default ?? '') : given;
  if (value === '' && spec.required === true) {
    throw new UserError(`the input ${id} is missing`, { remedy: `give it under with: ${id}:` });
  }
  if (/\p{Cc}/u.test(value)) {
    throw new UserError(`the input ${id} holds a line break or another control character: ${JSON.stringify(value)}`, {
      remedy: 'give it on one line, without control characters',
    });
  }
  return value;
}

/** A yes-or-no input by its id, in the spellings that YAML has for it. Throws UserError for anything else. */
export function readSwitch<Id extends string>(inputs: Inputs<Id>, id: Id): boolean {
  const value = inputs[id];
  if (['true', 'True', 'TRUE'].includes(value)) return true;
  if (['false', 'False', 'FALSE'].includes(value)) return false;
  throw new UserError(`the input ${id} is neither true nor false: ${JSON.stringify(value)}`, {
    remedy: `write ${id}: true or ${id}: false`,
  });
}

/** An input by its id, one of these words. Throws UserError for anything else. */
export function readChoice<Id extends string, Choice extends string>(
  inputs: Inputs<Id>,
  id: Id,
  choices: readonly Choice[],
): Choice {
  const value = inputs[id];
  const chosen = choices.find((choice) => choice === value);
  if (chosen !== undefined) return chosen;
  throw new UserError(`the input ${id} is none of ${choices.join(', ')}: ${JSON.stringify(value)}`, {
    remedy: `write ${choices.map((choice) => `${id}: ${choice}`).join(' or ')}`,
  });
}

/** The input of {@link whenInput}. Throws UserError for any other word. */
export function readWhen(inputs: Inputs<string>): 'always' | 'asked' {
  return readChoice(inputs, 'when', ['always', 'asked']);
}

/** A path input, which is relative to the working directory unless it is absolute. */
export function inDirectory(directory: string, file: string): string {
  return path.isAbsolute(file) ? path.normalize(file) : path.join(directory, file);
}

/** A path as an output shows it: relative to the folder that the step runs in when inside it, always with `/`. */
export function outputPath(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file));
  const outside = relative.startsWith('..') || path.isAbsolute(relative);
  return (outside ? path.resolve(file) : relative).split(path.sep).join('/');
}
