import { isWorldError, type World } from '@assay/host';
import type { Library } from '@assay/readiness';

/** What crates call the features that make them use std and alloc, by custom: looked for where their source does not say. */
const customary: Record<Library, readonly string[]> = {
  std: ['std', 'use_std', 'use-std'],
  alloc: ['alloc'],
  core: [],
};

/** 4 MiB: far more than the first file of any library has. */
const LARGEST_SOURCE = 4 * 1024 * 1024;

/**
 * Features of a crate, of those that are on, that make it link std or alloc itself; none where it does so whatever its features. `source`
 * is the first file of its library; where it cannot be read, the customary names count. Throws WorldError when interrupted.
 */
export async function featuresToBlame(
  world: World,
  { source, on, library }: { source: string | undefined; on: ReadonlySet<string>; library: Library },
): Promise<string[]> {
  if (source === undefined) return [];
  try {
    return readBlame(await world.files.readText(source, { maxBytes: LARGEST_SOURCE }), on, library);
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return byCustom(on, library);
  }
}

/** Reads it from the text of the file. */
export function readBlame(text: string, on: ReadonlySet<string>, library: Library): string[] {
  const code = plainCode(text);
  if (library === 'std' && !/\bno_std\b/.test(code)) return [];
  const conditions = [
    ...(library === 'std' ? attributes(code, /#! ?\[ ?cfg_attr ?\(([^\]]{1,500}?), ?no_std ?\) ?\]/g) : []),
    ...externCrates(code, library),
  ];
  if (conditions.some((condition) => condition === undefined)) return [];
  const named = conditions.flatMap((condition) => featuresIn(condition ?? '')).filter((feature) => on.has(feature));
  return named.length > 0 ? [...new Set(named)] : byCustom(on, library);
}

function byCustom(on: ReadonlySet<string>, library: Library): string[] {
  return customary[library].filter((feature) => on.has(feature));
}

/** The code without comments, a space for whatever white space there is: what is looked for has bounds then, and takes no long search. */
function plainCode(text: string): string {
  return text.replaceAll(/\/\/.*|\/\*(?:[\s\S]*?\*\/|[\s\S]*$)/g, ' ').replaceAll(/\s+/g, ' ');
}

function attributes(code: string, form: RegExp): string[] {
  return [...code.matchAll(form)].map(([, condition = '']) => condition);
}

/** The conditions of every `extern crate` of std or alloc; `undefined` for one that has none. */
function externCrates(code: string, library: Library): (string | undefined)[] {
  const form = /((?:# ?\[[^\]]{1,500}\] ?){0,20})(?:pub )?extern crate (core|alloc|std)\b/g;
  return [...code.matchAll(form)]
    .filter(([, , name]) => name === library)
    .map(([, before = '']) => (/# ?\[ ?cfg ?\(/.test(before) ? before : undefined));
}

function featuresIn(condition: string): string[] {
  return [...condition.matchAll(/\bfeature ?= ?"([^"]*)"/g)].map(([, name = '']) => name);
}
