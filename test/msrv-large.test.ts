import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assay } from './support/command.js';
import { lockedWorkspace, type PlanWorkspace, requireCompilers, runPlan } from './support/plan-workspace.js';
import { type PublishedCrate, registryOfThisFile } from './support/registry.js';

requireCompilers();
const registry = registryOfThisFile();

/** How many packages the workspace depends on. */
const count = 2000;
const names = Array.from({ length: count }, (_, place) => `part-${place}`);
const last = `part-${count - 1}`;

/** A tree in which each package requires three more; of every tenth the newest version needs 1.88, and of the last one both do. */
function tree(): PublishedCrate[] {
  return names.flatMap((name, place) => {
    const requires = Object.fromEntries(names.slice(place * 3 + 1, place * 3 + 4).map((child) => [child, '^1']));
    const isTooNew = place % 10 === 0 || name === last;
    return [
      { name, version: '1.0.0', declares: name === last ? '1.88' : '1.63', requires },
      { name, version: '1.1.0', declares: isTooNew ? '1.88' : '1.63', requires },
    ];
  });
}

function factsOf({ folder }: PlanWorkspace) {
  const { predicate } = JSON.parse(readFileSync(join(folder, 'target/assay/evidence/msrv.json'), 'utf8'));
  return predicate;
}

describe(`a workspace of ${count} packages`, () => {
  it('is judged whole, and the search for a way back in it ends', async () => {
    await registry.publish(...tree());
    const workspace = lockedWorkspace(registry, { requires: { 'part-0': '1' } });
    const { folder, env } = workspace;

    const { status, stderr } = await assay(['msrv', '--no-prove'], { cwd: folder, env });
    expect(status, stderr).toBe(1);
    const { facts, findings } = factsOf(workspace);
    expect(facts.packages).toHaveLength(count + 1);
    const tooNew = names.filter((name, place) => place % 10 === 0 || name === last);
    const above = findings.filter(({ rule }: { rule: string }) => rule === 'msrv/above-baseline');
    expect(above.map(({ subject }: { subject: { name: string } }) => subject.name).sort()).toEqual(tooNew.sort());

    const { plan } = await runPlan(workspace, ['--offline']);
    expect({ outcome: plan.outcome, gaps: plan.gaps }).toEqual({ outcome: 'blocked', gaps: [] });
    expect(plan.blocks.at(0)?.steps.at(-1)).toMatchObject({ requires: `${last} ^1` });
  }, 120_000);
});
