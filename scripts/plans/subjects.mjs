/** What is planned for: published applications with the lock files that they ship, and workspaces made from published crates. */
import { join } from 'node:path';
import { root } from '../setup.mjs';

/**
 * @typedef {object} Subject
 * @property {string} name
 * @property {string} [version] of a published application
 * @property {string} [workspace] the folder of a made one
 * @property {string} baseline of every member that `members` does not name
 * @property {Record<string, string>} [members] members with a baseline of their own, as in the policy
 */

const workspaces = join(root, 'scripts/plans/workspaces');

/** @type {readonly Subject[]} */
export const subjects = [
  { name: 'sd', version: '1.0.0', baseline: '1.85.0' },
  { name: 'ripgrep', version: '15.2.0', baseline: '1.85.0' },
  { name: 'eureka', version: '2.1.0', baseline: '1.85.0' },
  { name: 'hwatch', version: '0.4.2', baseline: '1.85.0' },
  { name: 'dotter', version: '0.13.5', baseline: '1.85.0' },
  { name: 'procs', version: '0.14.11', baseline: '1.85.0' },
  { name: 'git-delta', version: '0.20.1', baseline: '1.85.0' },
  { name: 'just', version: '1.59.0', baseline: '1.85.0' },
  { name: 'eza', version: '0.23.5', baseline: '1.85.0' },
  { name: 'bottom', version: '0.13.0', baseline: '1.85.0' },
  { name: 'zellij', version: '0.45.1', baseline: '1.85.0' },
  { name: 'bat', version: '0.26.1', baseline: '1.85.0' },
  { name: 'tokei', version: '15.0.0', baseline: '1.85.0' },
  { name: 'du-dust', version: '1.2.7', baseline: '1.85.0' },
  { name: 'cargo-fuzz', version: '0.13.2', baseline: '1.85.0' },
  { name: 'report-service', workspace: join(workspaces, 'report-service'), baseline: '1.85.0' },
  { name: 'command-line', workspace: join(workspaces, 'command-line'), baseline: '1.63.0' },
  {
    name: 'two-baselines',
    workspace: join(workspaces, 'two-baselines'),
    baseline: '1.85.0',
    members: { device: '1.63.0' },
  },
];
