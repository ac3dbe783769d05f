import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wrapperScript } from './wrapper.js';

const measured = ['-C', 'instrument-coverage'];
const conditions = ['-Z', 'coverage-options=condition'];
/** The sources keep their names. */
const names = ['--remap-path-prefix=='];

/** A folder whose name a shell would take apart, with the script in both of its forms, and a stand-in for rustc. */
let folder: string;
beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'assay wrapper ')), `it's $HOME "&" ;é`);
  mkdirSync(folder);
  const put = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    chmodSync(join(folder, name), 0o755);
  };
  put('conditions', wrapperScript({ conditions: true }));
  put('regions', wrapperScript({ conditions: false }));
  // Prints what it is started with: a line for the variable, and one for each argument.
  put('rustc', '#!/bin/sh\nprintf "%s\\n" "RUSTC_BOOTSTRAP=$RUSTC_BOOTSTRAP" "$@"\n');
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

/** What rustc is started with when Cargo starts the script. */
function started(args: string[], { form = 'conditions', bootstrap }: { form?: string; bootstrap?: string } = {}) {
  const { RUSTC_BOOTSTRAP: _, ...environment } = process.env;
  const env = { ...environment, ...(bootstrap === undefined ? {} : { RUSTC_BOOTSTRAP: bootstrap }) };
  const stdout = execFileSync(join(folder, form), [join(folder, 'rustc'), ...args], { encoding: 'utf8', env });
  const [variable, ...others] = stdout.trimEnd().split('\n');
  return { bootstrap: variable?.replace('RUSTC_BOOTSTRAP=', ''), args: others };
}

const lib = ['--crate-name', 'motor', '--edition=2021', 'src/lib.rs', '--crate-type', 'lib', '--emit=link'];

describe('a crate of the workspace', () => {
  it('is compiled so that it can be measured, with everything that Cargo says before it', () => {
    expect(started(lib)).toEqual({ bootstrap: 'motor', args: [...lib, ...measured, ...conditions, ...names] });
  });

  it('is compiled without an unstable option where no conditions are asked for', () => {
    expect(started(lib, { form: 'regions' })).toEqual({ bootstrap: '', args: [...lib, ...measured, ...names] });
  });

  it('is the only one that may use what is unstable, whatever the environment allows', () => {
    expect(started(lib, { bootstrap: '1' }).bootstrap).toBe('motor');
    expect(started(lib, { form: 'regions', bootstrap: '1' }).bootstrap).toBe('1');
  });

  it('may have arguments that a shell would take apart', () => {
    const odd = [...lib, '--cfg', 'feature="a b"', '', "it's", '$(touch x)', '*', '--check-cfg', 'cfg(docsrs,test)'];
    expect(started(odd).args.slice(0, odd.length)).toEqual(odd);
  });

  it.each([
    ['a binary', ['--crate-name', 'motor', '--crate-type', 'bin']],
    ['a library for C', ['--crate-name', 'motor', '--crate-type', 'staticlib', '--crate-type', 'rlib']],
    ['its tests', ['--crate-name', 'motor', '--test']],
    [
      'the tests of a macro, which run when they are tested',
      ['--crate-name', 'macros', '--crate-type', 'proc-macro', '--test'],
    ],
    ['a library that is called like a build script', ['--crate-name', 'build_script_tools', '--crate-type', 'lib']],
    ['tests of something that is called like a build script', ['--crate-name', 'build_script_tools', '--test']],
  ])('is measured: %s', (_, args) => {
    expect(started(args).args).toEqual([...args, ...measured, ...conditions, ...names]);
  });
});

describe('what is passed on as it is', () => {
  it.each([
    ['Cargo’s question who it is', ['-vV']],
    ['Cargo’s question what it knows', ['-', '--crate-name', '___', '--print=file-names', '--crate-type', 'bin']],
    ['a build script', ['--crate-name', 'build_script_build', '--edition=2021', 'build.rs', '--crate-type', 'bin']],
    ['one of several build scripts', ['--crate-name', 'build_script_main', '--crate-type', 'bin']],
    ['a macro', ['--crate-name', 'macros', '--crate-type', 'proc-macro', '--emit=link']],
    ['a macro, said in one word', ['--crate-name', 'macros', '--crate-type=proc-macro']],
    ['nothing', []],
  ])('%s', (_, args) => {
    expect(started(args, { bootstrap: '' })).toEqual({ bootstrap: '', args });
    expect(started(args, { bootstrap: '1' })).toEqual({ bootstrap: '1', args });
  });
});

it('ends as the compiler does', () => {
  const failing = join(folder, 'failing');
  writeFileSync(failing, '#!/bin/sh\nexit 101\n');
  chmodSync(failing, 0o755);
  expect(() => execFileSync(join(folder, 'conditions'), [failing, ...lib])).toThrow(
    expect.objectContaining({ status: 101 }),
  );
});
