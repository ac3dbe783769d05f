import { types } from 'node:util';
import { UserError } from '@assay/evidence';

/** A table of a manifest, which knows its name for messages. Every reader throws UserError that names the key. */
export class ManifestTable {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #name: string;
  readonly #path: string;

  constructor(value: Readonly<Record<string, unknown>>, name: string, path: string) {
    this.#value = value;
    this.#name = name;
    this.#path = path;
  }

  text(key: string): string {
    return this.optionalText(key) ?? this.#missing(key);
  }

  optionalText(key: string): string | undefined {
    const value = this.#get(key);
    if (value === undefined || typeof value === 'string') return value;
    throw this.wrong(key, 'is not a text');
  }

  /** So many lower-case hex digits, as rustup compares them. */
  optionalHex(key: string, digits: number): string | undefined {
    const value = this.optionalText(key);
    if (value === undefined || (value.length === digits && /^[0-9a-f]*$/.test(value))) return value;
    throw this.wrong(key, `is not ${digits} lower-case hex digits`);
  }

  flag(key: string): boolean {
    const value = this.#get(key) ?? this.#missing(key);
    if (typeof value === 'boolean') return value;
    throw this.wrong(key, 'is neither true nor false');
  }

  table(key: string): ManifestTable {
    return this.optionalTable(key) ?? this.#missing(key);
  }

  optionalTable(key: string): ManifestTable | undefined {
    const value = this.#get(key);
    if (value === undefined) return undefined;
    if (!isTable(value)) throw this.wrong(key, 'is not a table');
    return new ManifestTable(value, this.#nameOf(key), this.#path);
  }

  tables(): [string, ManifestTable][] {
    return Object.keys(this.#value).map((key) => [key, this.table(key)]);
  }

  wrong(key: string, how: string): UserError {
    return new UserError(`${this.#nameOf(key)} ${how}`, {
      at: { path: this.#path },
      remedy: 'fetch the manifest again; if it stays so, it is not a channel manifest that Assay knows',
    });
  }

  #get(key: string): unknown {
    return Object.hasOwn(this.#value, key) ? this.#value[key] : undefined;
  }

  #missing(key: string): never {
    throw this.wrong(key, 'is missing');
  }

  #nameOf(key: string): string {
    const quoted = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
    return this.#name === '' ? quoted : `${this.#name}.${quoted}`;
  }
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !types.isDate(value);
}
