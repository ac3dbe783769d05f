import { isNewer } from './demand.js';
import type { Offence, PackageData } from './offence.js';

/** Names as a person writes them, at most three: `a`, `a and b`, `a, b, c and 4 more`. */
export function inWords(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const left = names.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** `the baseline 1.85.0 of motor (motor 0.1.0 → time 0.3.41); also of panel`: whose baseline, and by which way. */
export function baselineOfMembers([first, ...others]: readonly Offence[]): string {
  if (first === undefined) throw new TypeError('a finding about a package names no member');
  const { member, baseline, kind, chain } = first;
  const also = others.length === 0 ? '' : `; also of ${inWords(others.map((other) => other.member))}`;
  if (chain.length === 1) return `its baseline ${baseline}${also}`;
  const by = kind === 'normal' ? '' : `, by way of a ${kind} dependency`;
  return `the baseline ${baseline} of ${member} (${chain.join(' → ')}${by})${also}`;
}

/**
 * How to get a package down to its members' baselines: by the plan, or by hand, where it says what to look for. `needed` is what the package demands, `property` what an older release must have.
 */
export function wayDown(data: PackageData, needed: string, property: string): string {
  const { name, version, source, manifest, dependents, offences } = data;
  const members = inWords([...new Set(offences.map(({ member }) => member))]);
  const raise = `or raise the baseline of ${members} to ${needed} or newer`;
  if (source === 'member' || source === 'path') {
    return `change ${manifest ?? 'its Cargo.toml'} so that it has ${property}, if its code compiles so, ${raise}`;
  }
  const accepted = dependents.length === 0 ? '' : ` and that ${inWords(dependents)} can take`;
  const [candidate, precise] =
    source === 'git'
      ? [`an older commit of ${name}`, '<commit>']
      : [`a release of ${name} before ${version}`, '<release>'];
  const command = `cargo update -p ${name}@${version} --precise ${precise}`;
  return `run assay msrv plan; by hand: look for ${candidate} with ${property}${accepted}, and run ${command}; ${raise}`;
}

/** The oldest of the baselines that are broken: what fits it fits all of them. */
export function lowestBaseline(offences: readonly Offence[]): string {
  return offences.map(({ baseline }) => baseline).reduce((lowest, each) => (isNewer(lowest, each) ? each : lowest));
}
