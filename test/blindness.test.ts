import { type Check, inParts, settingsOf, settle } from '@assay/check';
import { judgeAll, type Verdict } from '@assay/evidence';
import { type Failure, failing, realHost, type World, watching } from '@assay/host';
import { checkNamed, checks, openWorkspace, type Workspace } from '@assay/pipeline';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AS_OF, checkOf, cleanWorkspaces, copyClean } from './support/faults.js';
import { replaying } from './support/replaying.js';

const host = realHost({ signal: new AbortController().signal, progress: () => undefined });

describe.each(cleanWorkspaces())('the clean workspace %s', (name) => {
  const check = checkNamed(checkOf(name));

  it('is never passed when one look at the world fails, but those that its check calls optional', async () => {
    const { folder, environment, remove } = await copyClean(name);
    onTestFinished(remove);
    for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    const workspace = await openWorkspace(host, { workspace: folder });

    const { recording, replayed } = replaying(workspace.world);
    const watched = watching(recording);
    expect(await verdict(check, workspace, watched.world)).toBe('pass');
    const looks = watched.looks();
    expect(looks.filter(({ found }) => found).length).toBeGreaterThan(0);

    const passed: string[] = [];
    // The replayed ones first: they find what the tools left the first time.
    const inOrder = [
      ...looks.filter(({ name: look }) => !runsAgain(look)),
      ...looks.filter(({ name: look }) => runsAgain(look)),
    ];
    for (const { name: look, ways } of inOrder) {
      // What the tools of a target say does not depend on each other's words, but on what the first run left.
      const isReplayed = check.name === 'targets' || (check.name === 'coverage' && !runsAgain(look));
      const world = isReplayed ? replayed : workspace.world;
      for (const failure of ways.filter((way) => !isOptional(check, look, way))) {
        const blinded = failing(world, look, failure);
        if ((await verdict(check, workspace, blinded)) === 'pass') passed.push(`${look}: ${failure}`);
      }
    }
    expect(passed).toEqual([]);
  });
});

describe.each(checks.map((check) => [check.name, check] as const))('the check %s', (name, check) => {
  it('makes every look that it calls optional, and gives a reason', async () => {
    const made = new Set<string>();
    for (const clean of cleanWorkspaces().filter((each) => checkOf(each) === name)) {
      const { folder, environment, remove } = await copyClean(clean);
      onTestFinished(remove);
      for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
      const workspace = await openWorkspace(host, { workspace: folder });
      const watched = watching(workspace.world);
      await verdict(check, workspace, watched.world);
      for (const look of watched.looks()) made.add(look.name);
      vi.unstubAllEnvs();
    }
    for (const { look, because } of check.optional) {
      expect(
        [...made].some((each) => isMeant(look, each)),
        `${look} is never made`,
      ).toBe(true);
      expect(because).not.toBe('');
    }
  });
});

/** Does what a tool says depend on this look: a tool itself, or what Assay puts together for the next one? */
function runsAgain(look: string): boolean {
  return look.startsWith('run ') || look.startsWith('list target/assay/');
}

/** The verdict on a workspace seen through this world. What a check throws leaves none, as in the pipeline. */
async function verdict(check: Check, { policy }: Workspace, world: World): Promise<string> {
  const verdicts: Verdict[] = [];
  for (const each of inParts([check], policy)) {
    const collected = await each.collect(world, policy, settingsOf(policy, each), each.part).catch((error) => ({
      facts: undefined,
      examined: 0,
      gaps: [{ what: each.name, why: String(error), remedy: '' }],
    }));
    const terms = { rank: policy.level.value.rank, deviations: policy.deviations, asOf: AS_OF };
    verdicts.push(settle(each, collected, terms).verdict);
  }
  return judgeAll(verdicts);
}

function isOptional({ optional }: Check, look: string, failure: Failure): boolean {
  return optional.some((each) => isMeant(each.look, look) && each.ways.includes(failure));
}

function isMeant(pattern: string, look: string): boolean {
  const [start = '', end] = pattern.split('*');
  return end === undefined ? look === pattern : look.startsWith(start) && look.endsWith(end);
}
