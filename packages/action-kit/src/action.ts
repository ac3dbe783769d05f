import type { Verdict } from '@assay/evidence';
import type { Host } from '@assay/host';
import type { Report } from '@assay/report';
import type { InputSpec, Inputs } from './inputs.js';

/** The outputs that every action sets, whatever happens; empty where there is nothing to say. */
export const commonOutputs = ['verdict', 'evidence', 'findings'] as const;

/** A GitHub action as a value: what action.yml declares, and what it does. A test compares the two. */
export interface Action<Id extends string = string, Output extends string = string> {
  /** The name of its folder. */
  name: string;
  inputs: Readonly<Record<Id, InputSpec>>;
  /** Outputs besides {@link commonOutputs}. */
  outputs: readonly Output[];
  /** Throws UserError for what the user must repair. */
  run(inputs: Inputs<Id>, host: Host): Promise<Result<Output> | Answer<Output> | NotAsked<Output>>;
  /**
   * The second half, when the rest of the job has run. `state` is what `run` left, `undefined` where it left nothing. Comes to a line
   * for the log, or to something that must be published; there are no outputs any more. Throws as `run` does.
   */
  post?(state: unknown, inputs: Inputs<Id>, host: Host): Promise<Outcome | string>;
}

/** What an action came to, to be published. */
export interface Outcome {
  verdict: Verdict;
  /** The verdict in a few words: `3 findings`. */
  reason: string;
  report: Report;
  /** The folder that the report's places are relative to, relative to the repository. */
  directory: string;
  /** Why evidence was refused, or what speaks against it. */
  problems?: readonly Problem[];
  /** What will be wrong soon, in sentences without full stop: an annotation of its own, on a pass too. */
  warnings?: readonly string[];
  /** What else a reader should know, in sentences. */
  notes?: readonly string[];
  /** Markdown that the step summary ends with, made safe by whoever wrote it. */
  addendum?: string;
}

/** What an action's first half came to. */
export interface Result<Output extends string = string> extends Outcome {
  outputs: Readonly<Record<Output | 'evidence', string>>;
  /** Plain JSON for {@link Action.post}. */
  state?: unknown;
}

/** What an action found out that judges nothing. There is no verdict of any kind, and so no pass. */
export interface Answer<Output extends string = string> {
  /** For the log, a line each. */
  answer: readonly string[];
  outputs: Readonly<Record<Output, string>>;
}

/** Nothing ran, because nothing was asked for: there is no verdict of any kind, and so no pass. */
export interface NotAsked<Output extends string = string> {
  /** What was not asked for, and by whom, in a sentence without its full stop. */
  notAsked: string;
  /** What its outputs say then. Default: nothing. */
  outputs?: Readonly<Record<Output, string>>;
}

/** Something that speaks against evidence, and where in it. */
export interface Problem {
  where: string;
  what: string;
  remedy?: string | undefined;
}

/** Checks the parts against each other's types and forgets them, so that all actions stand in one table. */
export function defineAction<Id extends string, Output extends string>(action: Action<Id, Output>): Action {
  return action as unknown as Action;
}
