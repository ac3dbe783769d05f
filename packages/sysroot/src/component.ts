import { byCodeUnit } from '@assay/evidence';

/** A component by name and target, as a lock and rustup have it. */
export interface ComponentName {
  name: string;
  /** `*` where it is the same for every target. */
  target: string;
}

/** `rustc-x86_64-unknown-linux-gnu`, `rust-src`: as rustup's records write it. */
export function componentText({ name, target }: ComponentName): string {
  return target === '*' ? name : `${name}-${target}`;
}

/** By name, then by target. */
export function byComponent(a: ComponentName, b: ComponentName): number {
  return byCodeUnit(a.name, b.name) || byCodeUnit(a.target, b.target);
}

/** Are both the same component? `clippy` is what manifests and records call `clippy-preview`. */
export function isSameComponent(a: ComponentName, b: ComponentName): boolean {
  return stableName(a.name) === stableName(b.name) && (a.target === b.target || a.target === '*' || b.target === '*');
}

/** A component's name without the suffix from before it was stable, which stayed in manifests and records. */
export function stableName(name: string): string {
  return name.replace(/-preview$/, '');
}
