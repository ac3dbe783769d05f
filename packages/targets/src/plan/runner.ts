import { UserError } from '@assay/evidence';
import * as z from 'zod';
import type { TargetSettings } from '../settings.js';

const label = z.string().min(1);
const labels = z.union([label, z.array(label).min(1)]);

const Several = z.union([
  z.array(label).min(1),
  z.strictObject({ group: label, labels: labels.optional() }),
  z.strictObject({ labels }),
]);

/**
 * What a job runs on, as GitHub's `runs-on` has it: a label, several, or a group of runners and labels. Source:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax, jobs.<job_id>.runs-on.
 */
export type Runner = string | z.infer<typeof Several>;

/** Reads what a user gave in one text: a label, or the JSON of several or of a group. Throws UserError for JSON that is none of them. */
export function readRunner(text: string): Runner {
  if (!/^[[{]/.test(text)) return text;
  const read = Several.safeParse(parsed(text));
  if (read.success) return read.data;
  throw new UserError(`no runner is described by ${JSON.stringify(text)}`, {
    remedy: 'give a label, a JSON array of labels, or a JSON object with group and labels',
  });
}

/** The runner that tries the target: its own, else this one. A list of one label is that one. */
export function runnerOf(target: TargetSettings, otherwise: Runner): Runner {
  const runner = target['runs-on'] ?? otherwise;
  const [only, ...others] = Array.isArray(runner) ? runner : [];
  return only === undefined || others.length > 0 ? runner : only;
}

/** Labels as a list in words, with the group before them. */
export function describeRunner(runner: Runner): string {
  if (typeof runner === 'string' || Array.isArray(runner)) return [runner].flat().join(', ');
  const group = 'group' in runner ? [`the group ${runner.group}`] : [];
  return [...group, ...[runner.labels ?? []].flat()].join(', ');
}

/** A value that no runner has, where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
