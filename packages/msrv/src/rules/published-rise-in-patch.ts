import { always, changedEnvironment, defineRule } from '@assay/check';
import { parseCrateVersion } from '@assay/registry';
import type { MsrvFacts } from '../facts.js';
import { published } from '../published/controls.js';
import { publishedInstance } from '../published/instance.js';
import { riseOf } from '../published/rise.js';

type Data = { name: string; version: string; from: string; to: string; previous: string; next: string };

export const publishedRiseInPatch = defineRule<MsrvFacts, Data>({
  id: 'msrv/published-rise-in-patch',
  title: 'Published package raises its rust-version in a patch release',
  why:
    'A release that differs in its last number only is what everyone is to take at once, for a correction or an advisory. When it also needs a ' +
    'newer compiler, a team with a fixed one can have the correction only by changing its compiler, or by repairing the package itself.',
  repair:
    'Raise `rust-version` with a new minor release (1.4.2 → 1.5.0; below 1.0, 0.3.7 → 0.4.0), and say so in the changelog.',
  clauses: [changedEnvironment],
  severity: always('warning'),
  *find(facts) {
    for (const member of facts.published?.members ?? []) {
      const rise = riseOf(member);
      if (rise === undefined || !rise.inPatch) continue;
      const { name, version, at } = member;
      const { from, to, previous } = rise;
      const data = { name, version, from, to, previous, next: nextMinor(version) };
      const note = `${name} ${previous} is published and declares rust-version ${from}`;
      yield publishedInstance(member, { place: at.rustVersion, because: [{ note }], data });
    }
  },
  message: ({ name, version, from, to, previous }) =>
    previous === version
      ? `${name} ${version} is published with rust-version ${from} and declares ${to} here: what comes after it must not be a patch release`
      : `${name} ${version} declares rust-version ${to}, and ${previous} declared ${from}: a patch release that needs a newer compiler`,
  remedy: ({ from, to, next }) =>
    `release it as ${next}, with Rust ${to} named in the changelog, or go back to rust-version = "${from}" and code that builds with it`,
  controls: {
    raises: [
      published({
        version: '1.4.3',
        previous: { state: 'known', version: '1.4.2', rustVersion: '1.63', by: 'checksums' },
      }),
      published({ version: '0.3.2', previous: { state: 'known', version: '0.3.1', rustVersion: '1.9', by: 'name' } }),
      published({ previous: { state: 'known', version: '1.4.0', rustVersion: '1.63', by: 'checksums' } }),
    ],
    spares: [
      published({
        version: '1.4.3',
        previous: { state: 'known', version: '1.4.2', rustVersion: '1.70.0', by: 'checksums' },
      }),
      // To ask for less, or to say for the first time what is needed, takes nothing from anyone.
      published({
        version: '1.4.3',
        previous: { state: 'known', version: '1.4.2', rustVersion: '1.100', by: 'checksums' },
      }),
      published({
        version: '1.4.3',
        previous: { state: 'known', version: '1.4.2', rustVersion: null, by: 'checksums' },
      }),
      published({
        version: '0.4.0',
        previous: { state: 'known', version: '0.3.9', rustVersion: '1.63', by: 'checksums' },
      }),
      published({ version: '1.4.3', previous: { state: 'not-known', why: 'no index' } }),
    ],
  },
});

function nextMinor(version: string): string {
  const read = parseCrateVersion(version);
  return read === undefined ? 'a new minor release' : `${read.major}.${read.minor + 1}.0`;
}
