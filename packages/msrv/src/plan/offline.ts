import type { World } from '@assay/host';

/** A world in which Cargo, whatever it is asked, takes what is on this machine: https://doc.rust-lang.org/cargo/reference/config.html#netoffline */
export function withoutNetwork(world: World): World {
  return {
    ...world,
    tools: {
      run: (tool, args, options) =>
        world.tools.run(tool, args, { ...options, env: { ...options?.env, CARGO_NET_OFFLINE: 'true' } }),
    },
  };
}
