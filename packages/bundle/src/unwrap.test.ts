import { execFileSync } from 'node:child_process';
import { Zip, ZipDeflate, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bundle, good } from './testing/sample.js';
import { unwrapArtifact } from './unwrap.js';

const content = Buffer.from('hello, hello, hello, hello, hello, hello');
const LIMIT = 1000;

function contentIn(bytes: Uint8Array, limit = LIMIT): string {
  const found = unwrapArtifact(bytes, 'bundle.zip', limit);
  return 'content' in found ? Buffer.from(found.content).toString() : `fault: ${found.fault}`;
}

/** As a client writes that does not know the sizes beforehand: they stand behind the content. */
function streamed(): Uint8Array {
  const parts: Uint8Array[] = [];
  const zip = new Zip((_, part) => parts.push(part));
  const file = new ZipDeflate('bundle.zip');
  zip.add(file);
  file.push(content, true);
  zip.end();
  return Buffer.concat(parts);
}

describe('the file in an artifact', () => {
  it.each<[string, () => Uint8Array]>([
    ['compressed', () => zipSync({ 'bundle.zip': content })],
    ['stored', () => zipSync({ 'bundle.zip': content }, { level: 0 })],
    ['streamed', streamed],
    ['by Python', () => execFileSync('python3', ['-c', PYTHON], { input: content })],
  ])('is read when it was %s', (_, zip) => {
    expect(contentIn(zip())).toBe(content.toString());
  });

  it('is the bundle itself where nothing was wrapped around it', () => {
    const bytes = bundle(good);
    expect(unwrapArtifact(bytes, 'bundle.zip', LIMIT)).toEqual({ content: bytes });
  });

  const deflated = () => Buffer.from(zipSync({ 'bundle.zip': content }));
  const changed = (at: number, by: number, where: 'local' | 'central' = 'local') => {
    const bytes = deflated();
    const start = where === 'local' ? 0 : bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    bytes[start + at] = by;
    return bytes;
  };
  it.each<[string, () => Uint8Array, string]>([
    ['is another', () => zipSync({ 'x.zip': content }), 'does not hold "bundle.zip" alone, but 1 file: "x.zip"'],
    ['has others beside it', () => zipSync({ 'bundle.zip': content, x: content }), 'but 2 files: "bundle.zip", "x"'],
    ['lies in a folder', () => zipSync({ '../bundle.zip': content }), 'but 1 file: "../bundle.zip"'],
    ['stands there twice', twice, 'holds "bundle.zip" more than once'],
    ['has a name that steers', () => zipSync({ '\u001b[2J\n': content }), '"\\u001b[2J\\n"'],
    ['is not there', () => zipSync({}), 'but nothing'],
    ['has other bytes than its checksum says', () => changed(16, 0, 'central'), 'its content is not what it states'],
    ['is larger than it says', () => changed(24, 10, 'central'), 'is damaged'],
    ['is compressed otherwise', () => changed(10, 14, 'central'), 'not known (method 14)'],
    ['is encrypted', () => changed(8, 1, 'central'), 'is encrypted'],
    ['has no header', () => changed(0, 0), 'a header is not where its directory says'],
    ['begins outside', () => changed(44, 255, 'central'), 'a header is not where its directory says'],
    ['is cut off', () => deflated().subarray(0, 50), 'cut off or damaged'],
    ['is no zip', () => Buffer.from('<html>'), 'is not a zip'],
  ])('is refused when it %s', (_, zip, words) => {
    expect(contentIn(zip())).toContain(`fault: `);
    expect(contentIn(zip())).toContain(words);
  });

  it('is not expanded beyond the limit, whatever the zip says', () => {
    const bomb = zipSync({ 'bundle.zip': Buffer.alloc(5_000_000) });
    expect(contentIn(bomb)).toBe(`fault: holds a file of 5000000 bytes; at most ${LIMIT} are read`);
    const central = Buffer.from(bomb).indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    const lying = Buffer.from(bomb);
    lying.writeUInt32LE(10, central + 24);
    expect(contentIn(lying)).toContain('fault: is damaged');
  });
});

/** A zip whose second file is renamed to the name of its first. */
function twice(): Uint8Array {
  const bytes = Buffer.from(zipSync({ 'bundle.zip': content, 'bundle.zap': content }));
  for (let at = bytes.indexOf('zap'); at >= 0; at = bytes.indexOf('zap')) bytes.write('zip', at);
  return bytes;
}

const PYTHON = `
import io, sys, zipfile
made = io.BytesIO()
with zipfile.ZipFile(made, 'w', zipfile.ZIP_DEFLATED) as zip:
    zip.writestr('bundle.zip', sys.stdin.buffer.read())
sys.stdout.buffer.write(made.getvalue())
`;
