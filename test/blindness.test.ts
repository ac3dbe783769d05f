import { type Check, inParts, settingsOf, settle } from '@assay/check';
import { judgeAll, type Verdict } from '@assay/evidence';
import { type Failure, failing, type Look, realHost, type World, watching } from '@assay/host';
import { checkNamed, checks, openWorkspace, type Workspace } from '@assay/pipeline';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { AS_OF, type CleanCopy, checkOf, cleanWorkspaces, copyClean } from './support/faults.js';
import { replaying } from './support/replaying.js';

const host = realHost({ signal: new AbortController().signal, progress: () => undefined });

/** A clean workspace, looked at once: every look that its check made, and a world in which tools say again what they said. */
interface Observed {
  check: Check;
  workspace: Workspace;
  environment: Record<string, string>;
  looks: readonly Look[];
  replayed: World;
}

const observed = new Map<string, Promise<Observed>>();
const copies: CleanCopy[] = [];
afterAll(() => {
  for (const { remove } of copies) remove();
});

/** Looks at a clean workspace, or gives what was seen of it before. */
function observe(name: string): Promise<Observed> {
  const seen = observed.get(name) ?? look(name);
  observed.set(name, seen);
  return seen;
}

async function look(name: string): Promise<Observed> {
  const copy = await copyClean(name);
  copies.push(copy);
  const { folder, environment } = copy;
  return withVariables(environment, async () => {
    const check = checkNamed(checkOf(name));
    const workspace = await openWorkspace(host, { workspace: folder });
    const { recording, replayed } = replaying(workspace.world);
    const watched = watching(recording);
    expect(await verdict(check, workspace, watched.world)).toBe('pass');
    return { check, workspace, environment, looks: watched.looks(), replayed };
  });
}

async function withVariables<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  for (const [variable, value] of Object.entries(variables)) vi.stubEnv(variable, value);
  try {
    return await work();
  } finally {
    vi.unstubAllEnvs();
  }
}

describe.each(cleanWorkspaces())('the clean workspace %s', (name) => {
  it('is never passed when one look at the world fails, but those that its check calls optional', async () => {
    const { check, workspace, environment, looks, replayed } = await observe(name);
    expect(looks.filter(({ found }) => found).length).toBeGreaterThan(0);
    const passed = await withVariables(environment, async () => {
      // Otherwise nothing would be found by what follows.
      expect(await verdict(check, workspace, replayed)).toBe('pass');
      const suspects: [look: string, failure: Failure][] = [];
      for (const { name: failed, ways } of looks) {
        for (const failure of ways.filter((way) => !isOptional(check, failed, way))) {
          const blinded = failing(replayed, failed, failure);
          if ((await verdict(check, workspace, blinded)) === 'pass') suspects.push([failed, failure]);
        }
      }
      // What a tool is told may be what the look found in Assay's own folder: it would not say again what it said. Last, since tools change what is there.
      const blind: string[] = [];
      for (const [failed, failure] of suspects) {
        const blinded = failing(workspace.world, failed, failure);
        if ((await verdict(check, workspace, blinded)) === 'pass') blind.push(`${failed}: ${failure}`);
      }
      return blind;
    });
    expect(passed).toEqual([]);
  });
});

describe.each(checks.map((check) => [check.name, check] as const))('the check %s', (name, check) => {
  it('makes every look that it calls optional, and gives a reason', async () => {
    const made = new Set<string>();
    for (const clean of cleanWorkspaces().filter((each) => checkOf(each) === name)) {
      for (const look of (await observe(clean)).looks) made.add(look.name);
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
