import path from 'node:path';
import type { World } from '@assay/host';
import { membersOf } from './archive.js';
import type { Built } from './messages.js';

/** 1 GiB: far above any library. */
const LIBRARY_LIMIT = 2 ** 30;

/**
 * What llvm-cov can read of what was built: the object files of a library by themselves, since it refuses an archive of
 * which one part, as the compiler's own metadata or the standard library in one for C, has no coverage map (LLVM 22:
 * observed). They are put into a folder of the scratch folder.
 *
 * Programs come first. Of an inline function that a library itself does not call, its objects say only that it is
 * there, and llvm-cov takes what the first object says of a function: the counts of the programs that do call it would
 * be lost (LLVM 22, where bit 60 of the function's hash is set). Throws RangeError for a library that is none.
 */
export async function readableObjects(world: World, built: readonly Built[], scratch: string): Promise<Built[]> {
  const isLibrary = ({ file }: Built) => /\.(rlib|a)$/.test(file);
  const parts = await Promise.all(
    built.filter(isLibrary).map(async ({ file, name }, index): Promise<Built[]> => {
      const members = [...membersOf(await world.files.read(file, { maxBytes: LIBRARY_LIMIT, isBuilt: true }))];
      const mapped = members.filter((member) => member.name.endsWith('.o') && holdsMap(member.content));
      return Promise.all(
        mapped.map(async ({ content }, part) => {
          // By numbers: names in an archive are another’s words.
          const own = `${scratch}/objects/${index}-${part}.o`;
          await world.putInScratch(own, content);
          return { file: path.join(world.scratch, own), name };
        }),
      );
    }),
  );
  return [...built.filter((each) => !isLibrary(each)), ...parts.flat()];
}

/**
 * Is there a coverage map in the object, by the name of the section that holds it? `__llvm_covmap`, on Windows
 * `.lcovmap`.
 */
function holdsMap(content: Uint8Array): boolean {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return bytes.includes('__llvm_covmap') || bytes.includes('.lcovmap');
}
