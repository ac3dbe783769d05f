import { onlySlice } from './formats/mach-o.js';
import type { ObjectFile, Section } from './object-file.js';
import { type ArchiveMember, METADATA, readArchive } from './read-archive.js';
import { readObject } from './read-object.js';
import { sortedNames } from './string-table.js';
import { unlessItFits } from './view.js';

/** What a built file is, be it an object, an image or a library of objects. */
export interface BuiltFile {
  /** `mixed`: a library whose members are of more than one. */
  format: ObjectFile['format'] | 'mixed';
  /** As in `ObjectFile`. `mixed`: a library whose members are not all for one target; no target has that name. */
  architecture: string;
  /** `undefined` where the members disagree. */
  pointerWidth: ObjectFile['pointerWidth'] | undefined;
  endian: ObjectFile['endian'] | undefined;
  /** Summed by name, in the order in which they are first seen. */
  sections: readonly Section[];
  /** Of all members. `undefined` where one of them has no symbol table or could not be read: the others do not speak for it. */
  symbols: readonly string[] | undefined;
  /** Members of a library that are no object file, by name: what they hold is not known. */
  unread: readonly string[];
}

/**
 * Describes any file that a build makes: an object, an image, a module, or an archive of objects (`.rlib`, `.a`, `.lib`), of
 * which it tells what its members are. `undefined` where it is none of them, where it is not whole, and where no member of it is
 * an object. Never throws.
 */
export function describeFile(bytes: Uint8Array): BuiltFile | undefined {
  const slice = unlessItFits(() => onlySlice(bytes));
  if (slice === undefined) return undefined;
  const archive = readArchive(slice);
  if (archive !== undefined) return describeArchive(archive);
  const object = readObject(slice);
  return object && describeObjects([object], []);
}

function describeArchive(archive: readonly ArchiveMember[]): BuiltFile | undefined {
  const members = archive
    .filter(({ name, content }) => name !== METADATA && content.length > 0)
    .map(({ name, content }) => ({ name, object: readObject(content) }));
  const objects = members.flatMap(({ object }) => object ?? []);
  const unread = members.filter(({ object }) => object === undefined).map(({ name }) => name);
  return describeObjects(objects, unread);
}

function describeObjects(objects: readonly ObjectFile[], unread: readonly string[]): BuiltFile | undefined {
  const [first] = objects;
  const sections = first && sumByName(objects.flatMap((object) => object.sections));
  if (sections === undefined) return undefined;
  const format = theOne(objects, 'format');
  const architecture = theOne(objects, 'architecture');
  const pointerWidth = theOne(objects, 'pointerWidth');
  const endian = theOne(objects, 'endian');
  const isForOne = format !== undefined && pointerWidth !== undefined && endian !== undefined;
  return {
    format: format ?? 'mixed',
    architecture: (isForOne ? architecture : undefined) ?? 'mixed',
    ...{ pointerWidth, endian, sections, symbols: unread.length > 0 ? undefined : symbolsOf(objects), unread },
  };
}

/** What all of them say; `undefined` where they do not say the same. */
function theOne<K extends keyof ObjectFile>(objects: readonly ObjectFile[], key: K): ObjectFile[K] | undefined {
  const said = new Set(objects.map((object) => object[key]));
  return said.size === 1 ? [...said][0] : undefined;
}

function symbolsOf(objects: readonly ObjectFile[]): string[] | undefined {
  const names = new Set<string>();
  for (const { symbols } of objects) {
    if (symbols === undefined) return undefined;
    for (const name of symbols) names.add(name);
  }
  return sortedNames(names);
}

/** `undefined` where they add up to more than any file or memory holds. */
function sumByName(sections: readonly Section[]): Section[] | undefined {
  const sums = new Map<string, number>();
  for (const { name, size } of sections) sums.set(name, (sums.get(name) ?? 0) + size);
  const summed = [...sums].map(([name, size]) => ({ name, size }));
  return summed.every(({ size }) => Number.isSafeInteger(size)) ? summed : undefined;
}
