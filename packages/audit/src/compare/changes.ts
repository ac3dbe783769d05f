import { byCodeUnit } from '@assay/evidence';
import type { ValueChange } from '@assay/report';

/** The values that are not the same in both, by name. */
export function valueChanges(earlier: ReadonlyMap<string, string>, later: ReadonlyMap<string, string>): ValueChange[] {
  const names = [...new Set([...earlier.keys(), ...later.keys()])].sort(byCodeUnit);
  return names
    .filter((name) => earlier.get(name) !== later.get(name))
    .map((what) => {
      const [before, after] = [earlier.get(what), later.get(what)];
      return {
        what,
        ...(before === undefined ? {} : { earlier: before }),
        ...(after === undefined ? {} : { later: after }),
      };
    });
}
