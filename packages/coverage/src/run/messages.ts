import { byCodeUnit } from '@assay/evidence';
import * as z from 'zod';

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

/** https://doc.rust-lang.org/cargo/reference/external-tools.html#artifact-messages */
const Artifact = z.object({
  reason: z.literal('compiler-artifact'),
  manifest_path: z.string(),
  target: z.object({ name: z.string(), kind: z.array(z.string()) }),
  profile: z.object({ test: z.boolean() }),
  filenames: z.array(z.string()),
  executable: z.string().nullable(),
});

/** What holds no code that runs later: it ran in the compiler, or is read by it. */
const notMeasured = ['custom-build', 'proc-macro'];

/**
 * The files with a coverage map that Cargo's JSON messages name, of the members with these manifests (absolute). In the
 * order of their paths: Cargo names them as they are done, which is another order every time.
 */
export function builtOf(stdout: string, manifests: ReadonlySet<string>): Built[] {
  const built = new Map<string, string>();
  for (const line of stdout.split('\n')) {
    if (!line.startsWith('{"reason":"compiler-artifact"')) continue;
    const artifact = Artifact.safeParse(parsed(line)).data;
    if (artifact === undefined || !manifests.has(artifact.manifest_path)) continue;
    const { target, profile, filenames, executable } = artifact;
    if (!profile.test && target.kind.some((kind) => notMeasured.includes(kind))) continue;
    const harness = profile.test && !target.kind.includes('test') ? ' test' : '';
    const name = `${target.name} (${target.kind.join(', ')}${harness})`;
    const files = executable === null ? filenames.filter((file) => !file.endsWith('.rmeta')) : [executable];
    for (const file of files) built.set(file, name);
  }
  return [...built].map(([file, name]) => ({ file, name })).sort((a, b) => byCodeUnit(a.file, b.file));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // What a build script or a macro prints stands between the messages.
  }
}
