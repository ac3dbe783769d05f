import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseOf } from '../../test/support/real-release.ts';
import { root } from '../setup.mjs';
import { actionEnvironment, stateOf } from './action.mjs';
import { assay, limit, measure, memoryLimit, section, timeLimit } from './measure.mjs';

const RELEASE = '1.95.0';
const env = { RUSTUP_AUTO_INSTALL: '0' };

/** Verifying every file of the installed toolchain, beside what digests the same files and says nothing else. @param {string} scratch */
export async function verifyToolchain(scratch) {
  const sections = [await verifyFiles(scratch, false), await verifyFiles(scratch, true)];
  return sections.join('\n');
}

async function verifyFiles(scratch, documentation) {
  const workspace = smallWorkspace(join(scratch, documentation ? 'documentation' : 'toolchain'));
  lock(workspace, documentation ? ['--documentation'] : []);
  const files = join(workspace, 'files');
  const names = filesOf(sysroot(), documentation);
  writeFileSync(files, names.join('\0'));
  const digest = (command) => ['sh', '-c', `xargs -0 ${command} < '${files}'`];
  const verify = { name: '`assay toolchain verify`', command: [...assay, 'toolchain', 'verify'], cwd: workspace, env };
  const openssl = {
    name: '`openssl dgst -sha256` of the same files',
    command: digest('openssl dgst -sha256'),
    cwd: sysroot(),
  };
  const sha256sum = { name: '`sha256sum` of the same files', command: digest('sha256sum'), cwd: sysroot() };
  const [own, ...others] = await measure([verify, openssl, ...(documentation ? [] : [sha256sum])]);
  const goals = documentation
    ? [limit(own, others[0], 1, '`assay toolchain verify` against `openssl dgst`')]
    : [
        limit(own, others[0], 1.2, '`assay toolchain verify` against `openssl dgst`'),
        limit(own, others[1], 1 / 3, '`assay toolchain verify` against `sha256sum`'),
        memoryLimit(own, 150),
      ];
  const what = documentation ? 'with its documentation' : 'without documentation';
  return section(`Verifying the installed Rust ${RELEASE}, ${names.length} files ${what}`, [own, ...others], goals);
}

/** What a job pays at its end when nothing changed, and the policy lets times stand for content. @param {string} scratch */
export async function postStep(scratch) {
  const workspace = smallWorkspace(join(scratch, 'job'), { toolchain: 'trust-file-times = true\n' });
  lock(workspace, []);
  const inputs = {
    'working-directory': '.',
    policy: 'assay.toml',
    'evidence-dir': 'target/assay/evidence',
    install: 'false',
  };
  const given = { ...env, ...actionEnvironment(scratch, workspace, inputs) };
  const post = {
    name: 'the post step of `verify-toolchain`, nothing changed, file times trusted',
    command: [process.execPath, join(root, 'actions/verify-toolchain/dist/post.js')],
    cwd: workspace,
    env: { ...given, ...stateOf('verify-toolchain', given) },
  };
  const floor = { name: '`node -e 0`', command: [process.execPath, '-e', '0'], cwd: workspace };
  const [own, node] = await measure([post, floor]);
  return section('Looking at the toolchain again after the job', [own, node], [timeLimit(own, 300)]);
}

/** Locking the signed release from a folder of archives: what it needs of memory does not depend on their size. @param {string} scratch */
export async function lockFromDist(scratch) {
  const { server, key, megabytes } = releaseOf(sysroot(), join(scratch, 'release'), RELEASE);
  const workspace = smallWorkspace(join(scratch, 'dist'));
  const args = ['toolchain', 'lock', '--from', 'dist', '--server', server, '--signing-key', key];
  const own = { name: '`assay toolchain lock --from dist`', command: [...assay, ...args], cwd: workspace, env };
  const floor = {
    name: '`gzip -dc` of the same archives',
    command: ['sh', '-c', `gzip -dc '${server}'/dist/*/*.tar.gz > /dev/null`],
    cwd: scratch,
  };
  const [locked, unpacked] = await measure([own, floor]);
  return section(`Locking from ${megabytes} MB of archives`, [locked, unpacked], [memoryLimit(locked, 200)]);
}

function smallWorkspace(folder, { toolchain = '' } = {}) {
  mkdirSync(join(folder, 'src'), { recursive: true });
  const files = {
    'Cargo.toml': '[package]\nname = "governor"\nversion = "0.1.0"\nedition = "2021"\nrust-version = "1.85"\n',
    'Cargo.lock': 'version = 3\n\n[[package]]\nname = "governor"\nversion = "0.1.0"\n',
    'rust-toolchain.toml': `[toolchain]\nchannel = "${RELEASE}"\n`,
    'assay.toml':
      '[project]\nname = "governor"\nstandard = "ISO 26262"\nlevel = "QM"\n\n[baseline]\nrust = "1.85.0"\n' +
      `\n[toolchain]\n${toolchain}`,
    'src/lib.rs': '#![no_std]\n',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function lock(workspace, args) {
  const [program, ...rest] = [...assay, 'toolchain', 'lock', ...args];
  execFileSync(program, rest, { cwd: workspace, env: { ...process.env, ...env }, stdio: 'pipe' });
}

function sysroot() {
  return execFileSync('rustc', [`+${RELEASE}`, '--print', 'sysroot'], { cwd: root, env: { ...process.env, ...env } })
    .toString()
    .trim();
}

/** Below the folder; without documentation, what `assay toolchain lock` leaves out is left out here too. */
function filesOf(folder, documentation) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const names = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return documentation ? names : names.filter((name) => !/^share\/(doc|man)\//.test(name));
}
