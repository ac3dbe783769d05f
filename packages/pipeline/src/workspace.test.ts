import { describe, expect, it } from 'vitest';
import { workshop } from './testing/workshop.js';
import { leftBehind, openWorkspace } from './workspace.js';

async function left(evidenceDir?: string): Promise<string[]> {
  const { host, request } = workshop({ wanted: true });
  return leftBehind(await openWorkspace(host, { ...request, evidenceDir }));
}

describe('what is left behind in the workspace', () => {
  it('is the folder target, where evidence goes there or elsewhere', async () => {
    expect(await left()).toEqual(['target']);
    expect(await left('/out/evidence')).toEqual(['target']);
  });

  it('is every result below it, of checks only the files that are theirs', async () => {
    expect(await left('/workshop/results/evidence')).toEqual([
      'target',
      'results/evidence',
      'results/report',
      'results/bundle.zip',
      'results/bundle.zip.sigstore.json',
      'results/signed',
      'results/plan/Cargo.lock',
      'results/plan/msrv-plan.json',
      'results/gears/gears.info',
      'results/gears/gears.xml',
      'results/gears/index.html',
    ]);
  });
});
