import { sha256 } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { failing, failures, watching } from './failing.js';
import { fakeWorld } from './fake.js';
import { recording } from './record.js';
import type { ToolSpec } from './world.js';

const cargo: ToolSpec = {
  name: 'cargo',
  identity: { args: ['-vV'], parse: (stdout) => (stdout === '' ? undefined : { version: stdout }) },
};
const world = () =>
  fakeWorld({
    files: { 'Cargo.lock': '\ufeffversion = 4', 'Cargo.toml': '' },
    tools: (_, [first]) => ({ status: 0, stdout: first === '-vV' ? '1.95.0' : 'some output', stderr: '' }),
  });

describe('recording', () => {
  it('remembers the bytes of every file that was read, once, and who every tool was', async () => {
    const recorder = recording(world());
    await recorder.files.readText('Cargo.lock');
    await recorder.files.read('/workspace/Cargo.lock');
    await recorder.files.readTextIfPresent('absent');
    await recorder.tools.run(cargo, ['metadata']);
    expect(await recorder.recorded()).toEqual({
      inputs: [{ path: 'Cargo.lock', sha256: sha256('\ufeffversion = 4') }],
      tools: [{ name: 'cargo', version: '1.95.0' }],
    });
  });
});

describe('failing', () => {
  const look = async (seen = world()) => {
    await seen.files.readTextIfPresent('absent');
    return [await seen.files.readText('Cargo.lock'), (await seen.tools.run(cargo, ['metadata'])).stdout];
  };

  it('lists the looks that were made', async () => {
    const watched = watching(world());
    await look(watched.world);
    expect(watched.looks()).toEqual([
      { name: 'read Cargo.lock', found: true },
      { name: 'read absent', found: false },
      { name: 'run cargo metadata', found: true },
    ]);
  });

  it.each(failures)('makes one look fail and no other: %s', async (failure) => {
    const file = await look(failing(world(), 'read Cargo.lock', failure)).catch((error) => error.kind);
    const tool = await look(failing(world(), 'run cargo metadata', failure)).catch((error) => error.kind);
    const whole = ['version = 4', 'some output'];
    expect(file).toEqual(
      {
        missing: 'not-found',
        unreadable: 'unreadable',
        truncated: ['vers', whole[1]],
        'wrong-status': ['vers', whole[1]],
        hanging: 'timed-out',
        killed: 'killed',
      }[failure],
    );
    expect(tool).toEqual(
      {
        missing: 'tool-missing',
        unreadable: 'unreadable',
        truncated: [whole[0], 'some '],
        'wrong-status': [whole[0], ''],
        hanging: 'timed-out',
        killed: 'killed',
      }[failure],
    );
  });
});
