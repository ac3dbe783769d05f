import { describe, expect, it } from 'vitest';
import { Merger } from './merger.js';

/** Merges sets, and knows how many items it had to look at. */
function setMerger() {
  const cost = { items: 0 };
  const merge = (a: ReadonlySet<number>, b: ReadonlySet<number>) => {
    cost.items += a.size + b.size;
    return new Set([...a, ...b]);
  };
  return { cost, merger: new Merger<ReadonlySet<number>>(merge, ({ size }) => size) };
}

describe('Merger', () => {
  it.each([
    ['upwards', (index: number) => index],
    ['all over', (index: number) => (index * 7919) % 20_000],
  ])('does not take the square of the number of small parts: %s', (_, item) => {
    const { cost, merger } = setMerger();
    for (let index = 0; index < 20_000; index += 1) merger.add('a', new Set([item(index)]));
    expect(merger.finish().get('a')?.size).toBe(20_000);
    expect(cost.items).toBeLessThan(20_000 * 40);
  });

  it.each([
    ['large parts', (index: number) => (index % 2 === 0 ? 3000 : 1)],
    ['parts that shrink', (index: number) => Math.max(1, 3000 - index * 10)],
  ])('does not take it of %s either', (_, size) => {
    const { cost, merger } = setMerger();
    let total = 0;
    for (let index = 0; index < 300; index += 1) {
      merger.add('a', new Set(Array.from({ length: size(index) }, (_, item) => total + item)));
      total += size(index);
    }
    expect(merger.finish().get('a')?.size).toBe(total);
    expect(cost.items).toBeLessThan(total * 40);
  });

  it('holds one part where all tell of the same', () => {
    const { cost, merger } = setMerger();
    for (let index = 0; index < 100; index += 1) merger.add('a', new Set([1, 2, 3]));
    expect(cost.items).toBe(99 * 6);
    expect(merger.finish()).toEqual(new Map([['a', new Set([1, 2, 3])]]));
  });

  it('keeps files apart, in the order in which they came', () => {
    const { merger } = setMerger();
    for (const path of ['b', '__proto__', 'a', 'b']) merger.add(path, new Set([path.length]));
    expect(merger.size).toBe(3);
    expect([...merger.finish().keys()]).toEqual(['b', '__proto__', 'a']);
  });
});
