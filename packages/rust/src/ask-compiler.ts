import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { type Identity, readIdentity } from './identity.js';
import { identityRun } from './identity-run.js';
import { rustc } from './tools.js';

/** The compiler that runs here, of which it is known how to read what it leaves. */
export type KnownCompiler = Identity & { llvm: string; host: string };

/** Asks the compiler who it is. `what` is not known where it does not say. Throws WorldError. */
export async function askCompiler(world: World, what: string): Promise<{ compiler: KnownCompiler } | { gap: Gap }> {
  const { tool, args, options } = identityRun(rustc);
  const { status, stdout } = await world.tools.run(tool, args, options);
  const identity = status === 0 ? readIdentity(stdout) : undefined;
  if (identity === undefined) return { gap: unknownGap(what) };
  const { llvm, host } = identity;
  return llvm === null || host === null ? { gap: unknownGap(what) } : { compiler: { ...identity, llvm, host } };
}

function unknownGap(what: string): Gap {
  return {
    what,
    why: 'rustc -vV does not say which compiler it is, and with which LLVM',
    remedy: 'run rustc -vV and repair what it says',
  };
}
