/** A set of the values of one variable, as bits. It is not changed any more once others have it. */
export type ValueSet = Uint32Array;

/** No value of a variable that has `size` values. A set of its own, to add values to. */
export function noValues(size: number): ValueSet {
  return new Uint32Array((size + 31) >>> 5);
}

/** Every value of a variable that has `size` values: 0 to `size - 1`. */
export function allValues(size: number): ValueSet {
  if (size < SMALL) return oneWord((1 << size) - 1);
  const set = noValues(size).fill(0xffffffff);
  const rest = size & 31;
  if (rest !== 0) set[set.length - 1] = (1 << rest) - 1;
  return set;
}

/** One value of a variable that has `size` values. */
export function oneValue(size: number, value: number): ValueSet {
  if (size < SMALL) return oneWord(1 << value);
  const set = noValues(size);
  addValue(set, value);
  return set;
}

/** Puts a value into a set that is still being made. */
export function addValue(set: ValueSet, value: number): void {
  set[value >>> 5] = word(set, value >>> 5) | (1 << (value & 31));
}

export function hasValue(set: ValueSet, value: number): boolean {
  return ((word(set, value >>> 5) >>> (value & 31)) & 1) === 1;
}

/** The values that are in the first set and not in the second. */
export function without(set: ValueSet, removed: ValueSet): ValueSet {
  if (set.length === 1) return oneWord(word(set, 0) & ~word(removed, 0));
  const left = new Uint32Array(set.length);
  for (let index = 0; index < set.length; index += 1) left[index] = word(set, index) & ~word(removed, index);
  return left;
}

export function union(a: ValueSet, b: ValueSet): ValueSet {
  if (a.length === 1) return oneWord(word(a, 0) | word(b, 0));
  return a.map((bits, index) => bits | word(b, index));
}

export function intersection(a: ValueSet, b: ValueSet): ValueSet {
  if (a.length === 1) return oneWord(word(a, 0) & word(b, 0));
  return a.map((bits, index) => bits & word(b, index));
}

export function isEmpty(set: ValueSet): boolean {
  return set.every((bits) => bits === 0);
}

export function isSubset(set: ValueSet, of: ValueSet): boolean {
  for (let index = 0; index < set.length; index += 1) {
    if ((word(set, index) & ~word(of, index)) !== 0) return false;
  }
  return true;
}

export function isDisjoint(a: ValueSet, b: ValueSet): boolean {
  for (let index = 0; index < a.length; index += 1) {
    if ((word(a, index) & word(b, index)) !== 0) return false;
  }
  return true;
}

/** The values of a set, the lowest first. */
export function valuesOf(set: ValueSet): number[] {
  const values: number[] = [];
  for (let value = firstValue(set, 0); value !== undefined; value = firstValue(set, value + 1)) values.push(value);
  return values;
}

/** The lowest value of a set that is not below `from`; `undefined` where there is none. */
export function firstValue(set: ValueSet, from: number): number | undefined {
  let index = from >>> 5;
  let bits = word(set, index) & (-1 << (from & 31));
  while (bits === 0) {
    index += 1;
    if (index >= set.length) return undefined;
    bits = word(set, index);
  }
  return (index << 5) + 31 - Math.clz32(bits & -bits);
}

/** The value of a set that holds exactly one; `undefined` for any other set. */
export function onlyValue(set: ValueSet): number | undefined {
  const value = firstValue(set, 0);
  return value === undefined || firstValue(set, value + 1) !== undefined ? undefined : value;
}

function word(set: ValueSet, index: number): number {
  return set[index] ?? 0;
}

/** Sets of fewer values than this are shared: most variables have two, and making a typed array is slow. */
const SMALL = 5;
const shared = Array.from({ length: 1 << SMALL }, (_, bits) => Uint32Array.of(bits));

function oneWord(bits: number): ValueSet {
  return shared[bits >>> 0] ?? Uint32Array.of(bits);
}
