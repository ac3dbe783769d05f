import { fakeWorld, type ToolResult, WorldError } from '@assay/host';
import { rustc } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { askSpecifications, askTargetList, askTraits } from './compiler.js';

const ok = (stdout: string): ToolResult => ({ status: 0, stdout, stderr: '' });
const refused = (stderr: string): ToolResult => ({ status: 1, stdout: '', stderr });

/** A compiler that answers each request, by what stands after `--print`. */
const compiler = (answers: Record<string, ToolResult | WorldError>) =>
  fakeWorld({
    tools: (_, args) => answers[args[args.indexOf('--print') + 1] ?? ''] ?? refused('error: unknown print request'),
  });

const spec = { arch: 'arm', 'llvm-target': 't', 'target-pointer-width': 32 };
const json = (value: unknown) => ok(`${JSON.stringify(value)}\n`);
const cfg = ok(
  'debug_assertions\npanic="abort"\ntarget_arch="arm"\ntarget_has_atomic="32"\ntarget_has_atomic="ptr"\ntarget_os="none"\n',
);

describe('the list of targets', () => {
  const ask = (answer: ToolResult | WorldError) => askTargetList(compiler({ 'target-list': answer }), rustc);

  it('is what rustc prints', async () => {
    expect(await ask(ok('a\nb\n'))).toEqual({ value: ['a', 'b'] });
  });

  it.each([
    ['nothing', ok('\n'), 'rustc --print target-list printed nothing'],
    ['less than a line', ok('a\nb-unkno'), 'rustc --print target-list: its answer was cut off'],
    ['an error', refused('error: no\nmore'), 'rustc --print target-list: error: no'],
    ['only a status', refused(''), 'rustc --print target-list: it ended with status 1'],
    ['nothing in time', new WorldError('timed-out', 'rustc', 'rustc did not end'), 'rustc did not end'],
  ])('is not known where rustc answers %s', async (_, answer, trouble) => {
    expect(await ask(answer)).toEqual({ trouble });
  });

  it('leaves an interruption to the caller', async () => {
    const interrupted = new WorldError('interrupted', 'rustc', 'interrupted');
    await expect(ask(interrupted)).rejects.toBe(interrupted);
  });
});

describe('all specifications', () => {
  const ask = (answer: ToolResult) => askSpecifications(compiler({ 'all-target-specs-json': answer }), rustc);

  it('come by target; one that cannot be read says why, and takes no other with it', async () => {
    const answer = await ask(json({ good: spec, bad: { ...spec, arch: 7 } }));
    expect('value' in answer && [...answer.value]).toMatchObject([
      ['good', { value: { architecture: 'arm' } }],
      ['bad', { trouble: 'its arch is missing, or not what rustc takes' }],
    ]);
  });

  it.each([
    ['no JSON', ok('{"a":\n'), 'rustc printed a specification that is not JSON'],
    ['a list', json([spec]), 'rustc --print all-target-specs-json printed no table of targets'],
    ['null', json(null), 'rustc --print all-target-specs-json printed no table of targets'],
    [
      'that -Z is refused',
      refused('error: the option `Z` is only accepted on the nightly compiler'),
      'rustc -Zunstable-options --print all-target-specs-json: error: the option `Z` is only accepted on the nightly compiler',
    ],
  ])('are not known where rustc answers %s', async (_, answer, trouble) => {
    expect(await ask(answer)).toEqual({ trouble });
  });
});

describe('one target', () => {
  const ask = (answers: Record<string, ToolResult>) => askTraits(compiler(answers), rustc, 'x');

  it('is its specification where rustc prints one', async () => {
    expect(await ask({ 'target-spec-json': json(spec), cfg })).toMatchObject({ value: { from: 'specification' } });
  });

  it('is what --print cfg says where it does not', async () => {
    expect(await ask({ cfg })).toMatchObject({
      value: {
        from: 'cfg',
        architecture: 'arm',
        os: 'none',
        panic: 'abort',
        atomics: '32',
        linker: null,
        floatAbi: null,
      },
    });
  });

  it('has atomics that are not known where no compare-and-swap is printed', async () => {
    expect(await ask({ cfg: ok('target_arch="arm"\n') })).toMatchObject({ value: { atomics: null, os: null } });
  });

  it('is not known where rustc refuses both', async () => {
    expect(await ask({})).toEqual({ trouble: 'rustc --print cfg --target x: error: unknown print request' });
  });
});
