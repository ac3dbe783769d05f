import { UserError } from '@assay/evidence';
import type { ReadinessRecord } from '../record.js';

/** Does a target have what a word asks for? What is not known is not there. */
type Test = (record: ReadinessRecord) => boolean;

/** Words that ask for something in particular. */
const words: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['std', ({ library }) => library.value === 'std'],
  ['no_std', ({ library }) => library.value !== null && library.value !== 'std'],
  ['alloc', ({ library }) => library.value === 'std' || library.value === 'alloc'],
  ['core', ({ library }) => library.value === 'core'],
  ['host tools', ({ hostTools }) => hostTools.value === true],
  ['prebuilt', ({ prebuilt }) => prebuilt.value === true],
  ['installed', ({ installed }) => installed.value === true],
  ['hard float', ({ floatAbi }) => floatAbi.value === 'hard'],
  ['soft float', ({ floatAbi }) => floatAbi.value === 'soft'],
  ['softfp', ({ floatAbi }) => floatAbi.value === 'softfp'],
  ['unwind', ({ panic }) => panic.value === 'unwind'],
  ['abort', ({ panic }) => panic.value === 'abort'],
  ['little endian', ({ endian }) => endian.value === 'little'],
  ['big endian', ({ endian }) => endian.value === 'big'],
  ['bare metal', ({ os }) => os.value === 'none'],
]);

/** Words with a number in them. */
const patterns: readonly { form: string; pattern: RegExp; test: (number: number) => Test }[] = [
  {
    form: 'tier N',
    pattern: /^tier ([123])$/,
    test:
      (n) =>
      ({ tier }) =>
        tier.value !== null && tier.value <= n,
  },
  {
    form: 'tier N only',
    pattern: /^tier ([123]) only$/,
    test:
      (n) =>
      ({ tier }) =>
        tier.value === n,
  },
  {
    form: 'N-bit',
    pattern: /^(16|32|64)-bit$/,
    test:
      (n) =>
      ({ pointerWidth }) =>
        pointerWidth.value === n,
  },
  {
    form: 'atomics N',
    pattern: /^atomics (8|16|32|64|128)$/,
    test:
      (n) =>
      ({ atomics }) =>
        /^\d+$/.test(atomics.value ?? '') && Number(atomics.value) >= n,
  },
];

/**
 * The targets that have all that is wanted: words with commas between them, `no_std, tier 2, thumb`. `tier 2` takes tiers 1 and 2;
 * `atomics 64` atomics of 64 bits and more, with compare-and-swap; a word that is none of the known ones is an operating system, an
 * architecture, or part of the triple. Throws UserError for one that fits none of the targets at all.
 */
export function selectTargets(records: readonly ReadinessRecord[], wanted: string): ReadinessRecord[] {
  const tests = wanted
    .split(',')
    .map((word) => word.trim().replace(/\s+/g, ' ').toLowerCase())
    .filter((word) => word !== '')
    .map((word) => testOf(word, records));
  return records.filter((record) => tests.every((test) => test(record)));
}

function testOf(word: string, records: readonly ReadinessRecord[]): Test {
  const known = words.get(word);
  if (known !== undefined) return known;
  for (const { pattern, test } of patterns) {
    const number = pattern.exec(word)?.[1];
    if (number !== undefined) return test(Number(number));
  }
  const named: Test = ({ target, os, architecture }) =>
    [os.value, architecture.value].includes(word) || target.toLowerCase().includes(word);
  if (records.some(named)) return named;
  const all = [...words.keys(), ...patterns.map(({ form }) => form)].join(', ');
  throw new UserError(`no target is, has or is called ${JSON.stringify(word)}`, {
    remedy: `use these words, with commas between them: ${all}, an operating system, an architecture, or part of a triple`,
  });
}
