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

const outside = (text: string | undefined) =>
  packagesOutside(fakeWorld({ files: text === undefined ? {} : { 'Cargo.lock': text } }), members);

it('names the packages of folders that are no members, and none from elsewhere', async () => {
  expect(await outside(lock)).toEqual({
    leftOut: [
      {
        ...{ path: 'Cargo.lock', lines: [14, 14], product: true, member: 'app 0.1.0', at: null },
        because: 'valve 0.2.0 comes from a folder and is no member of the workspace',
        package: { name: 'valve', version: '0.2.0' },
      },
    ],
    gaps: [],
  });
});

it.each<[what: string, text: string | undefined, why: RegExp]>([
  ['that is not there', undefined, /does not exist/],
  ['that does not parse', 'not a lock file [', /./],
  ['that is empty', '', /lacks the member app 0\.1\.0/],
  ['that was cut off before a member', lock.replace('name = "app"', 'name = "ape"'), /lacks the member app 0\.1\.0/],
])('does not know by a lock file %s', async (_, text, why) => {
  const { gaps } = await outside(text);
  expect(gaps).toEqual([
    expect.objectContaining({ what: 'which packages of the project are no members', why: expect.stringMatching(why) }),
  ]);
});
