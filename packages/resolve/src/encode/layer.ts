/**
 * One view of the same packages: all that stands in the lock file, or what is built for the members of one baseline. A package
 * of the second kind must fit, and brings only what is built of its dependencies.
 */
export interface Layer {
  index: number;
  /** `undefined` for the whole lock file. */
  baseline: string | undefined;
}

/** The layer of all that stands in the lock file. */
export function lockLayer({ layers }: { layers: readonly Layer[] }): Layer {
  const layer = layers.find(isLock);
  if (layer === undefined) throw new RangeError('no layer is that of the lock file');
  return layer;
}

/** Is it the layer of all that stands in the lock file? */
export function isLock({ baseline }: Layer): boolean {
  return baseline === undefined;
}
