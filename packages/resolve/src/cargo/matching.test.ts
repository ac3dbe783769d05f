import { parseCrateVersion, parseRequirement, satisfies } from '@assay/registry';
import { describe, expect, it } from 'vitest';
import { CRATES_IO } from '../input.js';
import { randomNumbers } from '../testing/random.js';
import { version } from '../testing/workspace.js';
import { type Candidate, compareCandidates } from './candidate.js';
import { slotsOf, type Target, targetsIn } from './family.js';

function candidate(number: string): Candidate {
  const parsed = parseCrateVersion(number);
  if (parsed === undefined) throw new Error(`${number} is no version`);
  const read = () => ({ state: 'known', details: version(`a ${number}`) }) as const;
  return { name: 'a', version: parsed, source: CRATES_IO, read, locked: undefined, fixed: undefined };
}

function numbersOf(targets: readonly Target[]): string[] {
  return targets.flatMap(({ slot, values }) =>
    slot.candidates
      .filter((_, index) => ((values[(index + 1) >>> 5] ?? 0) >>> ((index + 1) & 31)) & 1)
      .map((each) => each.version.raw),
  );
}

describe('targetsIn', () => {
  it('finds the versions that comparing each of them finds', () => {
    const random = randomNumbers(7);
    const pick = (...items: string[]) => items[random(items.length)] ?? '';
    const number = () => [pick('0', '0', '1', '2'), pick('0', '0', '1', '2', '9', '10'), random(12)].join('.');
    for (let round = 0; round < 60; round += 1) {
      const texts = new Set(Array.from({ length: 70 }, () => `${number()}${pick('', '', '', '-rc.1', '+meta')}`));
      const candidates = [...texts].map(candidate).sort((a, b) => compareCandidates(b, a));
      const family = { slots: slotsOf(candidates, CRATES_IO, 0), targets: new Map() };
      for (let each = 0; each < 12; each += 1) {
        const one = () =>
          `${pick('^', '~', '=', '>', '>=', '<', '<=', '')}${pick(number(), number().replace(/\.\d+$/, ''), `${number()}-rc.1`)}`;
        const text = pick(one(), one(), `>=${number()}, <${number()}`, `${one()}, ${one()}`, '*');
        const requirement = parseRequirement(text);
        if (requirement === undefined) throw new Error(`${text} is no requirement`);
        const expected = candidates.filter((candidate) => satisfies(candidate.version, requirement));
        expect(numbersOf(targetsIn(family, text)), text).toEqual(expected.map((each) => each.version.raw));
      }
    }
  });

  it('meets nothing with a requirement that Cargo refuses', () => {
    const family = { slots: slotsOf([candidate('1.0.0')], CRATES_IO, 0), targets: new Map() };
    expect(targetsIn(family, 'newest')).toEqual([]);
  });
});
