import { UserError } from '@assay/evidence';
import type { World } from '@assay/host';
import { type FoundPin, findPin } from '@assay/rust';

/** A pin that names one release for ever. */
export type ExactPin = FoundPin & { channel: string; release: string };

/** The workspace's pin. Throws UserError when there is none, or it may name another release tomorrow, and WorldError. */
export async function findExactPin(world: World): Promise<ExactPin> {
  const { pin } = await findPin(world, world.anchors);
  const remedy = 'pin the release that you mean in rust-toolchain.toml: [toolchain] and channel = "1.95.0"';
  if (pin === undefined) throw new UserError('no toolchain file says which release to install', { remedy });
  const { channel, release, at } = pin;
  if (channel !== null && release !== null) return { ...pin, channel, release };
  throw new UserError(`${channel ?? 'the toolchain file'} names no exact release to install`, { at, remedy });
}
