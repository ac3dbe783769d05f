/**
 * Why `rustup toolchain install` failed, as far as its words tell; its exit status is always 1 (held against rustup 1.29):
 *
 * - `checksum`: a file is not what the manifest, or the manifest not what its digest, says;
 * - `absent`: the server has no such release, component or target, or refuses to give it;
 * - `network`: a server or a connection that may be better in a moment;
 * - `other`: none of these; the message is all that is known.
 */
export interface InstallFailure {
  reason: 'checksum' | 'absent' | 'network' | 'other';
  /** rustup's own words. */
  message: string;
}

/** In the order in which they are tried: a failed download has all of its causes in one line. */
const phrases: readonly [InstallFailure['reason'], RegExp][] = [
  ['checksum', /checksum failed for /],
  ['network', /unsuccessful status code: (?:408|429)$/m],
  ['absent', /unsuccessful status code: 4\d\d$|is unavailable for download|nonexistent rust version/m],
  ['network', /could not download file from /],
];

/** Reads what rustup printed, with `RUST_BACKTRACE=0`: another value gives its messages another shape. */
export function readInstallFailure(stderr: string): InstallFailure {
  const said = stderr.split(/\r?\n/).filter((line) => /^(?:error|warn): /.test(line));
  const message = said.map((line) => line.replace(/^\w+: /, '')).join('; ') || 'nothing';
  const reason = phrases.find(([, phrase]) => said.some((line) => phrase.test(line)))?.[0] ?? 'other';
  return { reason, message };
}
