import path from 'node:path';
import type { World } from '@assay/host';
import type { Identity } from '@assay/rust';
import { type Answer, answerOf } from './answer.js';
import type { PlatformSupport } from './platform-support.js';
import type { TargetPage } from './target-page.js';

/** Where the component rust-docs lies in a toolchain. */
const book = ['share', 'doc', 'rust', 'html'] as const;

/** 4 MiB: forty times the largest page of these. */
const limit = { maxBytes: 4 * 1024 * 1024 };

/**
 * Reads the table of all targets in the rust-docs of a toolchain. Why not: they are not installed, are of another release, or cannot be
 * read. Throws WorldError only when interrupted.
 */
export function readDocumentation(world: World, sysroot: string, compiler: Identity): Promise<Answer<PlatformSupport>> {
  return answerOf(async () => {
    const file = (...names: string[]) => path.join(sysroot, ...book, ...names);
    const [html, version] = await Promise.all([
      world.files.readTextIfPresent(file('rustc', 'platform-support.html'), limit),
      world.files.readTextIfPresent(file('version_info.html'), limit),
    ]);
    if (html === undefined) return { trouble: 'not available: rust-docs is not installed' };
    const trouble = otherRelease(version, compiler);
    if (trouble !== undefined) return { trouble };
    const { readPlatformSupport } = await import(/* webpackMode: "eager" */ './platform-support.js');
    return readPlatformSupport(html);
  });
}

/** Reads a target's page in the rust-docs; `page` is relative to `rustc/`. As {@link readDocumentation}. */
export function readDocumentedPage(
  world: World,
  sysroot: string,
  { page, target }: { page: string; target: string },
): Promise<Answer<TargetPage>> {
  return answerOf(async () => {
    const html = await world.files.readTextIfPresent(path.join(sysroot, ...book, 'rustc', page), limit);
    if (html === undefined) return { trouble: `not available: there is no ${page} in the rust-docs` };
    const { readTargetPage } = await import(/* webpackMode: "eager" */ './target-page.js');
    const read = readTargetPage(html, target);
    return read.whole ? { value: read } : { trouble: `${page} ends in the middle` };
  });
}

/** The first page of the rust-docs says which release and commit they are of: in the text, and in a link to the commit. */
function otherRelease(version: string | undefined, { release, commit }: Identity): string | undefined {
  const its = /<\/a>\s+(\d+\.\d+\.\d+[\w.-]*)/.exec(version ?? '')?.[1];
  const itsCommit = /\/commit\/([0-9a-f]{40})\b/.exec(version ?? '')?.[1];
  if (its === undefined) return 'the rust-docs do not say which release they are of';
  const agrees = its === release && (itsCommit === undefined || commit === null || itsCommit === commit);
  return agrees ? undefined : `the rust-docs are of another release: ${its}`;
}
