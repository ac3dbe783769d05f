import path from 'node:path';
import { isBelow } from './portable.js';
import type { ScratchContent } from './world.js';
import { realWriter } from './writer.js';

/** Puts a file into the scratch folder. Throws RangeError for a path that leads out of it, and UserError where it cannot be written. */
export async function putInScratch(scratch: string, file: string, content: ScratchContent): Promise<void> {
  const target = path.resolve(scratch, file);
  if (!isBelow(scratch, target)) throw new RangeError(`${file} leads out of the scratch folder`);
  if (typeof content === 'string') await realWriter.writeWhole(target, content);
  else await realWriter.copyFile(content.copyOf, target);
}
