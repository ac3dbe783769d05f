import { expect, it } from 'vitest';
import { pause } from './pause.js';

it('lets time pass, and ends at once when interrupted', async () => {
  const interruption = new AbortController();
  await pause(1, interruption.signal);
  const waiting = pause(600_000, interruption.signal);
  interruption.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'WorldError', kind: 'interrupted' });
});
