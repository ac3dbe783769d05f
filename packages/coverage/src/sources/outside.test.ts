import { fakeWorld } from '@assay/host';
import { expect, it } from 'vitest';
import { measured } from '../controls.js';
import { packagesOutside } from './outside.js';

const lock = `version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = ["valve", "itoa"]

[[package]]
name = "itoa"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "${'0'.repeat(64)}"

[[package]]
name = "valve"
version = "0.2.0"
`;
const { members } = measured();

it('names the packages of folders that are no members, and none from elsewhere', async () => {
  const found = await packagesOutside(fakeWorld({ files: { 'Cargo.lock': lock } }), members);
  expect(found).toEqual([
    {
      ...{ path: 'Cargo.lock', lines: [14, 14], product: true, member: 'app 0.1.0', at: null },
      because: 'valve 0.2.0 comes from a folder and is no member of the workspace',
      package: { name: 'valve', version: '0.2.0' },
    },
  ]);
});

it.each([undefined, 'not a lock file ['])('names none where Cargo refuses the lock file: %s', async (text) => {
  const files = text === undefined ? {} : { 'Cargo.lock': text };
  expect(await packagesOutside(fakeWorld({ files }), members)).toEqual([]);
});
