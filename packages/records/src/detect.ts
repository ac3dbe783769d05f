/** The forms of records that are read. */
export type Format = 'llvm-json' | 'lcov' | 'cobertura';

/** Bytes that are enough to tell the form by. */
export const DETECTION_LENGTH = 4096;

/** An object whose first key is one of the export’s; `cargo llvm-cov` adds one. */
const llvmJson = /^\{\s*"(data|type|version|cargo_llvm_cov)"\s*:/;

/** The root, behind declarations, comments and the document type. */
const cobertura = /^(\s|<\?[^?]*\?>|<!--[^-]*(-[^-]+)*-->|<!(?!--)[^>]*>)*<coverage[\s>]/;

/** A section, or the name of the test before it, behind comments and empty lines. */
const lcov = /^(#[^\n]*\n|\s)*(TN|SF|KF):/;

/**
 * The form of records that begin with these bytes ({@link DETECTION_LENGTH}, or all there are); `undefined` where it is none that is
 * read. Whether the rest is of that form too, only reading shows.
 */
export function detectFormat(firstBytes: Uint8Array): Format | undefined {
  const text = new TextDecoder().decode(firstBytes.subarray(0, DETECTION_LENGTH)).trimStart();
  if (llvmJson.test(text)) return 'llvm-json';
  if (cobertura.test(text)) return 'cobertura';
  return lcov.test(text) ? 'lcov' : undefined;
}
