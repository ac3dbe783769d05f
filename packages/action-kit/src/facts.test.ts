import type { Json, Statement } from '@assay/evidence';
import { expect, it } from 'vitest';
import { factWord } from './facts.js';

it.each<[Json, string]>([
  [{ pin: { channel: '1.95.0' } }, '1.95.0'],
  [{ pin: { channel: 'nightly-2026-04-14' } }, 'nightly-2026-04-14'],
  [{ pin: { channel: 7 } }, '7'],
  [{ pin: { channel: false } }, 'false'],
  [{ pin: null }, ''],
  [{ pin: ['channel'] }, ''],
  [null, ''],
  [{ pin: { channel: 'x; rm -rf $HOME' } }, ''],
  [{ pin: { channel: 'x\nverdict=pass' } }, ''],
])('takes a word out of facts, and nothing that is more than one: %j', (facts, word) => {
  expect(factWord({ predicate: { facts } } as Statement, 'pin', 'channel')).toBe(word);
});
