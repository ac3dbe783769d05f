import { fakeWorld } from '@assay/host';
import { expect, it } from 'vitest';
import { readableObjects } from './readable-objects.js';

/** An archive as rustc writes it: a file with a coverage map, and one without. */
function library(): string {
  const member = (name: string, content: string) =>
    `${`${name}/`.padEnd(48)}${String(content.length).padEnd(10)}\`\n${content}${content.length % 2 === 0 ? '' : '\n'}`;
  return `!<arch>\n${member('lib.rmeta', 'x')}${member('a.o', '__llvm_covmap')}${member('b.o', 'none')}`;
}

it('reads programs first, then the parts of libraries that hold a map: what programs say of an inline function is more', async () => {
  const world = fakeWorld({ files: { 'target/liba.rlib': library(), 'target/libb.rlib': library() } });
  const built = [
    { file: '/workspace/target/liba.rlib', name: 'a (lib)' },
    { file: '/workspace/target/one', name: 'one (test)' },
    { file: '/workspace/target/libb.rlib', name: 'b (lib)' },
    { file: '/workspace/target/two', name: 'two (test)' },
  ];
  expect(await readableObjects(world, built, 'coverage/run-1')).toEqual([
    { file: '/workspace/target/one', name: 'one (test)' },
    { file: '/workspace/target/two', name: 'two (test)' },
    { file: '/workspace/target/assay/build/coverage/run-1/objects/0-0.o', name: 'a (lib)' },
    { file: '/workspace/target/assay/build/coverage/run-1/objects/1-0.o', name: 'b (lib)' },
  ]);
});

it('reads libraries for C like those for Rust: most of their parts are the standard library’s', async () => {
  const world = fakeWorld({ files: { 'target/liba.a': library() } });
  const built = [{ file: '/workspace/target/liba.a', name: 'a (staticlib)' }];
  expect(await readableObjects(world, built, 'coverage/run-1')).toEqual([
    { file: '/workspace/target/assay/build/coverage/run-1/objects/0-0.o', name: 'a (staticlib)' },
  ]);
});

it('takes no library that is cut off for one that holds less', async () => {
  const world = fakeWorld({ files: { 'target/liba.rlib': library().slice(0, -30) } });
  const built = [{ file: '/workspace/target/liba.rlib', name: 'a (lib)' }];
  await expect(readableObjects(world, built, 'coverage/run-1')).rejects.toThrow('damaged or cut off');
});
