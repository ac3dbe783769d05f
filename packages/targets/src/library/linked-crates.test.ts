import { fakeWorld, type ToolResult, WorldError } from '@assay/host';
import { rustc } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { linkedCrates, readLinkedCrates } from './linked-crates.js';

/** As rustc 1.95.0 printed it for a `no_std` crate that depends on another, which uses alloc, and on a procedural macro. */
const printed = `Crate info:
name usesheap-22b03eb01fc97e91
hash 347cc01ce1b778cf00ab2bbacb84f296 stable_crate_id StableCrateId(17708823013436680293)
proc_macro false
triple x86_64-unknown-linux-gnu
=External Dependencies=
1 core-120cbae4e86ec454 hash 4102e7d73bd59a44917a85936520bdd9 host_hash None kind Unconditional public
2 heap-6baae436fbaffa2d hash 95eaf01f58e0e15d52627dbb0ff17c54 host_hash None kind Unconditional public
3 mac-04f22a132c39bb7d hash 39470a4cb49751ec6914839ed66dd5d9 host_hash None kind MacrosOnly public
4 alloc-6e6df4ffe0af4d15 hash 2fda29fe22f6524225d08f3d96ef84bc host_hash None kind Unconditional public


`;

/** As 1.63.0 printed it. */
const older = `Crate info:
name plain
hash 87a0539edd1c64ca stable_crate_id StableCrateId(10581154759908590727)
proc_macro false
=External Dependencies=
1 core-2b149c462998d8e4 hash 0c1cdf3a4d74ea82 host_hash None kind Explicit


`;

describe('what rustc lists', () => {
  it('is read in its order, without crates that are there for their macros', () => {
    expect(readLinkedCrates(printed)).toEqual({
      crate: 'usesheap-22b03eb01fc97e91',
      links: ['core-120cbae4e86ec454', 'heap-6baae436fbaffa2d', 'alloc-6e6df4ffe0af4d15'],
    });
    expect(readLinkedCrates(older)).toEqual({ crate: 'plain', links: ['core-2b149c462998d8e4'] });
  });

  it('is not believed where any of it is missing', () => {
    for (let length = 0; length < printed.length - 2; length++) {
      expect(readLinkedCrates(printed.slice(0, length)), `${length} characters`).toBeUndefined();
    }
  });

  it.each([
    ['nothing', ''],
    ['a refusal', "no `.rustc` section in 'app'\n"],
    ['a list with a gap', printed.replace('\n3 ', '\n5 ')],
    ['a line of another form', printed.replace('host_hash None', 'host None')],
    ['a list of another form', printed.replace('=External Dependencies=', '=Dependencies=')],
    ['no name', printed.replace(/^name .*\n/m, '')],
  ])('is not known from %s', (_, text) => {
    expect(readLinkedCrates(text)).toBeUndefined();
  });
});

describe('asking rustc', () => {
  const asking = (answer: (args: readonly string[]) => ToolResult | WorldError) =>
    linkedCrates(fakeWorld({ tools: (_, args) => answer(args) }), rustc, '/t/libplain.rmeta');
  const no: ToolResult = { status: 1, stdout: '', stderr: 'error: incorrect value `root`' };

  it('takes the form that the compiler knows', async () => {
    const answer = await asking(([form]) => (form === '-Zls' ? { status: 0, stdout: older, stderr: '' } : no));
    expect(answer?.crate).toBe('plain');
  });

  it('knows nothing from a compiler that refuses, or that does not answer', async () => {
    expect(await asking(() => no)).toBeUndefined();
    expect(await asking(() => new WorldError('timed-out', 'rustc', 'did not end'))).toBeUndefined();
    expect(await asking(() => new WorldError('tool-missing', 'rustc', 'not there'))).toBeUndefined();
  });

  it('ends where the user interrupts', async () => {
    await expect(asking(() => new WorldError('interrupted', 'rustc', 'interrupted'))).rejects.toThrow('interrupted');
  });
});
