import * as z from 'zod';
import data from '../../data/stabilised.json' with { type: 'json' };
import { isExactRelease } from '../version.js';

const release = z.string().refine(isExactRelease, { error: 'not an exact release such as "1.85.0"' });
const provenance = { source: z.string(), date: z.iso.date(), confidence: z.enum(['confirmed', 'from memory']) };
const names = z.record(release, z.array(z.string()));
const owners = z.record(release, z.record(z.string(), z.array(z.string())));

/**
 * The form of the data on what Rust has since when, from 1.50 on. A test holds the data to it, and to what rustc says itself: it
 * ships with the code, so it is not checked again at every start. Rows of one source are listed by their release.
 */
export const StabilisedData = z.strictObject({
  collected: z.iso.date(),
  language: z.strictObject({
    ...provenance,
    features: z.array(
      z.strictObject({
        name: z.string(),
        since: release,
        issue: z.int().optional().describe('its tracking issue in rust-lang/rust'),
      }),
    ),
  }),
  library: z.strictObject({
    ...provenance,
    split: z.array(z.string()).describe('names that once covered more than what became stable under them'),
    features: names,
  }),
  items: z.strictObject({ ...provenance, paths: names }),
  members: z.strictObject({ ...provenance, owners }),
  constant: z.strictObject({ ...provenance, owners, paths: names }),
  diagnostics: z.strictObject({
    ...provenance,
    messages: z.array(
      z.strictObject({ equals: z.string().optional(), ends: z.string().optional(), feature: z.string() }),
    ),
  }),
});
export type StabilisedData = z.infer<typeof StabilisedData>;

const { language, library, items, members, constant, diagnostics } = data as StabilisedData;

/** A feature of the language by the name of its gate, and the first release that has it. */
export interface LanguageFeature {
  name: string;
  since: string;
}

/** The feature of the language of this name; `undefined` for one that is unknown here, or was stable before 1.50. */
export function languageFeature(name: string): LanguageFeature | undefined {
  return language.features.find((row) => row.name === name);
}

/** The features of the language that are tracked by an issue of rust-lang/rust: several parts of one may share it. */
export function languageFeaturesOf(issue: number): LanguageFeature[] {
  return language.features.filter((row) => row.issue === issue);
}

/** The feature of the language that a compiler without it refuses in these words. */
export function languageFeatureRefused(message: string): LanguageFeature | undefined {
  const row = diagnostics.messages.find(({ equals, ends }) =>
    equals === undefined ? ends !== undefined && message.endsWith(ends) : message === equals,
  );
  return row === undefined ? undefined : languageFeature(row.feature);
}

const libraryFeatures = lazily(() => sinceByName(library.features));

/**
 * The first release in which the feature of the standard library with this gate is stable; `undefined` for one that is unknown here,
 * is not stable up to the release that the data is of, or once covered more than what is stable now.
 */
export function libraryFeatureSince(name: string): string | undefined {
  return library.split.includes(name) ? undefined : libraryFeatures().get(name);
}

const itemPaths = lazily(() => sinceByName(items.paths));

/** The first release that has an item of std, core or alloc by its full path, such as `std::iter::repeat_n`. */
export function itemSince(path: string): string | undefined {
  return itemPaths().get(path);
}

/** The items of std, core and alloc whose path ends with these names (`mem::offset_of`), and the first release of each. */
export function itemsEnding(names: string): { path: string; since: string }[] {
  return [...itemPaths()]
    .filter(([path]) => path === names || path.endsWith(`::${names}`))
    .map(([path, since]) => ({ path, since }));
}

const memberOwners = lazily(() => sinceByMember(members.owners));

/** The owners (types and traits, as {@link ownersOf} names them) that have a method, constant or variant of this name since 1.50 or later. */
export function ownersWith(member: string): ReadonlyMap<string, string> {
  return memberOwners().get(member) ?? new Map();
}

const constantOwners = lazily(() => sinceByMember(constant.owners));

/** The owners of which a function of this name, older than that, can be called in constants since 1.50 or later. */
export function ownersWithConstant(member: string): ReadonlyMap<string, string> {
  return constantOwners().get(member) ?? new Map();
}

const constantPaths = lazily(() => sinceByName(constant.paths));

/** The first release in which a free function of std, older than that, can be called in constants. */
export function constantSince(path: string): string | undefined {
  return constantPaths().get(path);
}

function sinceByName(rows: Record<string, readonly string[]>): Map<string, string> {
  return new Map(Object.entries(rows).flatMap(([since, all]) => all.map((name) => [name, since] as const)));
}

function sinceByMember(rows: StabilisedData['members']['owners']): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const [since, byOwner] of Object.entries(rows)) {
    for (const [owner, all] of Object.entries(byOwner)) {
      for (const member of all) found.set(member, (found.get(member) ?? new Map()).set(owner, since));
    }
  }
  return found;
}

/** Most runs ask for no reason: what is only needed for one is not built at the start. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
