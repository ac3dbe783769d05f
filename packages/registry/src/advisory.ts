import { jsonPath, type Place, UserError } from '@assay/evidence';
import { parseToml, type TomlDocument } from '@assay/toml';
import * as z from 'zod';
import { liesIn } from './order-range.js';
import { parseRequirement, type Requirement } from './requirement.js';

/** A published advisory on a package. */
export interface Advisory {
  /** `RUSTSEC-2020-0071`; its page is https://rustsec.org/advisories/ with the id and `.html`. */
  id: string;
  title: string;
  /** When it was disclosed: `2020-11-18`. */
  date: string;
  /** Set where nothing is broken: nobody maintains the package, or there is something to know about it. */
  informational: 'unmaintained' | 'notice' | undefined;
}

/** An advisory with the versions that it speaks of. */
export interface AdvisoryFile extends Advisory {
  withdrawn: boolean;
  /** Versions that have been repaired, and those that never were affected. All others are affected. */
  spared: readonly Requirement[];
}

/** A requirement that cannot be read would spare nothing, or be taken for one that does. */
const Spared = z.array(
  z.string().transform((text, context) => {
    const requirement = parseRequirement(text);
    if (requirement !== undefined) return requirement;
    context.addIssue({ code: 'custom', message: 'not a requirement on versions' });
    return z.NEVER;
  }),
);

/** https://github.com/rustsec/advisory-db#advisory-format */
const Front = z.object({
  advisory: z.object({
    id: z.string(),
    package: z.string(),
    date: z.iso.date(),
    withdrawn: z.iso.date().optional(),
    informational: z.string().optional(),
  }),
  versions: z.object({ patched: Spared, unaffected: Spared.default([]) }),
});

const OPENING = '```toml\n';
const CLOSING = '\n```\n';

/**
 * Reads an advisory: a block of TOML, then Markdown that begins with its title. Throws UserError with the place where it is not
 * one, or is not that of this package and id.
 */
export function readAdvisory(content: string, path: string, expected: { package: string; id: string }): AdvisoryFile {
  const text = content.replaceAll('\r\n', '\n');
  const end = text.indexOf(CLOSING);
  if (!text.startsWith(OPENING) || end === -1) throw refused('it does not begin with a block of TOML', { path });
  // An empty line in place of the opening one, so that places are those of the file.
  const document = parseToml(`\n${text.slice(OPENING.length, end)}`, path);
  const { advisory, versions } = readFront(document);
  const title = /^# +(\S.*)$/m.exec(text.slice(end + CLOSING.length))?.[1];
  if (title === undefined) throw refused('it has no title', { path });
  for (const key of ['package', 'id'] as const) {
    if (advisory[key] === expected[key]) continue;
    throw refused(`its ${key} is not that of its path`, document.placeOf(['advisory', key]));
  }
  return {
    ...{ id: advisory.id, title: title.trimEnd(), date: advisory.date },
    informational: markOf(advisory.informational),
    withdrawn: advisory.withdrawn !== undefined,
    spared: [...versions.patched, ...versions.unaffected],
  };
}

/** Does an advisory speak of a version? Of what is no version, it does. */
export function affects({ withdrawn, spared }: AdvisoryFile, version: string): boolean {
  return !withdrawn && !spared.some((requirement) => liesIn(version, requirement));
}

/** What is `unsound` can corrupt memory, and counts like what has no mark; so does a mark that is not known. */
function markOf(stated: string | undefined): Advisory['informational'] {
  return stated === 'unmaintained' || stated === 'notice' ? stated : undefined;
}

function readFront(document: TomlDocument): z.infer<typeof Front> {
  const { data, error } = Front.safeParse(document.value);
  if (data !== undefined) return data;
  const [first] = error.issues;
  const keys = (first?.path ?? []).map((key) => (typeof key === 'symbol' ? String(key) : key));
  throw refused(`${jsonPath(keys)}: ${first?.message}`, document.placeOf(keys));
}

function refused(message: string, at: Place): UserError {
  return new UserError(`this is not an advisory of RustSec’s: ${message}`, {
    at,
    remedy: 'restore the database from its repository, https://github.com/rustsec/advisory-db',
  });
}
