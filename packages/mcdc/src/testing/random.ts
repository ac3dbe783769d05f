/** Whole numbers from 0 to below a limit, the same for the same seed: the linear congruences of POSIX's `drand48`, upper half. */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = (BigInt(seed) << 16n) | 0x330en;
  return (limit) => {
    state = BigInt.asUintN(48, state * 0x5deece66dn + 11n);
    return Number(state >> 16n) % limit;
  };
}
