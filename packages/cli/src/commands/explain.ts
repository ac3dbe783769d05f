import { exitStatus, UserError } from '@assay/evidence';
import { allChecks } from '@assay/pipeline';
import { nearest, standards } from '@assay/policy';
import { explainRule } from '@assay/report';
import type { Context } from '../terminal.js';

/** `assay explain [RULE]`: one rule in full, or all of them in a line each. */
export async function explainCommand({ terminal }: Context, id: string | undefined): Promise<number> {
  const rules = allChecks.flatMap((check) => check.rules);
  if (id === undefined) {
    const width = Math.max(...rules.map((rule) => rule.id.length));
    terminal.print(rules.map((rule) => `${rule.id.padEnd(width)}  ${rule.title}`).join('\n'));
    return exitStatus.pass;
  }
  const rule = rules.find((candidate) => candidate.id === id || candidate.aliases?.includes(id));
  if (rule === undefined) {
    const similar = nearest(
      id,
      rules.map((candidate) => candidate.id),
    );
    throw new UserError(`there is no rule ${JSON.stringify(id)}`, {
      remedy: `${similar === undefined ? '' : `did you mean ${similar}? `}assay explain lists them all`,
    });
  }
  terminal.print(explainRule(rule, standards));
  return exitStatus.pass;
}
