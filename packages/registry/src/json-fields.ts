/** A value that is not as its format says. */
export class FieldError extends Error {
  override readonly name = 'FieldError';
}

/** An object of JSON whose fields are not yet known to be right. */
export type Fields = Readonly<Record<string, unknown>>;

// Checks by hand: an index holds tens of thousands of entries, and a schema library takes twice as long as parsing their JSON.

/** The value as an object. Throws {@link FieldError}. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FieldError(`${what} is no object`);
  return value as Fields;
}

/** The value as a list. Throws {@link FieldError}. */
export function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new FieldError(`${what} is no list`);
  return value;
}

/** The value as a list of texts. Throws {@link FieldError}. */
export function textsOf(value: unknown, what: string): readonly string[] {
  const list = listOf(value, what);
  if (!list.every((item) => typeof item === 'string')) throw new FieldError(`${what} holds what is no text`);
  return list;
}

/** A text that must be there. Throws {@link FieldError}. */
export function text(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value !== 'string') throw new FieldError(`${key} is no text`);
  return value;
}

/** A text that may be absent or `null`. Throws {@link FieldError}. */
export function optionalText(fields: Fields, key: string): string | undefined {
  return fields[key] === undefined || fields[key] === null ? undefined : text(fields, key);
}

/** Yes or no, as `absent` says where it is not stated. Throws {@link FieldError}. */
export function flag(fields: Fields, key: string, absent: boolean): boolean {
  const value = fields[key] ?? absent;
  if (typeof value !== 'boolean') throw new FieldError(`${key} is neither true nor false`);
  return value;
}
