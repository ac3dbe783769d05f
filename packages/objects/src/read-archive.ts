import { StringTable } from './string-table.js';
import { beginsWith, DoesNotFit, decode, unlessItFits, View } from './view.js';

/** A file in an archive. */
export interface ArchiveMember {
  name: string;
  content: Uint8Array;
}

/** Metadata of rustc’s in an rlib, in some releases in the form of an object file. */
export const METADATA = 'lib.rmeta';

/** `!<arch>` and a line feed. Thin archives, which only name their files, begin otherwise. */
const MAGIC = [0x21, 0x3c, 0x61, 0x72, 0x63, 0x68, 0x3e, 0x0a];
const HEADER = 60;
const HEADER_END = '`\n';

/** System V: tables of symbols, 32 and 64 bits, and what Microsoft’s linker adds for ARM64EC. */
const SYSTEM_V_TABLES = ['/', '/SYM64/', '/<ECSYMBOLS>/', '/<XFGHASHMAP>/'];
const LONG_NAMES = '//';
/** BSD: tables of symbols. */
const BSD_TABLE = /^__\.SYMDEF(_64)?( SORTED)?$/;

/**
 * The members of an archive that `ar` or rustc made (`.a`, `.lib`, `.rlib`), in its order, with GNU’s, BSD’s or Microsoft’s long
 * names; without the tables of symbols. `undefined` where it is no archive, is thin, or is not whole. Never throws, copies no member.
 * Form: ar(5) of FreeBSD and “Archive (Library) File Format” in Microsoft’s “PE Format”.
 */
export function readArchive(bytes: Uint8Array): ArchiveMember[] | undefined {
  return beginsWith(bytes, MAGIC) ? unlessItFits(() => members(new View(bytes, 'little'))) : undefined;
}

function members(view: View): ArchiveMember[] {
  const found: ArchiveMember[] = [];
  let longNames: StringTable | undefined;
  for (let at = MAGIC.length; at < view.length; ) {
    const { field, content } = memberAt(view, at);
    if (field === LONG_NAMES) longNames = namesIn(content);
    else if (!SYSTEM_V_TABLES.includes(field)) found.push(named(field, content, longNames));
    // Each begins at an even offset.
    at += HEADER + content.length + (content.length % 2);
  }
  return found.filter(({ name }) => !BSD_TABLE.test(name));
}

function memberAt(view: View, at: number): { field: string; content: Uint8Array } {
  if (decode(view.slice(at + 58, 2)) !== HEADER_END) throw new DoesNotFit();
  const size = decimal(decode(view.slice(at + 48, 10)));
  return { field: decode(view.slice(at, 16)).trimEnd(), content: view.slice(at + HEADER, size) };
}

/** A number in a field that is filled up with spaces. */
function decimal(text: string): number {
  const trimmed = text.trimEnd();
  if (!/^\d+$/.test(trimmed)) throw new DoesNotFit();
  return Number(trimmed);
}

/** GNU ends a name with a slash and a line feed, Microsoft with a zero byte. */
function namesIn(content: Uint8Array): StringTable {
  return new StringTable(content.map((byte) => (byte === 0x0a ? 0 : byte)));
}

function named(field: string, content: Uint8Array, longNames: StringTable | undefined): ArchiveMember {
  if (field.startsWith('#1/')) return bsdNamed(decimal(field.slice(3)), content);
  if (!field.startsWith('/')) return { name: field.replace(/\/$/, ''), content };
  if (longNames === undefined) throw new DoesNotFit();
  return { name: longNames.at(decimal(field.slice(1))).replace(/\/$/, ''), content };
}

/** The name stands in front of the content, filled up with zero bytes. */
function bsdNamed(length: number, content: Uint8Array): ArchiveMember {
  const view = new View(content, 'little');
  return { name: view.text(0, length), content: view.slice(length, content.length - length) };
}
