/** A section; numbers stay below 128, so that each is one byte. */
export function section(id: number, ...content: readonly (number | string | Uint8Array)[]): Buffer {
  const bytes = joined(content);
  return Buffer.concat([Buffer.from([id, bytes.length]), bytes]);
}

/** A text with its length in front. */
export function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
}

/** A custom section. */
export function custom(name: string, ...content: readonly (number | string | Uint8Array)[]): Buffer {
  return section(0, text(name), ...content);
}

export function wasm(...sections: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]), ...sections]);
}

function joined(parts: readonly (number | string | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))));
}

/** An object: a memory and a function that are imported, a function and data of its own. */
export const wasmObject = wasm(
  section(1, 1, 0x60, 0, 0),
  section(2, 2, text('env'), text('__linear_memory'), 2, 0, 1, text('env'), text('rust_panic'), 0, 0),
  section(3, 1, 0),
  section(10, 1, 2, 0, 0x0b),
  custom('linking', 2, 8, 22, 3, 0, 0x10, 0, 0, 0, 1, text('main'), 1, 0, text('DATA'), 0, 0, 4),
);
