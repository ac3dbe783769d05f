import { sha256 } from '@assay/evidence';
import { fakeWorld, WorldError, type WorldErrorKind } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { readInputs, readSourceTexts } from './inputs.js';
import { runCheck } from './run-check.js';
import { workshop } from './testing/workshop.js';

/** The statement of the check that marks sources, and a world in which every read fails in this way. */
async function failing(kind: WorldErrorKind) {
  const { host, request } = workshop({ wanted: true });
  const { statement } = await runCheck(host, 'gears', request);
  const world = fakeWorld();
  const files = { ...world.files, read: () => Promise.reject(new WorldError(kind, '', kind)) };
  return { statement, workspace: { world: { ...world, files }, checks: request.checks } };
}

describe('the texts of marked sources', () => {
  it.each(['not-found', 'unreadable', 'too-large'] as const)('are left out when they are %s', async (kind) => {
    const { statement, workspace } = await failing(kind);
    expect(await readSourceTexts(workspace, [statement])).toEqual(new Map());
  });

  it('are not taken for missing when the user interrupts', async () => {
    const { statement, workspace } = await failing('interrupted');
    await expect(readSourceTexts(workspace, [statement])).rejects.toThrow(WorldError);
  });
});

describe('the inputs of a bundle', () => {
  it('must be what the evidence rests on', async () => {
    const { host, request } = workshop({ wanted: true });
    const { statement } = await runCheck(host, 'bolts', request);
    const content = new TextEncoder().encode('all tight\n');
    const bolts = (text: string | Uint8Array) => ({
      world: fakeWorld({ files: { 'bolts.txt': text } }),
    });
    statement.predicate.inputs = [{ path: 'bolts.txt', sha256: sha256(content) }];
    expect(await readInputs(bolts(content), [statement])).toEqual([{ path: 'bolts.txt', content }]);
    await expect(readInputs(bolts('loose\n'), [statement])).rejects.toThrow(
      'bolts.txt has changed since the evidence was made',
    );
  });
});
