import path from 'node:path';
import type { World } from '@assay/host';
import type { Emulator, ReadinessRecord } from '@assay/readiness';
import type { Identity, MemberWithTargets } from '@assay/rust';
import type { Build, TargetSettings } from '../settings.js';

/** What is tried. */
export interface GateRequest {
  /** As the policy writes the target: a triple, or the path of a JSON file from the workspace root. */
  key: string;
  /** The target's name, as Cargo calls the folder of what it builds for it. */
  name: string;
  /** The compiler that builds. */
  compiler: Identity;
  settings: TargetSettings;
  /** The target's own builds, or those of the policy for every target. */
  builds: readonly Build[];
  /** The members that are built for it. */
  members: readonly MemberWithTargets[];
  record: Pick<ReadinessRecord, 'library' | 'architecture' | 'pointerWidth' | 'endian'>;
  /** Emulators for the target, in the order in which they are looked for on PATH. */
  emulators: readonly Pick<Emulator, 'program' | 'args'>[];
}

/** A folder of the scratch folder that belongs to this target. */
export function gateFolder({ name }: Pick<GateRequest, 'name'>): string {
  return path.join('targets', name.replace(/[^\w.-]/g, '_'));
}

/** Where Cargo builds for the target, absolute: what it built for it lies below the folder of the target's name in there. */
export function cargoFolder({ scratch }: World, request: Pick<GateRequest, 'name'>): string {
  return path.join(scratch, gateFolder(request), 'cargo');
}
