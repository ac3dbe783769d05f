import { describe, expect, it } from 'vitest';
import { plan } from './plan.js';
import { everyWay } from './testing/every-way.js';
import { randomWorkspace } from './testing/random-workspace.js';

describe('plan', () => {
  it('finds a way where trying every way finds one, with as few packages that are new; and shows why where there is none', () => {
    const kinds = { solution: 0, blocked: 0 };
    let changed = 0;
    for (let seed = 1; seed <= 240; seed += 1) {
      const input = randomWorkspace(seed);
      if (input === undefined) continue;
      const planned = plan(input);
      const cheapest = everyWay(input);
      expect(planned.kind, `seed ${seed}`).toBe(cheapest === undefined ? 'blocked' : 'solution');
      kinds[planned.kind] += 1;
      if (planned.kind === 'blocked') {
        expect(planned, `seed ${seed}`).toMatchObject({
          complete: true,
          missing: [],
          chain: { because: expect.anything() },
        });
        continue;
      }
      const added = planned.changes.filter(({ to }) => to !== undefined).length;
      expect({ added, fewest: planned.fewest }, `seed ${seed}`).toEqual({ added: cheapest?.added, fewest: true });
      expect(
        planned.changes.every(({ follows }, index) => follows === undefined || follows !== index),
        `seed ${seed}`,
      ).toBe(true);
      changed += Math.min(1, planned.changes.length);
    }
    expect(kinds.solution).toBeGreaterThan(50);
    expect(kinds.blocked).toBeGreaterThan(40);
    expect(changed).toBeGreaterThan(15);
  });
});
