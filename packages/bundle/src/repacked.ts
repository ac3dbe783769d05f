import { BUNDLE, type Problem } from './problem.js';

/** In words, with how many entries it is said of: what programs do to a zip whose contents they leave alone. */
const forms = {
  compressed: (entries: number) => `${entries} compressed`,
  folder: (entries: number) => `${entries} for folders`,
  order: (entries: number) => `${entries} out of order`,
  extra: (entries: number) => `${entries} with extra fields`,
  descriptor: (entries: number) => `${entries} after a data descriptor`,
  header: (entries: number) => `${entries} with other headers`,
};

/** A way in which the form of an entry, not its content, is other than in a bundle. */
export type Form = keyof typeof forms;

/** A problem of the container; with `form`, one that packing the same contents again leaves behind. */
export interface Fault extends Problem {
  form?: Form;
}

/**
 * The problems of a container, in which those of form are one where so many entries have one that the bundle was packed again: the most likely
 * mistake of all, and what else is wrong must be seen beside it. It stays a problem: the bytes are not those that anybody signed.
 * `count`: how many entries there are.
 */
export function foldRepacking(faults: readonly Fault[], count: number): { problems: Problem[]; repacked: boolean } {
  const formal = faults.filter(({ form }) => form !== undefined);
  const others = faults.filter(({ form }) => form === undefined);
  // One entry that differs from the rest is no zip of another program: it is told as it is.
  const touched = new Set(formal.map(({ where }) => where)).size;
  if (touched < 2 || touched * 2 <= count) return { problems: faults.map(withoutForm), repacked: false };
  const counted = Object.entries(forms).flatMap(([form, inWords]) => {
    const entries = new Set(formal.filter((fault) => fault.form === form).map(({ where }) => where)).size;
    return entries === 0 ? [] : [inWords(entries)];
  });
  const isCompressed = formal.some(({ form }) => form === 'compressed');
  const unread = isCompressed ? '; what is compressed was not looked at' : '';
  const lead: Problem = {
    where: BUNDLE,
    what: `was packed again by another program (of ${count} entries ${counted.join(', ')})${unread}`,
    remedy: 'fetch the original file; do not unpack a bundle and zip it again',
  };
  return { problems: [lead, ...others], repacked: true };
}

function withoutForm({ form: _, ...problem }: Fault): Problem {
  return problem;
}
