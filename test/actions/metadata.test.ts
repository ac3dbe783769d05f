import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commonOutputs } from '@assay/action-kit';
import { actions } from '@assay/actions';
import { describe, expect, it } from 'vitest';
import { root } from '../support/repository.js';
import { readActionYml } from '../support/run-action.js';

const folders = readdirSync(join(root, 'actions')).filter((name) =>
  existsSync(join(root, 'actions', name, 'action.yml')),
);

it('every folder with an action.yml is an action, and the other way round', () => {
  expect(folders.length).toBeGreaterThan(0);
  expect(Object.keys(actions).sort()).toEqual(folders.sort());
});

describe.each(folders)('%s', (name) => {
  const yml = readActionYml(name);
  const load = async () => {
    const action = await actions[name]?.();
    if (action === undefined) throw new Error(`${name} is not in the table of actions`);
    return action;
  };

  it('goes by the name of its folder', async () => {
    expect((await load()).name).toBe(name);
    expect(yml.name).toBe(`Assay ${name}`);
  });

  it('reads the inputs that action.yml declares, with the same defaults', async () => {
    const declared = Object.entries(yml.inputs ?? {}).map(([id, { default: value, required }]) => {
      return [id, { ...(value === undefined ? {} : { default: value }), ...(required === true ? { required } : {}) }];
    });
    expect((await load()).inputs).toEqual(Object.fromEntries(declared));
  });

  it('sets the outputs that action.yml declares, in its order', async () => {
    expect(Object.keys(yml.outputs ?? {})).toEqual([...commonOutputs, ...(await load()).outputs]);
  });

  it('describes itself, every input and every output in a sentence', () => {
    const described = [yml, ...Object.values(yml.inputs ?? {}), ...Object.values(yml.outputs ?? {})];
    for (const { description } of described) expect(description).toMatch(/\.$/);
  });

  it('is started by GitHub with Node 24 through its own stubs, one for each half that it has', async () => {
    const { post } = await load();
    const halves = post === undefined ? {} : { post: 'dist/post.js' };
    expect(yml.runs).toEqual({ using: 'node24', main: 'dist/main.js', ...halves });
    const stub = (file: string) => readFileSync(join(root, 'actions', name, file), 'utf8');
    expect(stub('dist/main.js')).toContain(`runAction('${name}')`);
    if (post !== undefined) expect(stub('dist/post.js')).toContain(`runPost('${name}')`);
  });
});
