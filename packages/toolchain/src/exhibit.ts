import type { DatedRelease, Exhibit, SheetRow } from '@assay/check';
import { formatPlace } from '@assay/evidence';
import { type Identity, releaseDate } from '@assay/rust';
import type { ToolchainFacts } from './facts.js';
import { lockSection } from './sheet/lock.js';

/** Which compiler it was, who chose it, and what its files were held against. */
export function exhibits(facts: ToolchainFacts): Exhibit[] {
  const { pin, rustc, cargo, sysroot, programs } = facts;
  const lock = lockSection(facts, (component) => `Files of ${component}`);
  const driver = programs.find(({ name }) => name === 'rustc');
  const rows: SheetRow[] = [
    ['Pin', pin === null ? 'none' : `${pin.channel ?? 'no channel'}, in ${formatPlace(pin.at)}`],
    ['Chosen by', sysroot === null ? 'not established' : chosenBy(sysroot)],
    ['rustc', rustc?.release ?? 'not established'],
    ['Commit', rustc === null ? 'not established' : commitOf(rustc)],
    ['Host', rustc?.host ?? 'not established'],
    ['LLVM', rustc?.llvm ?? 'not established'],
    ['cargo', cargo === null ? 'not established' : `${cargo.release}, commit ${commitOf(cargo)}`],
    ['rustc, the file', driver === undefined ? 'not established' : `SHA-256 ${driver.sha256}`],
    ...(lock.rows ?? [['Lock', lock.note ?? 'none']]),
  ];
  return [
    {
      title: 'Toolchain',
      kind: 'identity',
      note: 'What compiled, by its own word and by the digests of its files.',
      table: { columns: ['What', 'Identity'], rows },
    },
  ];
}

/** The compiler that ran, by the day on which its release came out. */
export function releases({ rustc }: ToolchainFacts): DatedRelease[] {
  if (rustc === null) return [];
  const released = releaseDate(rustc.release);
  const name = `Rust ${rustc.release}`;
  return [{ role: 'Compiler that ran', name, ...(released === undefined ? {} : { released }) }];
}

function commitOf({ commit, commitDate }: Identity): string {
  if (commit === null) return 'not named';
  return `${commit}${commitDate === null ? '' : ` of ${commitDate}`}`;
}

function chosenBy({ chosenBy: what, at, toolchain }: NonNullable<ToolchainFacts['sysroot']>): string {
  return `${what}${at === null ? '' : ` in ${formatPlace(at)}`}${toolchain === null ? '' : `: ${toolchain}`}`;
}
