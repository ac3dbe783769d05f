import type { Known } from '../record.js';
import { answered, troubleOf } from '../sources/answer.js';
import type { Sources } from '../sources/sources.js';
import { claim, known, notKnown } from './known.js';
import type { LibraryEvidence } from './library.js';
import type { View } from './view.js';

/** Is there a component rust-std to install? The manifest is believed: it is what rustup goes by. */
export function prebuiltOf(view: View, sources: Sources): Known<boolean> {
  if (view.kind === 'custom')
    return known(claim('assay', null, false), 'of a target of the project’s own, none is built');
  const manifest = answered(sources.manifest);
  if (manifest === undefined) return withoutManifest(view, sources);
  const isThere = manifest.rustStd.get(view.name) ?? false;
  const documented = view.documented?.tier ?? 3;
  const note =
    !isThere && documented < 3
      ? `documented as tier ${documented}, of which the Rust project builds the library, and yet the manifest has none`
      : null;
  return known(claim('manifest', manifest.date, isThere), note);
}

function withoutManifest(view: View, sources: Sources): Known<boolean> {
  const why = troubleOf(sources.manifest) ?? '';
  if (answered(sources.installed)?.has(view.name) === true) {
    return known(claim('sysroot', null, true), `${why}; it lies in the toolchain’s folder`);
  }
  return notKnown(why);
}

/** Does its standard library, or what there is of it, lie in the toolchain's folder? */
export function installedOf({ name }: View, sources: Sources): Known<boolean> {
  const installed = answered(sources.installed);
  if (installed === undefined) return notKnown(troubleOf(sources.installed) ?? '');
  return known(claim('sysroot', null, installed.has(name)));
}

/** What else shows which crates there are. */
export function libraryEvidence({ name, kind }: View, sources: Sources): LibraryEvidence {
  return {
    installed: answered(sources.installed)?.get(name),
    isPrebuilt: kind !== 'custom' && answered(sources.manifest)?.rustStd.get(name) === true,
  };
}
