import { field } from './bytes.js';

/** A member with its name as it stands in the header. */
export function member(name: string, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content);
  const head = [
    field(name, 16, ' '),
    field('0', 12, ' '),
    field('0', 6, ' '),
    field('0', 6, ' '),
    field('644', 8, ' '),
  ];
  const padding = Buffer.alloc(bytes.length % 2, '\n');
  return Buffer.concat([...head, field(String(bytes.length), 10, ' '), Buffer.from('`\n'), bytes, padding]);
}

/** A member with BSD's long name. */
export function bsdMember(name: string, content: Uint8Array): Buffer {
  const long = field(name, Math.ceil(name.length / 4) * 4);
  return member(`#1/${long.length}`, Buffer.concat([long, content]));
}

export function archive(...members: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from('!<arch>\n'), ...members]);
}
