import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settle } from '@assay/check';
import { CoverageFacts } from '@assay/coverage';
import type { Gap, Verdict } from '@assay/evidence';
import { realHost } from '@assay/host';
import { checkNamed, openWorkspace } from '@assay/pipeline';
import { onTestFinished, vi } from 'vitest';
import { AS_OF, copyClean } from './faults.js';

/** What the check coverage says of a workspace, judged. */
export interface Judged {
  verdict: Verdict;
  /** `coverage/statement src/lib.rs:12`: those that no deviation permits, in their order. */
  findings: string[];
  gaps: Gap[];
  facts: CoverageFacts;
}

/** Copies a clean workspace, changes it, and collects and judges as the pipeline does. */
export async function judgeChanged(clean: string, change: (folder: string) => void = () => undefined): Promise<Judged> {
  const { folder, environment, remove } = await copyClean(clean);
  onTestFinished(remove);
  for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  change(folder);
  return judge(folder);
}

/** Collects and judges coverage in a folder, with the environment as it is. */
export async function judge(folder: string): Promise<Judged> {
  const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
  const { world, policy } = await openWorkspace(host, { workspace: folder });
  const check = checkNamed('coverage');
  const collected = await check.collect(world, policy, policy.settings.get('coverage'));
  const terms = { rank: policy.level.value.rank, deviations: policy.deviations, asOf: AS_OF };
  const { findings, verdict } = settle(check, collected, terms);
  const counted = findings.filter(({ deviation }) => deviation === null);
  return {
    verdict,
    findings: counted.map(({ rule, at }) => `${rule} ${at.path}${at.line === undefined ? '' : `:${at.line}`}`),
    gaps: collected.gaps,
    // As evidence keeps them.
    facts: CoverageFacts.parse(JSON.parse(JSON.stringify(collected.facts))),
  };
}

/** Edits a file of a folder. The text must stand there exactly once. */
export function edit(folder: string, file: string, find: string, replace: string): void {
  const parts = readFileSync(join(folder, file), 'utf8').split(find);
  if (parts.length !== 2) throw new Error(`the text to replace stands ${parts.length - 1} times in ${file}`);
  writeFileSync(join(folder, file), parts.join(replace));
}
