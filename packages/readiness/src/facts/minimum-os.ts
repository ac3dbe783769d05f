import type { Known } from '../record.js';
import { agree, known, notKnown } from './known.js';
import type { View } from './view.js';

/** The oldest operating system or SDK, in the words of the documentation, and where it is silent of the compiler's description. */
export function minimumOsOf(view: View): Known<string> {
  const { traits, documented } = view;
  if (traits?.os === 'none') return notKnown('bare metal: there is no operating system');
  const claims = [
    ...view.inDocumentation(minimumIn(documented?.notes ?? '')),
    ...view.stated(minimumIn(traits?.metadata.description ?? '')),
  ];
  if (traits === undefined && documented === undefined) return notKnown(`${view.noTrait}; ${view.undocumented}`);
  if (claims.length === 0) return notKnown('neither the documentation’s table nor the compiler’s description names it');
  return known(claims, agree(claims) ? null : 'the documentation is believed; the compiler words it otherwise');
}

/** `kernel 3.2+, glibc 2.17+` of `64-bit Linux (kernel 3.2+, glibc 2.17+)`; `null` where nothing is said. */
export function minimumIn(words: string): string | null {
  const bracketed = [...words.matchAll(/\(([^()]*)\)/g)]
    .flatMap(([, inner = '']) => inner.split(', '))
    .filter(isVersion);
  const outside = words.replace(/\([^()]*\)/g, '');
  const named = [...outside.matchAll(/\b(?:musl(?:-libc)?|Solaris|(?:QNX )?Neutrino|Windows) \d+(?:\.\d+)*\b/g)].map(
    ([found]) => found,
  );
  const all = [...bracketed, ...named];
  return all.length === 0 ? null : all.join(', ');
}

/** `11.0+`, `Big Sur+`, `kernel 4.1`, `musl 1.2.5`, `7.2 and newer`; not `Pentium 4`, not `RV32IM ISA`. */
function isVersion(part: string): boolean {
  return /\+$|^(kernel|glibc|musl|Windows) \d|\d and newer$/.test(part);
}
