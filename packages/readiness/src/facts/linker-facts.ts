import type { ReadinessRecord } from '../record.js';
import type { Linker } from '../sources/linker.js';
import { linkerName } from '../sources/linker-name.js';
import { claim, known, notKnown } from './known.js';
import type { View } from './view.js';

/**
 * What links for the target, and whether it is here. What Cargo is told to take wins over what the target has by itself.
 * `linker`: `null` where nobody looked, `undefined` where nothing names one.
 */
export function linkerFacts(
  view: View,
  linker: Linker | null | undefined,
): Pick<ReadinessRecord, 'linker' | 'linkerFound'> {
  const own = view.traits?.linker ?? null;
  const stated = view.stated(own === null ? null : linkerName(own));
  const nobodyLooked = notKnown<boolean>('not looked for');
  if (linker === null) {
    return { linker: stated.length > 0 ? known(stated) : notKnown(view.noTrait), linkerFound: nobodyLooked };
  }
  if (linker === undefined) return { linker: notKnown(view.noTrait), linkerFound: notKnown('no linker is known') };
  const { name, isConfigured, isThere, note } = linker;
  const claims = isConfigured ? [...claim('machine', null, name), ...stated] : stated;
  return {
    linker: known(claims, isConfigured ? `${note} names it` : null),
    linkerFound: known(claim('machine', null, isThere), isConfigured && isThere !== null ? null : note),
  };
}
