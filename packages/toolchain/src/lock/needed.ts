import type { Place } from '@assay/evidence';
import type { ToolchainPin } from '@assay/rust';
import { type ComponentName, componentText } from '@assay/sysroot';

/** A component that the project cannot do without, and what asks for it. */
export interface Needed extends ComponentName {
  at: Place;
  because: string;
}

/** rustup's profile `minimal`: https://rust-lang.github.io/rustup/concepts/profiles.html. */
const minimal = ['rustc', 'cargo', 'rust-std'];

/** Components that are the same for every target. */
const forAllTargets = ['rust-src'];

/**
 * What a toolchain file asks for on these hosts, each component once: the minimal profile, its own components, and the standard library of each of its
 * targets.
 */
export function neededComponents(
  { at, components, targets }: Pick<ToolchainPin, 'at' | 'components' | 'targets'>,
  hosts: readonly string[],
): Needed[] {
  const file = at.path;
  const needed = [
    ...hosts.flatMap((target) => minimal.map((name) => ({ name, target, at, because: 'every build needs it' }))),
    ...hosts.flatMap((host) =>
      components.map((name) => ({
        name,
        target: forAllTargets.includes(name) ? '*' : host,
        at,
        because: `${file} names the component`,
      })),
    ),
    ...targets.map((target) => ({ name: 'rust-std', target, at, because: `${file} names the target` })),
  ];
  const unique = new Map<string, Needed>();
  for (const component of needed) {
    const text = componentText(component);
    if (!unique.has(text)) unique.set(text, component);
  }
  return [...unique.values()];
}
