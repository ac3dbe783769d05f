import { expect, it } from 'vitest';
import { readInstallFailure } from './install-failure.js';

const file = (cause: string) =>
  `could not download file from 'http://mirror/dist/a.tar.gz' to '$RUSTUP_HOME/downloads/1.partial': ${cause}`;
const component = (cause: string) => `component download failed for rustc-x86_64-unknown-linux-gnu: ${cause}`;

// The words are those of rustup 1.29.
it.each([
  [
    'checksum',
    `error: ${component("checksum failed for 'http://mirror/dist/a.tar.gz', expected: '1', calculated: '2'")}`,
  ],
  [
    'checksum',
    "warn: checksum failed for 'http://mirror/dist/channel-rust-1.95.0.toml', expected: '1', calculated: '2'\n" +
      "error: toolchain '1.95.0-x86_64-unknown-linux-gnu' is not installable",
  ],
  ['absent', `error: ${component(file('http request returned an unsuccessful status code: 404'))}`],
  [
    'absent',
    `error: could not download nonexistent rust version \`9.9.9\`: ${file('http request returned an unsuccessful status code: 404')}`,
  ],
  [
    'absent',
    "error: component 'miri' for target 'x86_64-unknown-linux-gnu' is unavailable for download for channel '1.95.0'",
  ],
  ['absent', `error: ${file('http request returned an unsuccessful status code: 403')}`],
  ['network', `error: ${file('http request returned an unsuccessful status code: 429')}`],
  ['network', `error: ${component(file('http request returned an unsuccessful status code: 500'))}`],
  ['network', `error: ${file('error reading a body from connection: end of file before message length reached')}`],
  [
    'network',
    `error: ${component(`partially downloaded file was kept for resumption, please try again: ${file('operation timed out')}`)}`,
  ],
  [
    'network',
    `error: ${component(`partially downloaded file may have been damaged and was removed, please try again: ${file('http request returned an unsuccessful status code: 200')}`)}`,
  ],
  ['network', `error: ${file('tcp connect error: Connection refused (os error 111)')}`],
  ['network', `error: ${file('dns error: failed to lookup address information: Name or service not known')}`],
  ['other', 'error: detected conflict: lib/a.so'],
  ['other', ''],
] as const)('reads %s out of %s', (reason, stderr) => {
  expect(readInstallFailure(`info: downloading 3 components\n${stderr}\n`).reason).toBe(reason);
});

it('keeps what rustup says went wrong, and not what it was doing', () => {
  const stderr = "info: downloading 3 components\nwarn: slow\nerror: toolchain 'a' is not installable\n";
  expect(readInstallFailure(stderr).message).toBe("slow; toolchain 'a' is not installable");
});
