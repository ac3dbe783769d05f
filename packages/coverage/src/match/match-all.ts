import type { FileFact } from '../facts.js';
import type { Recording } from '../run/recording.js';
import type { Measured } from '../sources/classify.js';
import { isOpen } from './condition-fact.js';
import type { Context } from './context.js';
import { matchFile } from './match-file.js';
import { withPanicking } from './panicking.js';
import type { Spoken } from './spoken.js';

/** All that was recorded. */
export interface AllRecorded {
  /** By what may be believed as it is. */
  certain: readonly Recording[];
  /** By tests that panic, of which not everything may be. */
  panicking: readonly Recording[];
  /** `certain` once more, of some files (absolute), test by test where that can be had. */
  apart: ((files: readonly string[]) => Promise<readonly Recording[]>) | undefined;
}

/**
 * Matches every file with what was recorded of it. Files in which the counts left something open are matched again with
 * the records of each test by itself, where there are any: smaller counts decide more.
 */
export async function matchAll(
  sources: readonly Measured[],
  { certain, panicking, apart }: AllRecorded,
  context: Context,
  spoken: (recordings: readonly Recording[]) => Promise<Spoken>,
): Promise<FileFact[]> {
  const first = matchEach(sources, await spoken(certain), context);
  const open = sources.filter((_, index) => first[index]?.decisions.some(isOpen) === true);
  const again =
    open.length === 0 || apart === undefined
      ? []
      : matchEach(open, await spoken(await apart(open.map(({ file }) => file))), context);
  const decided = new Map(again.map((file) => [file.path, file]));
  const files = first.map((file) => decided.get(file.path) ?? file);
  if (panicking.length === 0) return files;
  const all = matchEach(sources, await spoken([...certain, ...panicking]), context);
  return files.map((file, index) => {
    const [source, other] = [sources[index], all[index]];
    return source === undefined || other === undefined ? file : withPanicking(file, other, source.obligations);
  });
}

function matchEach(sources: readonly Measured[], spoken: Spoken, context: Context): FileFact[] {
  return sources.map((source) => {
    const readers = (spoken.get(source.file) ?? []).flatMap(({ recording, file }) => recording.readers(file, source));
    return matchFile(source, readers, context);
  });
}
