import { METADATA, readArchive } from './read-archive.js';

/** `BC` and what follows it; and the wrapper that some targets put around it. https://llvm.org/docs/BitCodeFormat.html */
const MAGICS = [
  [0x42, 0x43, 0xc0, 0xde],
  [0xde, 0xc0, 0x17, 0x0b],
];

/**
 * Is it a library that holds LLVM's bitcode and nothing else, as rustc leaves one for `lto = "fat"`? The machine that it is for is decided when it
 * is linked. Never throws.
 */
export function holdsBitcodeOnly(bytes: Uint8Array): boolean {
  const members = (readArchive(bytes) ?? []).filter(({ name, content }) => name !== METADATA && content.length > 0);
  return members.length > 0 && members.every(({ content }) => isBitcode(content));
}

function isBitcode(content: Uint8Array): boolean {
  return MAGICS.some((magic) => magic.every((byte, index) => content[index] === byte));
}
