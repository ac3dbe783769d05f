import type { Place } from '@assay/evidence';
import type { ToolchainPin } from '@assay/rust';
import type { ComponentName } from '@assay/sysroot';

/** A component that the project cannot do without, and what asks for it. */
export interface Needed extends ComponentName {
  at: Place;
  because: string;
}

/** rustup's profile `minimal`: https://rust-lang.github.io/rustup/concepts/profiles.html. */
const minimal = ['rustc', 'cargo', 'rust-std'];

/** Components that are the same for every target. */
const forAllTargets = ['rust-src'];

/** What the pin asks for on this host: the minimal profile, its own components, and the standard library of each of its targets. */
export function neededComponents(
  { at, components, targets }: Pick<ToolchainPin, 'at' | 'components' | 'targets'>,
  host: string,
): Needed[] {
  const file = at.path;
  const needed = [
    ...minimal.map((name) => ({ name, target: host, at, because: 'every build needs it' })),
    ...components.map((name) => ({
      name,
      target: forAllTargets.includes(name) ? '*' : host,
      at,
      because: `${file} names the component`,
    })),
    ...targets.map((target) => ({ name: 'rust-std', target, at, because: `${file} names the target` })),
  ];
  return needed.filter(
    (one, index) => index === needed.findIndex((other) => other.name === one.name && other.target === one.target),
  );
}
