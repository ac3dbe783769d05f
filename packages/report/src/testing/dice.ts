import { hostile } from './hostile.js';

/** A deterministic source of numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws, the same ones for the same seed. */
export class Dice {
  readonly #next: () => number;
  readonly #texts: readonly string[];
  #serial = 0;

  /** `texts`: those to draw from. */
  constructor(seed: number, texts: readonly string[] = hostile) {
    this.#next = random(seed);
    this.#texts = texts;
  }

  /** A number in [0, 1). */
  next(): number {
    return this.#next();
  }

  /** A whole number from 0 up to `limit`, without it. */
  upTo(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.upTo(choices.length)] as T;
  }

  /** A hostile text. */
  text(): string {
    return this.of(this.#texts);
  }

  /** A word that nothing else has, by which a test finds it: `f12x`. */
  mark(kind: string): string {
    this.#serial += 1;
    return `${kind}${this.#serial}x`;
  }
}
