/**
 * Whole numbers from 0 to below a limit, the same for the same seed: a counter, mixed by the last steps of MurmurHash3.
 * https://en.wikipedia.org/wiki/MurmurHash
 */
export function randomNumbers(seed: number): (limit: number) => number {
  let counter = seed;
  return (limit) => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % limit;
  };
}
