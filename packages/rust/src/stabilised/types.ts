/** Types through which the members of another are found: a `String` has the methods of `str`. */
const targets = new Map([
  ['array', 'slice'],
  ['String', 'str'],
  ['Vec', 'slice'],
  ['PathBuf', 'Path'],
  ['OsString', 'OsStr'],
  ['CString', 'CStr'],
]);

/**
 * The names by which the data lists the members of a type that rustc or the release notes write so: `u32` is `u32`, `unsigned integer`
 * and `integer`; `&mut Vec<u8>` is `Vec`. The type's own name comes first. Empty for what has no name.
 */
export function ownersOf(type: string): string[] {
  const bare = withoutReferences(type.trim());
  if (bare.startsWith('[')) return [bare.includes(';') ? 'array' : 'slice'];
  if (bare.startsWith('*')) return ['pointer'];
  const path = bare.split('<', 1)[0] ?? '';
  const name = path.split('::').at(-1)?.trim() ?? '';
  return name === '' ? [] : [name, ...groupsOf(name)];
}

/** The names by which the data lists what a type has through another or through a trait: `Vec` through `slice`. */
export function ownersThrough(type: string): string[] {
  const target = ownersOf(type)
    .map((owner) => targets.get(owner))
    .filter((owner) => owner !== undefined);
  return isIterator(withoutReferences(type.trim())) ? [...target, 'Iterator'] : target;
}

/** `&'static mut T` → `T`; `<[T]>`, as a path begins, → `[T]`. */
function withoutReferences(type: string): string {
  const bare = type.replace(/^(?:&|'\w+ |mut )+/, '');
  return bare.startsWith('<') && bare.endsWith('>') ? withoutReferences(bare.slice(1, -1).trim()) : bare;
}

/** Types whose members come from one macro are listed together. */
function groupsOf(name: string): string[] {
  if (name === '{integer}') return ['integer', 'signed integer', 'unsigned integer'];
  if (/^i(?:8|16|32|64|128|size|N)$/.test(name)) return ['signed integer', 'integer'];
  if (/^u(?:8|16|32|64|128|size|N)$/.test(name)) return ['unsigned integer', 'integer'];
  if (/^(?:f(?:32|64)|\{float\})$/.test(name)) return ['float'];
  if (/^Atomic[IU](?:\d+|size|n)$/.test(name)) return ['atomic integer'];
  return /^NonZero[IU]/.test(name) ? ['NonZero'] : [];
}

/** A type of one's own may be an iterator too; but then a method that it lacks may be one's own as well. */
function isIterator(type: string): boolean {
  return (
    /^(?:std|core|alloc)::/.test(type) || /^(?:impl|dyn) (?:[\w:]+::)?(?:DoubleEnded|ExactSize)?Iterator\b/.test(type)
  );
}
