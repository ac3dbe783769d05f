import { fakeWorld } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { placesIn } from './manifest-places.js';

const own = '[package]\nname = "app"\nversion = "1.0.0"\nrust-version = "1.63"\n';
const inheriting = '[package]\nname = "app"\nversion = { workspace = true }\nrust-version.workspace = true\n';
const root = '[workspace]\nmembers = ["app"]\n\n[workspace.package]\nversion = "1.0.0"\nrust-version = "1.63"\n';

describe('placesIn', () => {
  const places = (manifest: string) =>
    placesIn(fakeWorld({ files: { 'app/Cargo.toml': manifest, 'Cargo.toml': root } }), '/workspace/app/Cargo.toml');

  it('is the member’s own lines', async () => {
    expect(await places(own)).toEqual({
      version: { path: 'app/Cargo.toml', line: 3, column: 1 },
      rustVersion: { path: 'app/Cargo.toml', line: 4, column: 1 },
    });
  });

  it('is the workspace’s lines where they are inherited', async () => {
    expect(await places(inheriting)).toEqual({
      version: { path: 'Cargo.toml', line: 5, column: 1 },
      rustVersion: { path: 'Cargo.toml', line: 6, column: 1 },
    });
  });

  it('is the table where nothing is stated, and the file where it cannot be read', async () => {
    expect(await places('[package]\nname = "app"\n')).toMatchObject({
      rustVersion: { path: 'app/Cargo.toml', line: 1 },
    });
    expect(await places('[package')).toEqual({
      version: { path: 'app/Cargo.toml' },
      rustVersion: { path: 'app/Cargo.toml' },
    });
  });
});
