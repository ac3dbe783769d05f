import path from 'node:path';
import { exitStatus } from '@assay/evidence';
import { type FoundTargets, lookThroughTargets, planWorkspaceTargets, runParts } from '@assay/pipeline';
import type { CommonOptions } from '../program.js';
import { showReport } from '../show.js';
import { textTable } from '../table.js';
import type { Context } from '../terminal.js';
import { noteLeft } from './check.js';
import { noteToday } from './note-bundle.js';
import { requestFrom, workspaceFolder } from './workspace-folder.js';

/** `assay targets [--target T]`: every target of the policy, or these alone. */
export async function targetsCommand(
  { host, terminal }: Context,
  options: CommonOptions & { target?: readonly string[] },
): Promise<number> {
  const [first, ...others] = new Set(options.target ?? []);
  const only = first === undefined ? undefined : ([first, ...others] as const);
  const outcome = await runParts(host, 'targets', requestFrom(options), only);
  const { report, left, verdict } = outcome;
  showReport(terminal, report, options.format);
  for (const one of left) noteLeft(terminal, { ...one, reportPath: undefined });
  noteToday(terminal, outcome);
  return exitStatus[verdict];
}

/** `assay targets plan`: GitHub's matrix for the targets of the policy, as JSON. */
export async function planTargetsCommand(
  { host, terminal }: Context,
  options: Pick<CommonOptions, 'manifestPath' | 'policy'> & { runsOn: string },
): Promise<number> {
  const request = requestFrom({ ...options, format: 'human' });
  const plan = await planWorkspaceTargets(host, { ...request, runsOn: options.runsOn });
  terminal.print(JSON.stringify(plan, null, 2));
  return exitStatus.pass;
}

/** `assay targets list`: the targets of the compiler in use that have what is wanted. */
export async function listTargetsCommand(
  { host, terminal }: Context,
  { manifestPath, wanted = '', format }: { manifestPath: string; wanted?: string; format: 'human' | 'json' },
): Promise<number> {
  const found = await lookThroughTargets(host.world(path.resolve(workspaceFolder(manifestPath))), wanted);
  terminal.print(format === 'json' ? JSON.stringify({ wanted, ...found }, null, 2) : inWords(found));
  return exitStatus.pass;
}

function inWords({ release, known, targets, silent }: FoundTargets): string {
  const heads = ['target', 'tier', 'library', 'prebuilt', 'host tools', 'panic', 'bits', 'atomics', 'float', 'what'];
  const cells = targets.map((row) =>
    [
      ...[row.target, row.tier, row.library, row.prebuilt, row.hostTools, row.panic, row.pointerWidth, row.atomics],
      ...[row.floatAbi, row.description],
    ].map(inCell),
  );
  const table = targets.length === 0 ? [] : [textTable(heads, cells), ''];
  const notAsked = silent.map(({ what, why }) => `not known here: ${what}: ${why}`);
  return [...table, `${targets.length} of ${known} targets of rustc ${release}`, ...notAsked].join('\n');
}

function inCell(value: string | number | boolean | null): string {
  if (value === null) return '?';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
