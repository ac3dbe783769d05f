import { byCodeUnit } from '@assay/evidence';
import { appliesTo } from '@assay/registry';
import type { Platform } from '@assay/rust';
import type { TargetFacts } from '../facts.js';
import { type Applies, activatedIn, type Build } from './turned-on.js';

/** A dependency that its declaration leaves out for the target. */
export type LeftOut = NonNullable<TargetFacts['closure']>['leftOut'][number];

/**
 * Says which `[target]` tables apply to what is compiled for. Where that is not known every one does, so that no dependency is missed and
 * none is said to be left out.
 */
export function appliesFor(platform: Platform | undefined): Applies {
  return (target) => platform === undefined || appliesTo(target, platform).applies;
}

/** The dependencies of what was built that would be there but for the target, sorted. */
export function leftOut({ graph, on, applies }: Build): LeftOut[] {
  const found = new Map<string, LeftOut>();
  for (const [key, features] of on) {
    const one = graph.get(key);
    if (one === undefined) continue;
    const activated = activatedIn(one, features);
    const wanted = one.dependencies.filter(({ optional, calledIn }) => !optional || activated.has(calledIn));
    const there = wanted.filter(({ target }) => applies(target)).map(({ to }) => to);
    for (const { name, target, to } of wanted) {
      if (target === undefined || applies(target) || there.includes(to)) continue;
      found.set(`${one.name} ${name} ${target}`, { name, by: one.name, cfg: target });
    }
  }
  return [...found].sort(([first], [second]) => byCodeUnit(first, second)).map(([, each]) => each);
}
