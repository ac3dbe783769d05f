import { compareVersions, parseVersion } from '../version.js';
import { constantSince, itemSince, itemsEnding, ownersWith, ownersWithConstant } from './data.js';
import { ownersOf, ownersThrough } from './types.js';

/** Something of the standard library as a person names it, and the first release that has it. */
export interface Named {
  what: string;
  since: string;
}

/** The method, constant or variant of a type, which is as rustc writes it; `undefined` when it is unknown here, or older than 1.50. */
export function memberOf(type: string, member: string): Named | undefined {
  return ofType(ownersWith(member), type, member);
}

/** An item by its full path: the release that has the item and every module on the way. */
export function itemAt(path: string): Named | undefined {
  const segments = path.split('::');
  const releases = segments
    .map((_, index) => itemSince(segments.slice(0, index + 1).join('::')))
    .filter((since) => since !== undefined);
  const since = newest(releases);
  return itemSince(path) === undefined || since === undefined ? undefined : { what: path, since };
}

/** An item by its module and name, as far as all that are called so are of one release. */
export function itemIn(module: string, name: string): Named | undefined {
  const path = `${module}::${name}`;
  return itemAt(path) ?? agreed(itemsEnding(path).map(({ path: what, since }) => ({ what, since })));
}

/**
 * What a piece of source text refers to that the compiler knows to be of the standard library: `LazyLock<u8>`, `LazyLock::new`,
 * `as_chunks`. `undefined` when several things are called so that are not of one release.
 */
export function referredTo(text: string): Named | undefined {
  const segments = withoutGenerics(text.split(/[(!]/, 1)[0] ?? '').split('::');
  const [name = '', owner] = segments.filter((segment) => segment !== '').reverse();
  if (!/^\w+$/.test(name)) return undefined;
  if (owner !== undefined) return memberOf(owner, name) ?? itemIn(owner, name);
  const items = itemsEnding(name).map(({ path, since }) => ({ what: path, since }));
  return agreed([...items, ...[...ownersWith(name).values()].map((since) => ({ what: name, since }))]);
}

/**
 * A function that rustc names by its full path (`Option::<T>::unwrap`, `core::f32::<impl f32>::from_bits`): the first release in which it
 * can be called in constants.
 */
export function constantFunction(path: string): Named | undefined {
  const plain = plainPath(path);
  const [member = '', type = ''] = plain.split('::').reverse();
  const method = ofType(ownersWithConstant(member), type, member);
  const free = constantSince(plain.replace(/^(?:core|alloc)::/, 'std::'));
  const found = method ?? (free === undefined ? undefined : { what: plain, since: free });
  return found === undefined ? undefined : { ...found, what: `${found.what} in constants` };
}

/** `core::num::<impl i16>::pow` → `i16::pow`; `Vec::<T, A>::len` → `Vec::len`. */
export function plainPath(path: string): string {
  const [, type, member] = /<impl ([^>]+)>::(\w+)(?:::<.*)?$/.exec(path) ?? [];
  return type === undefined ? withoutGenerics(path) : `${type}::${member}`;
}

function ofType(owners: ReadonlyMap<string, string>, type: string, member: string): Named | undefined {
  const own = ownersOf(type);
  const owner = [...own, ...ownersThrough(type)].find((name) => owners.has(name));
  const since = owner === undefined ? undefined : owners.get(owner);
  // `u32` and not the group that it belongs to; but `slice` for what a `Vec` has through it.
  const name = owner !== undefined && own.includes(owner) ? own[0] : owner;
  return since === undefined ? undefined : { what: `${name}::${member}`, since };
}

/** `Vec::<T, A>::len` → `Vec::len`. What is not closed is left out to its end. */
function withoutGenerics(path: string): string {
  let depth = 0;
  let plain = '';
  for (const character of path) {
    if (character === '<') depth += 1;
    if (depth === 0) plain += character;
    if (character === '>' && depth > 0) depth -= 1;
  }
  return plain.replaceAll('::::', '::');
}

function agreed(found: readonly Named[]): Named | undefined {
  return new Set(found.map(({ since }) => since)).size === 1 ? found[0] : undefined;
}

function newest(releases: readonly string[]): string | undefined {
  const order = (release: string) => parseVersion(release) ?? { major: 0, minor: 0, patch: 0 };
  return [...releases].sort((a, b) => compareVersions(order(b), order(a)))[0];
}
