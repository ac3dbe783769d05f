import type { PerValue, TestVector } from '@assay/mcdc';
import type { FileReader } from '../match/reader.js';

/** What a made-up record says. Places are `line:column`. */
export interface Made {
  /** Counts of the code in which one of these places lies. */
  counts?: Record<string, number>;
  /** Values of conditions by their text: times true, times false. */
  values?: Record<string, readonly [number, number]>;
  /** Early returns of the `?` at a place. */
  returned?: Record<string, number>;
  vectors?: readonly TestVector[];
  isExact?: boolean;
}

/** A record that says this, and knows nothing else. */
export function madeUp({ counts = {}, values = {}, returned = {}, vectors = [], isExact = true }: Made): FileReader {
  const countAt = (places: readonly { line: number; column: number }[]) =>
    places.map(({ line, column }) => counts[`${line}:${column}`]).find((count) => count !== undefined);
  const valuesOf = (text: string): PerValue | undefined => {
    const own = values[text];
    return own === undefined ? undefined : { true: own[0], false: own[1] };
  };
  return {
    isExact,
    count: ({ at }) => countAt(at),
    statement: ({ probes }) => countAt(probes.at),
    values: ({ text }) => valuesOf(text),
    returned: ({ line, column }) => returned[`${line}:${column}`],
    vectors: () => vectors,
  };
}
