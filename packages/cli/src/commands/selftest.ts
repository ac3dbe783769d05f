import path from 'node:path';
import { exitStatus } from '@assay/evidence';
import { selftest, selftestEvidence } from '@assay/pipeline';
import type { Format } from '../program.js';
import type { Context } from '../terminal.js';
import { shownPath, workspaceFolder } from './workspace-folder.js';

export interface SelftestOptions {
  manifestPath: string;
  evidenceDir?: string;
  format: Format;
}

/** `assay selftest`: shows on this installation that every rule raises what it should and spares what it should. */
export async function selftestCommand({ host, terminal }: Context, options: SelftestOptions): Promise<number> {
  const result = selftest();
  const evidence = selftestEvidence(result);
  const folder = options.evidenceDir ?? path.join(workspaceFolder(options.manifestPath), 'target', 'assay', 'evidence');
  const file = path.join(path.resolve(folder), 'selftest.json');
  await host.writer.writeWhole(file, evidence);
  terminal.print(options.format === 'json' ? evidence : describe(result));
  terminal.note(`evidence: ${shownPath(file)}`);
  return exitStatus[result.verdict];
}

function describe({ verdict, rules, assay }: ReturnType<typeof selftest>): string {
  const lines = rules.map(({ rule, passed, raises, spares }) => {
    const outcome = `raised ${raises.raised} of ${raises.controls}, spared ${spares.spared} of ${spares.controls}`;
    return `${passed ? 'ok    ' : 'FAILED'}  ${rule}: ${outcome}`;
  });
  return [
    `${verdict}: ${rules.filter(({ passed }) => passed).length} of ${rules.length} rules, assay ${assay.version}`,
    ...lines,
  ].join('\n');
}
