import { type Mistake, refuse, UserError } from '@assay/evidence';
import { type KeyPath, parseToml } from '@assay/toml';
import { EntryReader, type ReadNamed } from './entry-reader.js';
import { shapeFaults, TrustDocument } from './shape.js';
import type { Trust, TrustedKey } from './trust.js';

/** 1 MiB: a trust file with every certificate in it has some ten thousand bytes. */
export const TRUST_LIMIT = 1024 * 1024;

/**
 * Reads a trust file, and the files that it names. Throws UserError with every mistake and its place: it is not TOML, a key is missing, unknown
 * or not in order, a file cannot be read or holds something else, a key stands there twice, or nobody is trusted at all.
 */
export async function readTrust(text: string, path: string, readNamed: ReadNamed): Promise<Trust> {
  const document = parseToml(text, path);
  const parsed = TrustDocument.safeParse(document.value);
  if (!parsed.success) {
    refuse(
      shapeFaults(parsed.error, document.value).map(({ path: keys, ...rest }) => ({
        at: document.placeOf(keys as KeyPath),
        ...rest,
      })),
    );
    throw parsed.error;
  }
  const { data } = parsed;
  const reader = new EntryReader(document, readNamed);
  const trust: Trust = {
    keys: await eachOf(data.key, (table, index) => reader.key(table, index)),
    workflows: await eachOf(data.sigstore, (table, index) => reader.workflow(table, index)),
    authorities: await eachOf(data['timestamp-authority'], (table, index) => reader.authority(table, index)),
  };
  refuse([
    ...reader.mistakes,
    ...repeatedKeys(trust.keys),
    ...(data['timestamp-authority'].length === 0 ? withoutClock(trust.keys) : []),
  ]);
  if (trust.keys.length + trust.workflows.length === 0) {
    throw new UserError('the trust file trusts nobody', {
      at: { path, line: 1 },
      remedy: 'add a [[key]] or a [[sigstore]]: whose signature shall count',
    });
  }
  return trust;
}

async function eachOf<Table, Entry>(
  entries: readonly Table[],
  read: (table: Table, index: number) => Promise<Entry | undefined>,
): Promise<Entry[]> {
  const found = await Promise.all(entries.map(read));
  return found.filter((entry): entry is Awaited<Entry> & {} => entry !== undefined);
}

function repeatedKeys(keys: readonly TrustedKey[]): Mistake[] {
  return keys.flatMap((key, index) => {
    const earlier = keys.slice(0, index).find(({ publicKey }) => publicKey.sha256 === key.publicKey.sha256);
    if (earlier === undefined) return [];
    const message = `this is the key of ${JSON.stringify(earlier.name)} too`;
    return [{ at: key.at, message, remedy: 'keep one entry: which of two would count is not to be guessed' }];
  });
}

/** A timestamp that is demanded and that nobody can give. */
function withoutClock(keys: readonly TrustedKey[]): Mistake[] {
  return keys
    .filter(({ needsTimestamp }) => needsTimestamp)
    .map(({ name, at }) => ({
      at,
      message: `the key ${JSON.stringify(name)} needs a timestamp, and no clock is trusted`,
      remedy: 'add a [[timestamp-authority]]',
    }));
}
