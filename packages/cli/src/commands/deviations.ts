import { canonicalJson, count, exitStatus, inDays } from '@assay/evidence';
import { type DeviationList, type ListedDeviation, listDeviations } from '@assay/pipeline';
import { visible } from '@assay/report';
import type { CommonOptions } from '../program.js';
import { textTable } from '../table.js';
import type { Context } from '../terminal.js';
import { requestFrom } from './workspace-folder.js';

export interface DeviationsOptions extends Omit<CommonOptions, 'format'> {
  format: 'human' | 'json';
}

/** `assay deviations`: who permitted what until when, the soonest to end first. Exit status 1 when one has expired. */
export async function deviationsCommand({ host, terminal }: Context, options: DeviationsOptions): Promise<number> {
  const list = await listDeviations(host, requestFrom({ ...options, format: 'human' }));
  terminal.print(options.format === 'json' ? canonicalJson({ ...list }) : inWords(list));
  const { evidenceAsOf, deviations } = list;
  if (evidenceAsOf !== null) terminal.note(`findings as of ${evidenceAsOf}, by the evidence of this policy`);
  else if (deviations.length > 0)
    terminal.note('what they cover is not known: there is no evidence of this policy; assay qualify leaves it');
  return exitStatus[list.verdict];
}

function inWords({ deviations, today }: DeviationList): string {
  if (deviations.length === 0) return `no deviations as of ${today}`;
  const heads = ['id', 'state', 'last day', 'ends', 'covers', 'rule', 'scope', 'approved by'];
  const rows = deviations.map((deviation) => {
    const { id, state, expires, daysLeft, rule, scope } = deviation;
    return [id, state, expires, inDays(daysLeft), covers(deviation), rule, scope, responsible(deviation)].map(visible);
  });
  const states = (['expired', 'expiring', 'approved', 'requested'] as const).flatMap((state) => {
    const number = deviations.filter((deviation) => deviation.state === state).length;
    return number === 0 ? [] : [`${number} ${state}`];
  });
  return [
    textTable(heads, rows),
    '',
    `${count(deviations.length, 'deviation')} as of ${today}: ${states.join(', ')}`,
  ].join('\n');
}

function covers({ findings }: ListedDeviation): string {
  if (findings === null) return 'not known';
  return findings === 0 ? 'unused: it matches no finding' : count(findings, 'finding');
}

function responsible({ approvedBy, requestedBy }: ListedDeviation): string {
  return approvedBy ?? `nobody; requested by ${requestedBy}`;
}
