import path from 'node:path';

/** The path of a name for a system call: as bytes where the name is more than ASCII. */
export function bytesOf(root: string, name: string): string | Buffer {
  if (!/[\u0080-\u00ff]/.test(name)) return path.join(root, name);
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]);
}

/** A name as text: bytes that are not UTF-8, and backslashes, are written `\xNN`, so that each name has a text of its own. */
export function textOf(name: string): string {
  if (/^[\x20-\x5b\x5d-\x7e]*$/.test(name)) return name;
  const bytes = Buffer.from(name, 'latin1');
  const written = (byte: number) => `\\x${byte.toString(16).padStart(2, '0')}`;
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes)) return text.replaceAll('\\', written(0x5c));
  return [...bytes].map((byte) => (byte < 0x80 && byte !== 0x5c ? String.fromCharCode(byte) : written(byte))).join('');
}
