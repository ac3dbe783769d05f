import type { SheetRow, SheetSection } from '@assay/check';
import { formatPlace } from '@assay/evidence';
import type { Identity } from '@assay/rust';
import type { ToolchainFacts } from '../facts.js';

/** Which toolchain it is, by its own word, by its place and by the digests of its programs. */
export function identitySection(facts: ToolchainFacts): SheetSection {
  const { pin, shadowedPin, rustc, cargo, sysroot } = facts;
  const rows: SheetRow[] = [
    ['Pinned', pin === null ? 'nowhere' : `${pin.channel ?? 'no channel'}, in ${formatPlace(pin.at)}`],
    ...(pin === null || pin.targets.length === 0 ? [] : [['Targets', pin.targets.join(', ')] as const]),
    ...(shadowedPin === null ? [] : [['Passed over', formatPlace(shadowedPin.at)] as const]),
    ['rustc', describeIdentity(rustc)],
    ['cargo', describeIdentity(cargo)],
    ['Folder', sysroot === null ? 'not established' : describeSysroot(sysroot)],
    ...programRows(facts),
  ];
  return { title: 'Identity', rows };
}

/** `1.95.0, commit 5980… of 2026-04-14, for x86_64-unknown-linux-gnu, LLVM 22.1.2`. */
function describeIdentity(identity: Identity | null): string {
  if (identity === null) return 'not established';
  const { release, commit, commitDate, host, llvm } = identity;
  const parts = [
    release,
    commit === null ? 'commit not named' : `commit ${commit}${commitDate === null ? '' : ` of ${commitDate}`}`,
    host === null ? '' : `for ${host}`,
    llvm === null ? '' : `LLVM ${llvm}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `$RUSTUP_HOME/toolchains/1.95.0-x86_64-unknown-linux-gnu, chosen by toolchain file in rust-toolchain.toml:2:1`. */
function describeSysroot({ path, chosenBy, at }: NonNullable<ToolchainFacts['sysroot']>): string {
  return `${path}, chosen by ${chosenBy}${at === null ? '' : ` in ${formatPlace(at)}`}`;
}

/** The programs that have a hand in what is built and tested, by their digests. */
function programRows({ programs, sysroot }: ToolchainFacts): SheetRow[] {
  return programs
    .filter(({ name }) => building.includes(name))
    .map(({ name, starts, sha256 }) => [`${name} file`, `${withinSysroot(starts, sysroot)}, SHA-256 ${sha256}`]);
}

/** `cc` links. Formatters and linters change nothing in the product. */
const building: readonly string[] = ['rustc', 'cargo', 'rustdoc', 'cc'];

/** The path below the toolchain's folder, which stands above; the whole path of what lies elsewhere. */
function withinSysroot(file: string, sysroot: ToolchainFacts['sysroot']): string {
  const folder = `${sysroot?.path}/`;
  return file.startsWith(folder) ? file.slice(folder.length) : file;
}
