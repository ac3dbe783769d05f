import { zipSync } from 'fflate';
import { packed, type RealBundle } from '../support/real-bundle.js';
import { replaced, type Tampering } from './tampering.js';

const x = new TextEncoder().encode('x');

/** Where the records of a zip stand: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16. */
interface Records {
  /** Of each entry: its local header, its record in the directory. */
  entries: Map<string, { local: number; central: number }>;
  end: number;
  directory: number;
}

function recordsOf(zip: Buffer): Records {
  const end = zip.length - 22;
  const directory = zip.readUInt32LE(end + 16);
  const entries: Records['entries'] = new Map();
  for (let at = directory; at < end; at += 46 + zip.readUInt16LE(at + 28)) {
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28));
    entries.set(name, { central: at, local: zip.readUInt32LE(at + 42) });
  }
  return { entries, end, directory };
}

/** The bundle with bytes written over it. */
function patched(
  { bytes }: RealBundle,
  patch: (zip: Buffer, policy: { local: number; central: number }, records: Records) => Buffer | undefined,
): Buffer {
  const zip = Buffer.from(bytes);
  const records = recordsOf(zip);
  const policy = records.entries.get('assay.toml');
  if (policy === undefined) throw new Error('the bundle has no policy');
  return patch(zip, policy, records) ?? zip;
}

/** The bundle with one more entry. */
function added({ entries }: RealBundle, name: string): Buffer {
  return packed(new Map<string, string>(entries).set(name, 'x'));
}

function encoded(entries: ReadonlyMap<string, string>): Record<string, Uint8Array> {
  return Object.fromEntries([...entries].map(([name, text]) => [name, new TextEncoder().encode(text)]));
}

/** Names that no bundle may hold. */
const names: readonly (readonly [name: string, fault: string])[] = [
  ['../escape', 'has a path that leaves the bundle (..)'],
  ['inputs/../../escape', 'has a path that leaves the bundle (..)'],
  ['/etc/passwd', 'has an absolute path'],
  ['inputs\\escape', 'has a backslash in its name, which some systems take for a folder'],
  ['C:escape', 'begins with a drive letter'],
  ['inputs/a\0b', 'has a NUL character in its name'],
  ['inputs/a\nb', 'has a control character in its name'],
  ['inputs/\u001b[31mred', 'has a control character in its name'],
  ['inputs/', 'is a folder; bundles hold files only'],
  ['inputs//a', 'has a path with an empty part'],
  ['./a', 'has a path with an empty part'],
];

const namedWrongly: Tampering[] = names.map(([name, fault]) => {
  const unasked = name.startsWith('inputs/')
    ? 'is an input that no evidence lists'
    : 'is not an entry that bundles have';
  return {
    what: `an entry named ${JSON.stringify(name)} was added`,
    tamper: (bundle) => added(bundle, name),
    problems: [`${name}: ${fault}`, `${name}: ${unasked}`],
  };
});

/** Options of an entry that fflate writes as other zips have them. */
const forms: readonly (readonly [what: string, options: object, problems: readonly string[]])[] = [
  ['is a symbolic link', { os: 3, attrs: 0o120777 << 16 }, ['assay.toml: is a symbolic link; bundles hold files only']],
  ['is a folder by its attributes', { attrs: 0x10 }, ['assay.toml: is a folder; bundles hold files only']],
  ['has a comment', { comment: 'hi' }, ['assay.toml: has an extra field or a comment; bundles have neither']],
  [
    'has an extra field',
    { extra: { 28789: x } },
    [
      'assay.toml: has an extra field or a comment; bundles have neither',
      'assay.toml: has a header that differs from that of a bundle at byte N of the file',
    ],
  ],
  [
    'is compressed',
    { level: 9 },
    ['assay.toml: is compressed (1661 bytes out of 918); bundles hold their entries as they are'],
  ],
  [
    'has another date',
    { mtime: new Date(2026, 0, 1) },
    [
      'assay.toml: has a header that differs from that of a bundle at byte N of the file',
      'assay.toml: has a header that differs from that of a bundle at byte N of the file',
    ],
  ],
];

const formedOtherwise: Tampering[] = forms.map(([what, options, problems]) => ({
  what: `the policy ${what}`,
  tamper: ({ entries }) => {
    const files = Object.entries(encoded(entries)).map(([name, content]) => [
      name,
      [content, { level: 0, ...(name === 'assay.toml' ? options : {}) }],
    ]);
    return zipSync(Object.fromEntries(files), { mtime: new Date(1980, 0, 1) });
  },
  problems,
}));

/** The zip that holds everything was changed. */
export const container: readonly Tampering[] = [
  {
    what: 'a byte of the policy was changed',
    tamper: (bundle) =>
      patched(bundle, (zip, { local }) => {
        zip[local + 50] = (zip[local + 50] ?? 0) ^ 1;
        return zip;
      }),
    problems: [
      'assay.toml: has been changed or damaged: its content does not have the checksum that the zip states',
      'assay.toml: is not what SHA256SUMS says: its SHA-256 is DIGEST, not DIGEST',
      'evidence/coverage.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'and 4 more',
    ],
  },
  {
    what: 'the policy is encrypted, by its record',
    tamper: (bundle) => patched(bundle, (zip, { central }) => void zip.writeUInt16LE(1, central + 8)),
    problems: ['assay.toml: is encrypted; nothing in a bundle is'],
  },
  {
    what: 'the policy is said to be smaller',
    tamper: (bundle) =>
      patched(bundle, (zip, { local, central }) => {
        const size = zip.readUInt32LE(central + 24) - 1;
        for (const at of [central + 20, central + 24, local + 18, local + 22]) zip.writeUInt32LE(size, at);
        return zip;
      }),
    problems: [
      'assay.toml: has been changed or damaged: its content does not have the checksum that the zip states',
      'evidence/coverage.json: begins at byte N, and what stands before it ends at byte N: the bytes between belong to no entry, or one is bigger than it says',
      'assay.toml: is not what SHA256SUMS says: its SHA-256 is DIGEST, not DIGEST',
      'and 5 more',
    ],
  },
  {
    what: 'the policy is said to be bigger than the file',
    tamper: (bundle) =>
      patched(bundle, (zip, { local, central }) => {
        for (const at of [central + 20, central + 24, local + 18, local + 22]) zip.writeUInt32LE(0xfffffff0, at);
        return zip;
      }),
    problems: ['assay.toml: says that it ends at byte N, and all entries end at byte N: it is smaller than it says'],
  },
  {
    what: 'two entries share their bytes',
    tamper: (bundle) => patched(bundle, (zip, { central }) => void zip.writeUInt32LE(0, central + 42)),
    problems: ['assay.toml: begins at byte N, inside what stands before it, which ends at byte N'],
  },
  {
    what: 'it says that it has 65,535 entries',
    tamper: (bundle) =>
      patched(bundle, (zip, _, { end }) => {
        zip.writeUInt16LE(0xffff, end + 8);
        zip.writeUInt16LE(0xffff, end + 10);
        return zip;
      }),
    problems: ['bundle: is a zip of more than 65,534 entries or 4 GiB (Zip64), which no bundle is'],
  },
  {
    what: 'it says that it has one entry less',
    tamper: (bundle) =>
      patched(bundle, (zip, _, { end, entries }) => {
        for (const at of [end + 8, end + 10]) zip.writeUInt16LE(entries.size - 1, at);
        return zip;
      }),
    problems: [
      'bundle: bytes N to N belong to no entry',
      'bundle: bytes N to N, after its directory, belong to no entry',
      'report/index.html: is missing',
      'SHA256SUMS: lists "report/index.html", which the bundle does not hold',
    ],
  },
  {
    what: 'its directory is said to begin at the end of the file',
    tamper: (bundle) => patched(bundle, (zip, _, { end }) => void zip.writeUInt32LE(0xffffffff, end + 16)),
    problems: ['bundle: is a zip of more than 65,534 entries or 4 GiB (Zip64), which no bundle is'],
  },
  {
    what: 'bytes stand before it, and every place was made to agree',
    tamper: ({ bytes }) => {
      const zip = Buffer.concat([x, bytes]);
      zip.writeUInt32LE(zip.readUInt32LE(zip.length - 6) + 1, zip.length - 6);
      for (const { central } of recordsOf(zip).entries.values())
        zip.writeUInt32LE(zip.readUInt32LE(central + 42) + 1, central + 42);
      return zip;
    },
    problems: [
      'SHA256SUMS: begins at byte N, and what stands before it ends at byte N: the bytes between belong to no entry, or one is bigger than it says',
    ],
  },
  {
    what: 'a comment follows it',
    tamper: ({ bytes }) => {
      const zip = Buffer.concat([bytes, x]);
      zip.writeUInt16LE(1, zip.length - 3);
      return zip;
    },
    problems: [
      'bundle: the record at its end differs from that of a bundle at byte N of the file',
      'bundle: 1 bytes stand after its end, as a comment or for no reason',
    ],
  },
  {
    what: 'another bundle follows it',
    tamper: ({ bytes }) => Buffer.concat([bytes, bytes]),
    problems: [
      'bundle: bytes N to N, after its directory, belong to no entry',
      'bundle: the record at its end differs from that of a bundle at byte N of the file',
    ],
  },
  {
    what: 'its entries are in another order',
    tamper: ({ entries }) => packed(entries, (names) => names.sort().reverse()),
    problems: ['bundle: was packed again by another program (of 30 entries 29 out of order)'],
  },
  {
    what: 'it was unpacked and zipped again, compressed',
    tamper: ({ entries }) => zipSync(encoded(entries)),
    problems: [
      'bundle: was packed again by another program (of 30 entries 30 compressed); what is compressed was not looked at',
    ],
  },
  {
    what: 'it was unpacked, given another approver, and zipped again as it is, with folders',
    tamper: ({ entries }) => {
      const policy = replaced(entries.get('assay.toml'), 'approved-by = "', 'approved-by = "Dr. ');
      const files = { ...encoded(new Map(entries).set('assay.toml', policy)), 'inputs/': new Uint8Array() };
      return zipSync(files, { level: 0, mtime: new Date(2026, 0, 1) });
    },
    problems: [
      'bundle: was packed again by another program (of 31 entries 1 for folders, 1 out of order, 31 with other headers)',
      'assay.toml: is not what SHA256SUMS says: its SHA-256 is DIGEST, not DIGEST',
      'and 8 more',
    ],
  },
  {
    what: 'the policy stands in it twice',
    tamper: ({ entries }) => {
      const zip = packed(new Map(entries).set('assay.tomm', replaced(entries.get('assay.toml'), '"ASIL B"', '"QM"')));
      for (let at = zip.indexOf('assay.tomm'); at !== -1; at = zip.indexOf('assay.tomm', at))
        zip.write('assay.toml', at);
      return zip;
    },
    problems: ['assay.toml: stands in the bundle more than once'],
  },
  {
    what: 'a file differs from another in case only',
    tamper: (bundle) => added(bundle, 'inputs/cargo.lock'),
    problems: [
      'inputs/cargo.lock: would be one with "inputs/Cargo.lock" when unpacked where case does not count, or a file in a file',
      'inputs/cargo.lock: is not listed in SHA256SUMS',
      'inputs/cargo.lock: is an input that no evidence lists',
    ],
  },
  {
    what: 'a file is a folder of another',
    tamper: (bundle) => added(bundle, 'inputs/Cargo.lock/x'),
    problems: [
      'inputs/Cargo.lock/x: would be one with "inputs/Cargo.lock" when unpacked where case does not count, or a file in a file',
      'inputs/Cargo.lock/x: is not listed in SHA256SUMS',
      'inputs/Cargo.lock/x: is an input that no evidence lists',
    ],
  },
  {
    what: 'a file was added without a line in SHA256SUMS',
    tamper: (bundle) => added(bundle, 'README'),
    problems: ['README: is not an entry that bundles have', 'README: is not listed in SHA256SUMS'],
  },
  {
    what: 'a name is not UTF-8',
    tamper: (bundle) => {
      const zip = added(bundle, 'inputs/abc');
      for (let at = zip.indexOf('inputs/abc'); at !== -1; at = zip.indexOf('inputs/abc', at)) zip[at + 9] = 0xff;
      return zip;
    },
    problems: [
      'inputs/ab�: has a header that differs from that of a bundle at byte N of the file',
      'inputs/ab�: has a header that differs from that of a bundle at byte N of the file',
      'inputs/ab�: is not listed in SHA256SUMS',
      'inputs/ab�: is an input that no evidence lists',
    ],
  },
  ...namedWrongly,
  ...formedOtherwise,
];
