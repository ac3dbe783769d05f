import { libraryFeatureSince } from './data.js';
import type { LikelyReason, ReadError } from './error.js';
import { releaseNaming } from './notes.js';
import { constantFunction, itemAt, itemIn, memberOf, plainPath } from './paths.js';

/** E0599: no method named `is_none_or` found for enum `Option` in the current scope. */
export function missingMember({ code, message, notes }: ReadError): LikelyReason | undefined {
  if (code !== 'E0599') return undefined;
  const [, member, type] = /^no [a-z, ]+ named `(\w+)` found for [^`]*`(.+)`/.exec(message) ?? [];
  if (member === undefined || type === undefined) return undefined;
  return memberOf(type, member) ?? inNotes(notes, `${type}::${member}`, `${type}::${member}`);
}

/** A path into std, core or alloc that leads nowhere, or a macro that is not there. */
export function missingItem({ message, notes }: ReadError): LikelyReason | undefined {
  const [, macro] = /^cannot find macro `(\w+)` in this scope/.exec(message) ?? [];
  const found = [
    ...(macro === undefined ? [] : [itemAt(`std::${macro}`)]),
    ...unresolved(message).map((path) => itemAt(path) ?? inNotes(notes, path, path.split('::').slice(-2).join('::'))),
    ...absentIn(message).map(([module, name]) => itemIn(module, name)),
  ];
  return found.find((item) => item !== undefined);
}

/** The standard library's paths in: unresolved imports `std::hash::DefaultHasher`, `own::Thing`. */
function unresolved(message: string): string[] {
  if (!/^unresolved imports? `/.test(message)) return [];
  return [...message.matchAll(/`((?:std|core|alloc)(?:::\w+)+)`/g)].map(([, path]) => path ?? '');
}

/** Could not find `offset_of` in `mem`; cannot find function `pipe` in module `std::io`. */
function absentIn(message: string): [string, string][] {
  const words = /(?:could not|cannot) find (?:[a-z, ]+ )?`(\w+)` in (?:[a-z]+ )?`([\w:]+)`/;
  const [, name, module] = words.exec(message) ?? [];
  return name === undefined || module === undefined ? [] : [[module, name]];
}

/** `Option::<T>::unwrap` is not yet stable as a const fn; or E0015, where it was no const fn at all. */
export function notConstant({ code, message, rendered }: ReadError): LikelyReason | undefined {
  const [, early] = /^`(.+)` is not yet stable as a const fn$/.exec(message) ?? [];
  if (early !== undefined) return constantFunction(early) ?? gatedConstant(early, rendered);
  const [, path] = code === 'E0015' ? (/^cannot call non-const [a-z ]*`(.+)` in const/.exec(message) ?? []) : [];
  return path === undefined ? undefined : constantFunction(path);
}

/** rustc 1.85 names the feature that would allow it. */
function gatedConstant(path: string, rendered: string): LikelyReason {
  const [, gate] = /add `#!\[feature\((\w+)\)\]` to the crate attributes/.exec(rendered) ?? [];
  const since = gate === undefined ? undefined : libraryFeatureSince(gate);
  const what = `${plainPath(path)} in constants`;
  return since === undefined ? { what } : { what, since };
}

function inNotes(notes: string | undefined, what: string, name: string): LikelyReason | undefined {
  const since = notes === undefined ? undefined : releaseNaming(notes, name);
  return since === undefined ? undefined : { what, since };
}
