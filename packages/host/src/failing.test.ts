import { describe, expect, it } from 'vitest';
import { type Failure, failing, failures, watching } from './failing.js';
import { fakeWorld } from './fake.js';
import { type ToolSpec, type World, WorldError } from './world.js';

const cargo: ToolSpec = { name: 'cargo', identity: { args: ['-vV'], parse: () => undefined } };
const world = () =>
  fakeWorld({
    files: { 'Cargo.lock': 'version = 4', 'crates/a': '', 'crates/b': '' },
    tools: (_, [first]) => ({ status: first === 'metadata' ? 0 : 101, stdout: 'some output', stderr: 'notes' }),
  });
const metadata = (from: World) => from.tools.run(cargo, ['metadata', '--manifest-path', '/workspace/Cargo.toml']);

/** What a look gives, or the kind of the error that it throws. */
async function outcome(look: Promise<unknown>): Promise<unknown> {
  return look.catch((error) => (error instanceof WorldError ? error.kind : error));
}

describe('watching', () => {
  it('lists each look by a name that holds on every machine, and the ways in which it can fail', async () => {
    const { world: watched, looks } = watching(world());
    await watched.files.readTextIfPresent('absent');
    await watched.files.readText('/workspace/Cargo.lock');
    await watched.files.readText('Cargo.lock');
    await watched.files.kind('absent');
    await watched.files.isExecutable('script');
    await watched.files.list('crates');
    await metadata(watched);
    await watched.tools.run(cargo, ['nonsense']);
    const [gone, spoilt] = [
      ['missing', 'unreadable'],
      ['truncated', 'empty'],
    ];
    const broken = ['missing', 'hanging', 'killed'];
    expect(looks()).toEqual([
      { name: 'list crates', found: true, ways: [...gone, ...spoilt] },
      { name: 'look at absent', found: false, ways: ['unreadable'] },
      { name: 'look at script', found: false, ways: ['unreadable'] },
      { name: 'read Cargo.lock', found: true, ways: [...gone, ...spoilt] },
      { name: 'read absent', found: false, ways: ['unreadable'] },
      {
        name: 'run cargo metadata --manifest-path ./Cargo.toml',
        found: true,
        ways: [...broken, ...spoilt, 'wrong-status'],
      },
      { name: 'run cargo nonsense', found: false, ways: broken },
    ]);
  });
});

describe('failing', () => {
  const run = 'run cargo metadata --manifest-path ./Cargo.toml';
  const whole = { status: 0, stdout: 'some output', stderr: 'notes' };

  it.each<[Failure, unknown]>([
    ['missing', 'tool-missing'],
    ['hanging', 'timed-out'],
    ['killed', 'killed'],
    ['truncated', { ...whole, stdout: 'some ' }],
    ['empty', { ...whole, stdout: '' }],
    ['wrong-status', { ...whole, status: 101 }],
  ])('makes a tool fail: %s', async (failure, expected) => {
    expect(await outcome(metadata(failing(world(), run, failure)))).toEqual(expected);
  });

  it.each<[Failure, unknown]>([
    ['missing', 'not-found'],
    ['unreadable', 'unreadable'],
    ['truncated', 'versi'],
    ['empty', ''],
  ])('makes a file fail: %s', async (failure, expected) => {
    const { files } = failing(world(), 'read Cargo.lock', failure);
    expect(await outcome(files.readText('Cargo.lock'))).toEqual(expected);
  });

  it('makes a folder and the kind of a path fail as the real ones do', async () => {
    const program = () => fakeWorld({ files: { run: '#!/bin/sh' } });
    expect(await program().files.isExecutable('run')).toBe(true);
    expect(await failing(program(), 'look at run', 'missing').files.isExecutable('run')).toBe(false);
    expect(await outcome(failing(program(), 'digest run', 'unreadable').files.digest('run'))).toBe('unreadable');
    expect(await failing(world(), 'list crates', 'truncated').files.list('crates')).toEqual(['a']);
    expect(await outcome(failing(world(), 'list crates', 'missing').files.list('crates'))).toBe('not-found');
    expect(await failing(world(), 'look at Cargo.lock', 'missing').files.kind('Cargo.lock')).toBeUndefined();
    expect(await failing(world(), 'read Cargo.lock', 'missing').files.readTextIfPresent('Cargo.lock')).toBeUndefined();
  });

  it.each(failures)('leaves every other look as it was: %s', async (failure) => {
    expect(await metadata(failing(world(), 'read Cargo.lock', failure))).toEqual(whole);
    expect(await failing(world(), run, failure).files.readText('Cargo.lock')).toBe('version = 4');
  });
});
