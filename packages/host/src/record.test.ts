import { sha256 } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
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
  it('remembers what was read in parts when all of it was, and not what a tool has just made', async () => {
    const world = recording(fakeWorld({ files: { a: 'one', b: 'two', c: 'three' } }));
    for await (const part of world.files.parts('a', { maxBytes: 10 })) expect(part).toHaveLength(3);
    for await (const _ of world.files.parts('b', { maxBytes: 10 })) break;
    await world.files.read('c', { isBuilt: true });
    expect((await world.recorded()).inputs).toEqual([{ path: 'a', sha256: sha256('one') }]);
  });

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
