import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realHost } from '@assay/host';
import { lockToolchain } from '@assay/pipeline';
import { installToolchain, toolchain } from '@assay/toolchain';
import { afterEach, expect, it, vi } from 'vitest';
import { temporaryFolder } from './support/command.js';
import { runCheckOn } from './support/faults.js';
import { ownRustup } from './support/own-rustup.js';
import { buildRelease, HOST, newReleaseKey, type ReleaseKey } from './support/release.js';
import { smallWorkspace } from './support/small-workspace.js';

const ARM = 'aarch64-unknown-linux-gnu';
const hosts = [HOST, ARM];

afterEach(() => void vi.unstubAllEnvs());

/** A workspace with a toolchain installed from a release for two hosts, and the way to lock that release. */
async function machine() {
  const key = await newReleaseKey();
  const { env, sysroot, server } = await ownRustup({ hosts, key });
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
  const workspace = smallWorkspace(temporaryFolder());
  await installToolchain(host.world(workspace));
  const lock = (hosts: readonly string[], address: string, { armored }: ReleaseKey) => {
    const signingKey = join(temporaryFolder(), 'key.asc');
    writeFileSync(signingKey, armored);
    const dist = { server: address, signingKey, hosts, targets: [], components: [] };
    return lockToolchain(host, { workspace, documentation: false, dist });
  };
  return { key, workspace, sysroot, lock, server: server.url };
}

/** What is wrong with the toolchain's bytes. */
async function faultsOf(workspace: string): Promise<string[]> {
  const { findings, gaps } = await runCheckOn(toolchain, workspace);
  expect(gaps).toEqual([]);
  const others = ['toolchain/other-signing-key', 'toolchain/possible-problem', 'toolchain/known-tool-problem'];
  return findings.filter(({ rule }) => !others.includes(rule)).map(({ rule, subject }) => `${rule} ${subject.name}`);
}

it('holds a toolchain against what a lock of two hosts says of its own, however that was made', async () => {
  const { key, workspace, sysroot, lock, server } = await machine();
  await lock(hosts, server, key);
  const atOnce = readFileSync(join(workspace, 'assay.lock'), 'utf8');
  expect(await faultsOf(workspace)).toEqual([]);

  rmSync(join(workspace, 'assay.lock'));
  for (const host of hosts) await lock([host], server, key);
  expect(readFileSync(join(workspace, 'assay.lock'), 'utf8')).toBe(atOnce);

  writeFileSync(join(sysroot, 'bin/rustdoc'), '#!/bin/sh\n');
  expect(await faultsOf(workspace)).toEqual(['toolchain/file-changed bin/rustdoc']);
});

it('lets no key vouch for what another key signed under the same release and date', async () => {
  const { key, workspace, lock, server } = await machine();
  const other = temporaryFolder();
  const forger = await newReleaseKey();
  await buildRelease(other, {
    ...{ hosts, key: forger },
    editEntries: (entries) =>
      entries.map((entry) => (entry.name.endsWith('/bin/cargo') ? { ...entry, body: '#!/bin/sh\n' } : entry)),
  });
  await lock([HOST], other, forger);
  const { lock: locked, changes } = await lock([ARM], server, key);
  expect(changes.kept).toEqual([]);
  expect(locked.components.map(({ target }) => target)).toEqual([ARM, ARM, ARM]);
  expect(await faultsOf(workspace)).toContain(`toolchain/lock-differs host (rustc)`);
});
