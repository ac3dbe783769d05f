import type { Gap, UserError } from '@assay/evidence';
import type { CargoFailure, FailureReason } from '@assay/rust';

/** What to do about a refusal of Cargo. */
export const cargoRemedies: Readonly<Record<FailureReason, string>> = {
  'lock-create': 'run cargo generate-lockfile and commit Cargo.lock',
  'lock-update': 'run cargo update --workspace and commit Cargo.lock',
  manifest: 'correct the file that cargo names; cargo metadata must succeed',
  'lock-file': 'restore Cargo.lock from version control, or remove it and run cargo generate-lockfile',
  unreachable: 'run cargo fetch --locked where the registry or repository can be reached, and then this check again',
  unresolvable: 'correct the requirement that cargo names, or fetch a newer index if it names a version that exists',
  toolchain: 'install the toolchain that the workspace pins, with rustup toolchain install',
  'nothing-built':
    'name the features with which it is built in [msrv] features: "all", for a binary that requires some',
  'tool-missing': 'install Rust (https://rustup.rs) or put cargo on the PATH',
  ended: 'run again; if it happens again, run cargo metadata --locked by hand to see what holds it up',
  'not-understood': 'use Cargo 1.58 or newer; if it is, report the message',
  other: 'repair what cargo names until cargo metadata --locked succeeds, and run again',
};

/** Cargo gave no graph, so what is locked cannot be told apart. */
export function cargoGap({ reason, message, at }: CargoFailure): Gap {
  return {
    what: 'what the locked packages declare and who depends on them (cargo metadata --locked)',
    why: message,
    remedy: cargoRemedies[reason],
    ...(at === undefined ? {} : { at }),
  };
}

/** Cargo.lock is there and cannot be read. */
export function lockGap({ message, remedy, at }: UserError): Gap {
  return { what: 'which packages are locked', why: message, remedy, ...(at === undefined ? {} : { at }) };
}

/** Cargo's graph has packages that the Cargo.lock at the root lacks: it is not the lock file that cargo used. */
export function foreignLockGap(path: string, absent: readonly string[]): Gap {
  return {
    what: 'which packages are locked',
    why: `cargo takes ${absent.slice(0, 3).join(', ')}${absent.length > 3 ? ` and ${absent.length - 3} more` : ''}, which ${path} does not hold, or says to come from elsewhere`,
    remedy:
      'look in the configuration of cargo, here and in the folders above, for resolver.lockfile-path and paths, which put another lock file or other packages in place',
    at: { path },
  };
}

/** A package whose demand this version of Assay cannot read. */
export function demandGap(id: string, why: string, at: Gap['at']): Gap {
  return {
    what: `the Rust release that ${id} needs`,
    why,
    remedy: 'use a newer version of Assay, which knows it, or another version of the package',
    ...(at === undefined ? {} : { at }),
  };
}
