import type { Known, Library } from '../record.js';
import { claim, known } from './known.js';
import type { View } from './view.js';

/** What shows which crates of the standard library there are, beside the compiler's word and the documentation's. */
export interface LibraryEvidence {
  /** What lies in the toolchain's folder. */
  installed: Library | undefined;
  /** Has the channel manifest a component rust-std for it? */
  isPrebuilt: boolean;
}

/**
 * What of the standard library there is. Whether it is std, the compiler says first, then the documentation, then what is installed. What
 * has no std has core, and alloc as far as something shows it.
 */
export function libraryOf(view: View, { installed, isPrebuilt }: LibraryEvidence): Known<Library> {
  const { documented, page } = view;
  const std = view.traits?.metadata.std;
  const hasStd = std ?? isStd(documented?.library) ?? isStd(installed);
  const alloc = hasStd === false && page?.hasAlloc === true ? view.inDocumentation<Library>('alloc') : [];
  const built = hasStd === false && isPrebuilt ? claim<Library>('assay', null, 'alloc') : [];
  const claims = [
    ...view.stated<Library>(std === null || std === undefined ? null : std ? 'std' : 'core'),
    ...view.inDocumentation(documented?.library),
    ...alloc,
    ...built,
    ...claim('sysroot', null, installed),
  ];
  const hasAlloc = claims.some(({ value }) => value === 'alloc');
  const notes = [
    ...documentationNotes(view, hasStd),
    ...(hasStd === false && installed === 'std' ? ['std lies in the toolchain’s folder all the same'] : []),
    ...(built.length > 0 ? ['where there is no std, the component rust-std holds core and alloc'] : []),
    ...(hasStd === false && !hasAlloc ? ['whether alloc can be used, none of the sources says'] : []),
  ];
  const note = notes.length === 0 ? null : notes.join('; ');
  if (hasStd === undefined) return known(claims, note ?? `${view.noTrait}; ${view.undocumented}`, null);
  return known(claims, note, hasStd ? 'std' : hasAlloc ? 'alloc' : 'core');
}

function isStd(library: Library | null | undefined): boolean | undefined {
  return library === null || library === undefined ? undefined : library === 'std';
}

/** How the documentation's two pages stand to what the compiler says. */
function documentationNotes(view: View, hasStd: boolean | undefined): string[] {
  const { documented, page } = view;
  const std = view.traits?.metadata.std ?? undefined;
  const stated = isStd(documented?.library);
  const own = page?.libraryMark ?? '✓';
  return [
    ...(documented !== undefined && (std === undefined || stated !== std)
      ? [difference(view, std, stated, documented.libraryMark)]
      : []),
    ...(hasStd === true && own !== '✓' ? [`the target’s own page leaves full support open (${signed(own)})`] : []),
  ];
}

/** Of two that do not both say the same: who says what, and who is believed. */
function difference(
  { compiler, noTrait }: View,
  std: boolean | undefined,
  stated: boolean | undefined,
  mark: string,
): string {
  const open = `the documentation leaves it open (${signed(mark)})`;
  if (std === undefined)
    return stated === undefined ? `${noTrait}; ${open}` : `${noTrait}: the documentation is believed`;
  if (stated === undefined) return `${open}: ${compiler} is believed`;
  const says = (has: boolean) => (has ? 'there is std' : 'there is no std');
  return `${compiler} says that ${says(std)}, the documentation that ${says(stated)}: the compiler is believed`;
}

function signed(mark: string): string {
  return mark === '' ? 'an empty column' : mark;
}
