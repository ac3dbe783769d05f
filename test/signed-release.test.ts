import { appendFileSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ComponentFiles,
  componentFiles,
  readRelease,
  readRustSigningKey,
  readSigningKey,
  releaseSource,
  SignatureError,
} from '@assay/dist';
import { UserError } from '@assay/evidence';
import { openFile, realNetwork } from '@assay/host';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { copyOf, temporaryFolder } from './support/command.js';
import {
  buildRelease,
  COMMIT,
  type Faults,
  HOST,
  newReleaseKey,
  type Release,
  type ReleaseKey,
  type ReleaseOptions,
  serveRelease,
  signDetached,
} from './support/release.js';

const TARGET = 'thumbv7em-none-eabihf';
const now = Date.now();

let key: ReleaseKey;

beforeAll(async () => {
  key = await newReleaseKey({ date: new Date(now - 86_400_000) });
});

/** A host whose network waits for nobody. `signal`: the user's interruption. */
const host = (signal = new AbortController().signal) => {
  const network = realNetwork(signal, [1, 1, 1]);
  return {
    openFile,
    network: { open: (url: string, options = {}) => network.open(url, { ...options, stallTimeout: 200 }) },
  };
};

/** A release in a folder, built with the key. */
async function built(options: ReleaseOptions = {}): Promise<{ folder: string; release: Release }> {
  const folder = temporaryFolder();
  return { folder, release: await buildRelease(folder, { key, ...options }) };
}

/** What is said of the release in a folder, or at an address. */
const read = (address: string, more: Partial<Parameters<typeof readRelease>[1]> = {}) =>
  readRelease(releaseSource(address, host()), {
    release: '1.95.0',
    key: readSigningKey(key.armored, key.fingerprint),
    now: Date.now(),
    ...more,
  });

/** The files of a component out of the release in a folder, or at an address. */
async function filesAt(address: string, name = 'rustc', target = HOST): Promise<ComponentFiles> {
  return componentFiles(releaseSource(address, host()), await read(address), { name, target });
}

/** Serves a folder, to the end of the test. */
async function served(folder: string, faults?: Faults) {
  const server = await serveRelease(folder, faults);
  onTestFinished(() => server.close());
  return server;
}

const refusal = (promise: Promise<unknown>): Promise<UserError> =>
  promise.then(
    () => expect.unreachable('it was accepted'),
    (error) => {
      expect(error).toBeInstanceOf(UserError);
      expect(error.remedy).not.toBe('');
      return error;
    },
  );

describe('a release', () => {
  test('is proved, and its components give their files, the same from a server and from a folder', async () => {
    const { folder } = await built({ targets: [TARGET], extras: ['clippy', 'rust-docs', 'rust-src'] });
    const { url, requests } = await served(folder);
    const release = await read(url);
    expect(release).toMatchObject({ release: '1.95.0', date: '2026-04-16', commit: COMMIT });
    expect(release.signature).toMatchObject({ hash: 'SHA512', signedBy: expect.stringMatching(/^[0-9A-F]{40}$/) });
    expect(await read(folder)).toEqual(release);
    const components = [
      ['rustc', HOST, 'rustc'],
      ['cargo', HOST, 'cargo'],
      ['rust-std', TARGET, 'rust-std'],
      ['clippy', HOST, 'clippy-preview'],
      ['rust-docs', HOST, 'rust-docs'],
      ['rust-src', HOST, 'rust-src'],
    ] as const;
    for (const [name, target, pkg] of components) {
      const found = await filesAt(url, name, target);
      expect(found.name).toBe(pkg);
      expect(await filesAt(folder, name, target)).toEqual(found);
    }
    expect((await filesAt(url)).files.map(({ path, mode }) => `${path} ${mode.toString(8)}`)).toEqual([
      'bin/rustc 755',
      'bin/rustdoc 755',
      'lib/librustc_driver-0.so 644',
      `lib/rustlib/manifest-rustc-${HOST} 644`,
      'share/doc/rustc/README.md 644',
      'share/man/man1/rustc.1 644',
    ]);
    expect((await filesAt(url, 'rust-src')).files.at(0)?.path).toBe('lib/rustlib/manifest-rust-src');
    expect(requests.slice(0, 2)).toEqual(['/dist/channel-rust-1.95.0.toml', '/dist/channel-rust-1.95.0.toml.asc']);
  });

  test('tells how far an archive is', async () => {
    const { folder } = await built();
    const source = releaseSource((await served(folder)).url, host());
    const told: [number, number | undefined][] = [];
    const release = await readRelease(source, {
      release: '1.95.0',
      key: readSigningKey(key.armored, key.fingerprint),
      now: Date.now(),
    });
    await componentFiles(source, release, { name: 'rustc', target: HOST }, (...at) => told.push(at));
    const [received, length] = told.at(-1) ?? [];
    expect(received).toBeGreaterThan(0);
    expect(length).toBe(received);
  });

  test('is not read when its key is not the pinned one', async () => {
    const { folder } = await built();
    const rust = readRustSigningKey();
    expect(await refusal(read(folder, { key: rust }))).toMatchObject({ kind: 'other-key' });
  });

  test.each(['1.95', 'stable', 'nightly', '../../1.95.0', '1.95.0-beta.1', ''])('is not named %j', async (release) => {
    const { folder } = await built();
    expect((await refusal(read(folder, { release }))).message).toContain('is not an exact release');
  });
});

/** Edits a file of a folder; its signature stays as it was. */
const edit = (folder: string, file: string, by: (content: Buffer) => Buffer | string) =>
  writeFileSync(join(folder, file), by(readFileSync(join(folder, file))));

const MANIFEST = 'dist/channel-rust-1.95.0.toml';
const SIGNATURE = `${MANIFEST}.asc`;

describe('a manifest is refused', () => {
  test('when it is missing, unsigned, cut off, changed, or signed by somebody else: each in its own words', async () => {
    const { folder } = await built();
    const stranger = await newReleaseKey();
    const damages: [string, (copy: string) => void | Promise<void>, string, string | undefined][] = [
      ['no release', (copy) => unlinkSync(join(copy, MANIFEST)), 'has no Rust 1.95.0', undefined],
      ['no signature', (copy) => unlinkSync(join(copy, SIGNATURE)), 'is not signed', 'unsigned'],
      ['empty signature', (copy) => writeFileSync(join(copy, SIGNATURE), ''), 'holds no signature', 'unsigned'],
      ['page', (copy) => writeFileSync(join(copy, SIGNATURE), '<html>'), 'does not begin with', 'malformed'],
      ['cut signature', (copy) => edit(copy, SIGNATURE, (text) => text.subarray(0, 200)), 'is cut off', 'malformed'],
      ['cut', (copy) => edit(copy, MANIFEST, (text) => text.subarray(0, 500)), 'does not hold', 'changed'],
      ['changed', (copy) => edit(copy, MANIFEST, (text) => `${text} `), 'does not hold', 'changed'],
      [
        'stranger',
        async (copy) => {
          const signature = await signDetached(readFileSync(join(copy, MANIFEST)), stranger);
          writeFileSync(join(copy, SIGNATURE), signature);
        },
        'was made by the key',
        'other-key',
      ],
    ];
    for (const [what, damage, message, kind] of damages) {
      const copy = copyOf(folder);
      await damage(copy);
      const error = await refusal(read(copy));
      expect(error.message, what).toContain(message);
      if (kind !== undefined) expect(error, what).toMatchObject({ kind, message: expect.stringContaining(SIGNATURE) });
      const { url } = await served(copy);
      expect((await refusal(read(url))).message.replace(url, copy), what).toBe(error.message);
    }
  });

  test('when its key has expired', async () => {
    const old = await newReleaseKey({ date: new Date(now - 20 * 86_400_000), keyExpirationTime: 10 * 86_400 });
    const folder = temporaryFolder();
    await buildRelease(folder, { key: old, signedAt: new Date(now - 15 * 86_400_000) });
    const expired = readSigningKey(old.armored, old.fingerprint);
    expect(await refusal(read(folder, { key: expired }))).toMatchObject({ kind: 'key-expired' });
    expect((await read(folder, { key: expired, now: now - 12 * 86_400_000 })).release).toBe('1.95.0');
  });

  test('when it is an old one under a new name, although it is signed', async () => {
    const { folder } = await built({ release: '1.90.0', date: '2025-09-18' });
    for (const ending of ['', '.asc']) {
      renameSync(join(folder, `dist/channel-rust-1.90.0.toml${ending}`), join(folder, `${MANIFEST}${ending}`));
    }
    const error = await refusal(read(folder));
    expect(error).not.toBeInstanceOf(SignatureError);
    expect(error.message).toBe(`${MANIFEST} is that of Rust 1.90.0 (59807616e 2026-04-14), and 1.95.0 was asked for`);
  });

  test.each([
    ['2026-02-30', {}, 'which is none'],
    ['today', {}, 'which is none'],
    ['2999-01-01', {}, 'which is in the future'],
    ['2026-04-15', { date: '2026-04-16' }, 'has the date 2026-04-15, and not 2026-04-16'],
  ])('with the date %s', async (date, more, message) => {
    const { folder } = await built({ editManifest: (text) => text.replace('date = "2026-04-16"', `date = "${date}"`) });
    expect((await refusal(read(folder, more))).message).toContain(message);
  });

  test.each([
    ['no TOML', (text: string) => `${text}\n[`, 'this is not TOML'],
    ['no package rust', (text: string) => text.replaceAll('[pkg.rust]', '[pkg.dust]'), 'is missing'],
    ['no packages', () => 'manifest-version = "2"\ndate = "2026-04-16"\n', 'pkg is missing'],
    ['a newer form', (text: string) => text.replace('"2"', '"3"'), 'only "2" can be read'],
  ])('signed, with %s', async (_, editManifest, message) => {
    const { folder } = await built({ editManifest });
    expect((await refusal(read(folder))).message).toContain(message);
  });
});

describe('a server that', () => {
  const cases: [string, Faults, string][] = [
    ['answers 404', () => 404, 'has no Rust 1.95.0'],
    ['answers 500', () => 500, '500 (Internal Server Error)'],
    ['never answers', () => 'stall', 'the server sent nothing for 0.2 s'],
    ['sends half and no more', () => 'half-stall', 'next to nothing after'],
    ['cuts the connection', () => 'cut', 'the connection was cut'],
    ['changes a bit', () => 'flip', 'it was made over other bytes'],
  ];

  test.each(cases)('%s when asked for the manifest is told so', async (_, faults, message) => {
    const { folder } = await built();
    const { url } = await served(folder, (path, before) => (path.endsWith('.asc') ? undefined : faults(path, before)));
    expect((await refusal(read(url))).message).toContain(message);
  });

  test.each([
    ['answers 404', 404, '404 (Not Found)', 1],
    ['answers 500', 500, '500 (Internal Server Error)', 4],
    ['never answers', 'stall', 'the server sent nothing for 0.2 s', 4],
    ['sends half and no more', 'half-stall', 'next to nothing after', 2],
    ['cuts the connection', 'cut', 'the connection was cut', 2],
    ['changes a bit', 'flip', 'has the SHA-256', 1],
  ] as const)(
    '%s when asked for an archive is told so, and asked as often as makes sense',
    async (_, fault, message, times) => {
      const { folder } = await built();
      const { url, requests } = await served(folder, (path) => (path.endsWith('.gz') ? fault : undefined));
      expect((await refusal(filesAt(url))).message).toContain(message);
      expect(requests.filter((path) => path.endsWith('.gz'))).toHaveLength(times);
    },
  );

  test.each([500, 'stall', 'half-stall', 'cut'] as const)(
    'has trouble (%s) once with each file gives the release all the same',
    async (fault) => {
      const { folder } = await built();
      const { url, requests } = await served(folder, (_, before) => (before === 0 ? fault : undefined));
      expect(await filesAt(url)).toEqual(await filesAt(folder));
      expect(requests).toHaveLength(6);
    },
  );

  test('is not there is told so', async () => {
    const server = await serveRelease(temporaryFolder());
    await server.close();
    const error = await refusal(read(server.url));
    expect(error.message).toContain('connection refused');
    expect(error.remedy).toContain('a mirror');
  });

  test('is left when the user interrupts, which is no mistake of the user', async () => {
    const { folder } = await built();
    const { url } = await served(folder, () => 'stall');
    const interruption = new AbortController();
    const source = releaseSource(url, { openFile, network: realNetwork(interruption.signal) });
    const reading = readRelease(source, {
      release: '1.95.0',
      key: readSigningKey(key.armored, key.fingerprint),
      now: Date.now(),
    });
    setTimeout(() => interruption.abort(), 50);
    await expect(reading).rejects.toMatchObject({ name: 'WorldError', kind: 'interrupted' });
  });
});

describe('an archive is refused', () => {
  const archive = `dist/2026-04-16/rustc-1.95.0-${HOST}.tar.gz`;

  test('when it is not the one of the manifest', async () => {
    const { folder } = await built();
    const [other, gone] = [copyOf(folder), copyOf(folder)];
    appendFileSync(join(other, archive), 'x');
    const error = await refusal(filesAt(other));
    expect(error.message).toContain(`${archive} has the SHA-256`);
    expect(error.message).toContain('goes on for 1 bytes after its end');
    rmSync(join(gone, archive));
    expect((await refusal(filesAt(gone))).message).toContain('does not exist');
  });

  test.each([
    ['../', 'whose path is not plain'],
    ['/', 'whose path is not plain'],
  ])('when a file in it begins with %s', async (start, message) => {
    const { folder } = await built({
      editEntries: (entries) => [...entries, { name: `${start}etc/passwd`, body: 'x' }],
    });
    const error = await refusal(filesAt(folder));
    expect(error.message).toContain(`${archive} holds an entry ${message}, "${start}etc/passwd"`);
  });

  test('when it holds a link, or two entries for one path', async () => {
    const linked = await built({
      editEntries: (entries, name) => [
        ...entries,
        { name: `${name}/rustc/bin/x`, type: 'symlink', linkname: '/bin/sh' },
      ],
    });
    expect((await refusal(filesAt(linked.folder))).message).toContain('holds a symbolic link');
    const doubled = await built({ editEntries: (entries) => [...entries, ...entries.slice(-1)] });
    expect((await refusal(filesAt(doubled.folder))).message).toContain('holds two entries for one path');
  });

  test('when it claims a file outside of the toolchain, which rustup would write', async () => {
    const { folder } = await built({
      editEntries: (entries) =>
        entries.map((entry) => (entry.name.endsWith('manifest.in') ? { ...entry, body: 'file:../evil\n' } : entry)),
    });
    expect((await refusal(filesAt(folder))).message).toContain('claims a file whose path is not plain, "../evil"');
  });

  test.each([
    [
      'on another server',
      (text: string) => text.replaceAll('static.rust-lang.org', 'evil.example'),
      'on another server',
    ],
    ['out of the folder', (text: string) => text.replaceAll('dist/2026-04-16/', 'dist/../../'), 'not plain'],
    ['not at all', (text: string) => text.replaceAll(/^url = .*\n/gm, ''), 'has no .tar.gz archive'],
    [
      'as not available',
      (text: string) => text.replaceAll('available = true', 'available = false'),
      'is not available',
    ],
  ])('when the manifest names it %s', async (_, editManifest, message) => {
    const { folder } = await built({ editManifest });
    expect((await refusal(filesAt(folder))).message).toContain(message);
  });

  test('when there is no such component', async () => {
    const { folder } = await built();
    expect((await refusal(filesAt(folder, 'rust-std', TARGET))).message).toBe(
      `Rust 1.95.0 has no component rust-std for ${TARGET}`,
    );
  });
});
