import { count, exitStatus, UserError } from '@assay/evidence';
import { type LockOutcome, lockToolchain } from '@assay/pipeline';
import type { Context } from '../terminal.js';
import { shownPath, workspaceFolder } from './workspace-folder.js';

export interface LockOptions {
  manifestPath: string;
  from: 'installed' | 'dist';
  documentation?: boolean;
  server?: string;
  signingKey?: string;
  host?: string[];
  target?: string[];
  component?: string[];
}

/** `assay toolchain lock`: writes `assay.lock`, or adds to it. */
export async function lockCommand({ host, terminal }: Context, options: LockOptions): Promise<number> {
  const { manifestPath, from, documentation = false } = options;
  const outcome = await lockToolchain(host, {
    workspace: workspaceFolder(manifestPath),
    documentation,
    dist: from === 'dist' ? distRequest(options) : refuseDistOptions(options),
  });
  terminal.print(describe(outcome));
  return exitStatus.pass;
}

function distRequest({ server, signingKey, host = [], target = [], component = [] }: LockOptions) {
  return { server, signingKey, hosts: host, targets: target, components: component };
}

/** What is installed cannot be chosen: options that would be passed over in silence are refused. */
function refuseDistOptions(options: LockOptions): undefined {
  const given = (['server', 'signingKey', 'host', 'target', 'component'] as const).filter(
    (name) => options[name] !== undefined,
  );
  if (given.length === 0) return undefined;
  const flags = given.map((name) => `--${name === 'signingKey' ? 'signing-key' : name}`);
  throw new UserError(`${flags.join(', ')} ${flags.length === 1 ? 'is' : 'are'} for --from dist alone`, {
    remedy: 'what is installed is locked as it is: leave them out, or lock --from dist',
  });
}

function describe({ lock, changes, path, written, isPinned, notLocked }: LockOutcome): string {
  const { release, hosts, leftOut, manifest, components } = lock;
  const installed = components.filter(({ origin }) => origin === 'installed');
  const lines = [
    `${written ? 'wrote' : 'kept'} ${shownPath(path)}: Rust ${release} for ${hosts.join(', ')}`,
    ...components.map(
      ({ name, target, files, bytes, origin }) =>
        `  ${name} ${target}: ${count(files.length, 'file')}, ${bytes} bytes, ${origins[origin]}`,
    ),
    ...changeLines(changes),
    leftOut.length > 0
      ? `left out: ${leftOut.join(', ')} (documentation; --documentation locks it too)`
      : 'documentation is locked too',
  ];
  if (manifest?.signedBy != null)
    lines.push(`the channel manifest of ${manifest.date} is signed by ${manifest.signedBy}`);
  if (installed.length > 0) {
    lines.push(
      'trusted on first use: what is installed was not held against the signed release; --from dist does that',
    );
  }
  if (changes.changed.length > 0) {
    lines.push(
      `what changed is not as it was locked: git diff ${shownPath(path)} names each file; commit it only when you know why`,
    );
  }
  if (notLocked.length > 0) {
    lines.push(`asked for and not locked: ${notLocked.join(', ')}; install them and lock again, or lock --from dist`);
  }
  if (!isPinned) {
    lines.push(
      `nothing pins this release: name it in rust-toolchain.toml ([toolchain], channel = "${release}"), as assay toolchain verify asks`,
    );
  }
  return lines.join('\n');
}

const origins = { installed: 'as installed', dist: 'from its archive' } as const;

function changeLines({ added, changed, kept }: LockOutcome['changes']): string[] {
  const lines: [string, readonly string[]][] = [
    ['added', added],
    ['changed', changed],
    ['kept from before', kept],
  ];
  return lines.flatMap(([what, names]) => (names.length === 0 ? [] : [`${what}: ${names.join(', ')}`]));
}
