import path from 'node:path';
import { isBelow } from './portable.js';
import type { ScratchContent } from './world.js';
import { realWriter } from './writer.js';

/** Removes a folder of the scratch folder. Throws RangeError for a path that leads out of it, or is all of it, and UserError. */
export async function emptyScratch(scratch: string, folder: string): Promise<void> {
  const target = path.resolve(scratch, folder);
  if (!isBelow(scratch, target) || target === scratch)
    throw new RangeError(`${folder} is no folder of the scratch folder`);
  await realWriter.removeFolder(target);
}

/** Puts a file into the scratch folder. Throws RangeError for a path that leads out of it, and UserError where it cannot be written. */
export async function putInScratch(scratch: string, file: string, content: ScratchContent): Promise<void> {
  const target = path.resolve(scratch, file);
  if (!isBelow(scratch, target)) throw new RangeError(`${file} leads out of the scratch folder`);
  if (typeof content === 'string' || content instanceof Uint8Array) await realWriter.writeWhole(target, content);
  else if ('program' in content) await realWriter.writeWhole(target, content.program, { mode: 0o755 });
  else await realWriter.copyFile(content.copyOf, target);
}
