import { byCodeUnit } from '@assay/evidence';
import { readArtifacts } from '@assay/rust';

/** Something that Cargo built for a member, with the coverage map that the compiler put into it. */
export interface Built {
  /** Absolute. */
  file: string;
  /**
   * `app (bin)`, `app (lib test)`: what Cargo calls it, without the digests in its file's name, which differ from
   * folder to folder.
   */
  name: string;
}

/** What holds no code that runs later: it ran in the compiler, or is read by it. */
const notMeasured = ['custom-build', 'proc-macro'];

/**
 * The files with a coverage map that Cargo's JSON messages name, of the members with these manifests (absolute). In the
 * order of their paths: Cargo names them as they are done, which is another order every time.
 */
export function builtOf(stdout: string, manifests: ReadonlySet<string>): Built[] {
  const built = new Map<string, string>();
  for (const { manifest, target, test, files, executable } of readArtifacts(stdout)) {
    if (!manifests.has(manifest)) continue;
    if (!test && target.kind.some((kind) => notMeasured.includes(kind))) continue;
    const harness = test && !target.kind.includes('test') ? ' test' : '';
    const name = `${target.name} (${target.kind.join(', ')}${harness})`;
    const read = executable === null ? files.filter((file) => !file.endsWith('.rmeta')) : [executable];
    for (const file of read) built.set(file, name);
  }
  return [...built].map(([file, name]) => ({ file, name })).sort((a, b) => byCodeUnit(a.file, b.file));
}
