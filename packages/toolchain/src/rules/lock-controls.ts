import type { AtEnd, ComponentTrouble, LockFacts, PlacedDifference, RecordDifference } from '../lock/facts.js';

const host = 'x86_64-unknown-linux-gnu';

/** A lock of 1.95.0 whose toolchain is what it says, with changes, for controls. */
export function locked(change: Partial<LockFacts> = {}): LockFacts {
  return {
    at: { path: 'assay.lock' },
    ...{ release: '1.95.0', commit: '59807616e1fa2540724bfbac14d7976d7e4a3860', hosts: [host], leftOut: ['share/doc'] },
    manifest: {
      date: '2026-04-16',
      sha256: '4fd6c08bd31780da26864fd6c08bd31780da26864fd6c08bd31780da26864fd6',
      signedBy: '108F66205EAEB0AAA8DD5E1C85AB96E6FA1BE5FE',
    },
    releasePlace: { path: 'assay.lock', line: 5 },
    commitPlace: { path: 'assay.lock', line: 6 },
    host,
    components: [lockedComponent()],
    ...{ differences: [], componentTroubles: [], recordDifferences: [], vendor: null },
    ...change,
  };
}

export function lockedComponent(change: Partial<LockFacts['components'][number]> = {}) {
  const digest = 'ca2c8a6d3a1b7b1a0e0f8f5d3c2b1a09876543210fedcba9876543210fedcba9';
  const counted = { files: 24, bytes: 33_554_432, expected: digest, found: digest };
  return { name: 'rustc', target: host, origin: 'dist', installed: true, ...counted, ...change } as const;
}

/** A difference at a file of rustc, with changes. */
export function difference(change: Partial<PlacedDifference>): PlacedDifference {
  return {
    ...{
      kind: 'changed',
      path: 'bin/rustc',
      component: `rustc-${host}`,
      at: { path: 'assay.lock', line: 40, column: 3 },
    },
    expected: 'a8a1cfd7a1d5a7d3a0c2f2fce2c0a7a4e1c5a3c4b6a1f0e9d8c7b6a594837261',
    found: '0b1f3c5d7e9a0b1f3c5d7e9a0b1f3c5d7e9a0b1f3c5d7e9a0b1f3c5d7e9a0b1f',
    ...change,
  };
}

export function trouble(change: Partial<ComponentTrouble>): ComponentTrouble {
  const at = { path: 'rust-toolchain.toml', line: 3, column: 1 };
  return { component: 'rust-std-thumbv7em-none-eabihf', trouble: 'not locked', at, because: 'asked for', ...change };
}

export function recordDifference(change: Partial<RecordDifference> = {}): RecordDifference {
  const record = 'lib/rustlib/multirust-channel-manifest.toml';
  return { record, what: 'date', expected: '2026-04-16', found: '2026-05-28', ...change };
}

/** A second look that saw these changes. */
export function atEnd(...changes: AtEnd['changes']): AtEnd {
  return { files: 142, rehashed: true, changes };
}
