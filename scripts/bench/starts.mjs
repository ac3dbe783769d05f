import { join } from 'node:path';
import { root } from '../setup.mjs';
import { actionEnvironment } from './action.mjs';
import { assay, limit, measure, section } from './measure.mjs';

/** How long it takes until the command, or an action, is at work. @param {string} scratch */
export async function starts(scratch) {
  const floor = { name: '`node -e 0`', command: [process.execPath, '-e', '0'], cwd: scratch };
  const version = { name: '`assay --version`', command: [process.execPath, assay[1], '--version'], cwd: scratch };
  const action = {
    name: 'an action: start, read its inputs, refuse a folder that is not there',
    command: [process.execPath, join(root, 'actions/check-msrv/dist/main.js')],
    cwd: scratch,
    // An input that ends it as soon as it has started.
    env: actionEnvironment(scratch, scratch, {
      'working-directory': 'absent',
      policy: 'assay.toml',
      'evidence-dir': 'evidence',
    }),
    status: 2,
  };
  const [node, ...ours] = await measure([floor, version, action]);
  return section(
    'Start',
    [node, ...ours],
    [
      limit(ours[0], node, 2.5, '`assay --version` against `node -e 0`'),
      limit(ours[1], node, 2.5, "an action's start against `node -e 0`"),
    ],
  );
}
