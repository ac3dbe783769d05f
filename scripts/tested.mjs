/** The record that `npm test` leaves where everything passed on a clean working tree: what a release rests on. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git } from './release/git.mjs';

/** Not part of the tree that it speaks of: git ignores the folder. */
const FILE = '.cache/tested.json';

/**
 * @typedef {object} Tested
 * @property {string} tree git's hash of the tree that was tested
 * @property {number} passed @property {number} skipped
 */

/**
 * git's hash of the tree that the commit has, where the working tree is exactly that; undefined where a file was changed or added.
 * @param {string} root
 */
export function cleanTree(root) {
  return git(root, 'status', '--porcelain') === '' ? git(root, 'rev-parse', 'HEAD^{tree}') : undefined;
}

/** Takes away what an earlier run said. @param {string} root */
export function forgetTested(root) {
  rmSync(join(root, FILE), { force: true });
}

/** @param {string} root @param {Tested} tested */
export function writeTested(root, tested) {
  mkdirSync(dirname(join(root, FILE)), { recursive: true });
  writeFileSync(join(root, FILE), `${JSON.stringify(tested)}\n`);
}

/** @param {string} root @returns {Tested | undefined} */
export function readTested(root) {
  try {
    return JSON.parse(readFileSync(join(root, FILE), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
