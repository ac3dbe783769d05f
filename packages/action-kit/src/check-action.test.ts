import { fakeWorld, type Host } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { checkAction } from './check-action.js';

const ROOT = '/governor';
const EVIDENCE = `${ROOT}/target/assay/evidence/coverage.json`;

/** A workspace in memory at this level of ISO 26262, without any tool, in which an earlier run left evidence. */
function workspace(level: string) {
  const files: Record<string, string> = {
    [`${ROOT}/Cargo.toml`]: '[package]\nname = "governor"\n',
    [`${ROOT}/assay.toml`]: `[project]\nname = "governor"\nstandard = "ISO 26262"\nlevel = "${level}"\n\n[baseline]\nrust = "1.85.0"\n`,
    [EVIDENCE]: 'of an earlier run',
  };
  const host: Partial<Host> = {
    world: (root) => fakeWorld({ root, files }),
    writer: {
      remove: async (file: string) => {
        delete files[file];
      },
      writeWhole: async (file: string, content: string) => {
        files[file] = content;
      },
    } as Partial<Host['writer']> as Host['writer'],
  };
  return { host: host as Host, files };
}

const { run, ...action } = checkAction({
  name: 'collect-coverage',
  check: 'coverage',
  hasWhen: true,
  outputs: [],
  describe: () => ({}),
});

const inputs = (when: string) => ({
  'working-directory': ROOT,
  policy: 'assay.toml',
  'evidence-dir': 'target/assay/evidence',
  when,
});

describe('the input when', () => {
  it('is there where the action says so, and is always unless something else is given', () => {
    expect(action.inputs).toMatchObject({ when: { default: 'always' } });
    const other = checkAction({ name: 'check-msrv', check: 'msrv', outputs: [], describe: () => ({}) });
    expect(other.inputs).not.toHaveProperty('when');
  });

  it('asked: nothing runs where the policy does not ask, and evidence of an earlier run is gone', async () => {
    const { host, files } = workspace('QM');
    expect(await run(inputs('asked'), host)).toEqual({ notAsked: 'the policy does not ask for the check coverage' });
    expect(files).not.toHaveProperty([EVIDENCE]);
  });

  it.each([
    ['asked', 'ASIL B'],
    ['always', 'ASIL B'],
    ['always', 'QM'],
  ])('%s: the check runs at %s', async (when, level) => {
    const { host, files } = workspace(level);
    // There is no Cargo in this world.
    expect(await run(inputs(when), host)).toMatchObject({ verdict: 'no-verdict' });
    expect(JSON.parse(files[EVIDENCE] ?? '')).toMatchObject({
      predicate: { check: 'coverage', verdict: 'no-verdict' },
    });
  });

  it('anything else is refused before anything is looked at', async () => {
    const { host, files } = workspace('QM');
    await expect(run(inputs('never'), host)).rejects.toThrow('the input when is none of always, asked');
    expect(files).toHaveProperty([EVIDENCE]);
  });
});
