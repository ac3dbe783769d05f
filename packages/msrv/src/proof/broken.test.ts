import type { CompileError, PackageId } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { brokenPackages } from './broken.js';

const cratesIo = 'registry+https://github.com/rust-lang/crates.io-index';
const time: PackageId = { name: 'time', version: '0.3.41', source: cratesIo, folder: undefined };
const app = { name: 'app', version: '0.1.0' };

function error(owner: PackageId | undefined, message = 'no'): CompileError {
  return { package: owner, by: 'compiler', code: null, message, rendered: null, at: undefined };
}

describe('brokenPackages', () => {
  it('counts a package once, however many errors and units it has', () => {
    const [broken, ...others] = brokenPackages([error(time, 'first'), error({ ...time }, 'second')], app);
    expect(others).toEqual([]);
    expect(broken?.errors.map(({ message }) => message)).toEqual(['first', 'second']);
  });

  it('takes an error that names no package for the member’s own', () => {
    expect(brokenPackages([error(undefined)], app)[0]?.package).toMatchObject(app);
  });

  it('knows a package by name and version where Cargo names no source, and tells two sources apart where it does', () => {
    const unnamed = { ...time, source: undefined };
    expect(brokenPackages([error(unnamed), error(time)], app)).toHaveLength(1);
    const git = { ...time, source: 'git+https://example.com/time?branch=main' };
    expect(brokenPackages([error(git), error(time)], app)).toHaveLength(2);
    expect(brokenPackages([error(git)], app)[0]?.is({ ...time, version: '0.3.40' })).toBe(false);
  });
});
