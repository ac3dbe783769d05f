import { describe, expect, it } from 'vitest';
import { buildScriptErrors, manifestOwner } from './cargo-words.js';

const anchors = { root: '/w', cargoHome: '/home/me/.cargo', rustupHome: undefined, home: '/home/me' };

describe('manifestOwner', () => {
  it('is the package whose manifest an older Cargo refuses', () => {
    const stderr = `error: failed to download replaced source registry \`crates-io\`

Caused by:
  failed to parse manifest at \`/home/me/.cargo/registry/src/index.crates.io-1949/time-core-0.1.8/Cargo.toml\`

Caused by:
  feature \`edition2024\` is required
`;
    expect(manifestOwner(stderr)).toMatchObject({ name: 'time-core', version: '0.1.8' });
  });

  it.each([
    'error: failed to download from `https://registry/time-0.3.41/download`',
    'error: failed to get `time` as a dependency of package `app v0.1.0 (/w)`',
    'error: failed to download `time v0.3.41`\n\nCaused by:\n  attempting to make an HTTP request, but --offline was specified',
    'error: failed to parse manifest at `/w/Cargo.toml`',
  ])('is nobody where a package could not be had, or the workspace itself is refused: %j', (stderr) => {
    expect(manifestOwner(stderr)).toBeUndefined();
  });
});

describe('buildScriptErrors', () => {
  it('names the package, and what its script said', () => {
    const stderr = `   Compiling openssl-sys v0.9.109
error: failed to run custom build command for \`openssl-sys v0.9.109\`

Caused by:
  process didn't exit successfully: \`/w/target/assay/build/x/build-script-main\` (exit status: 101)
  --- stdout
  cargo:rerun-if-env-changed=OPENSSL_DIR
  --- stderr
  Could not find directory of OpenSSL installation
  note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace
warning: build failed, waiting for other jobs to finish...
`;
    expect(buildScriptErrors(stderr, anchors)).toMatchObject([
      {
        package: { name: 'openssl-sys', version: '0.9.109' },
        by: 'build-script',
        message: 'its build script failed: Could not find directory of OpenSSL installation',
      },
    ]);
  });

  it('finds none in other words', () => {
    expect(buildScriptErrors('error: could not compile `app` (lib) due to 1 previous error\n', anchors)).toEqual([]);
  });
});
