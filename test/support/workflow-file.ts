import { readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { readText } from './repository.js';

/** A workflow, as far as the tests read it. */
export interface Workflow {
  name: string;
  on: { workflow_call: Interface };
  permissions: unknown;
  jobs: Record<string, Job>;
}

/** What a caller gives and gets. */
export interface Interface {
  inputs: Record<string, { description: string; type: string; required?: boolean; default?: unknown }>;
  outputs: Record<string, { description: string; value: string }>;
  secrets?: unknown;
}

export interface Job {
  name: string;
  if?: string;
  needs?: string | string[];
  'runs-on': string;
  'timeout-minutes'?: number;
  permissions?: Record<string, string>;
  strategy?: unknown;
  outputs?: Record<string, string>;
  steps: Step[];
}

export interface Step {
  name?: string;
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

/** The file names of the reusable workflows. */
export const reusableWorkflows = readdirSync(new URL('../../workflows', import.meta.url))
  .filter((name) => name.endsWith('.yml'))
  .sort();

/** A reusable workflow as GitHub runs it. */
export function readWorkflow(name: string): Workflow {
  return parse(readText(`.github/workflows/${name}`)) as Workflow;
}

/** A job of it. Throws when there is none of that name. */
export function jobOf(workflow: string, name: string): Job {
  const job = readWorkflow(workflow).jobs[name];
  if (job === undefined) throw new Error(`${workflow} has no job ${name}`);
  return job;
}

/** The step of this name, in any job of the workflow. Throws when there is none. */
export function stepOf(workflow: string, name: string): Step {
  const step = Object.values(readWorkflow(workflow).jobs)
    .flatMap(({ steps }) => steps)
    .find((one) => one.name === name);
  if (step === undefined) throw new Error(`${workflow} has no step ${name}`);
  return step;
}

/** The jobs that a job waits for. */
export function needsOf({ needs = [] }: Job): string[] {
  return [needs].flat();
}
