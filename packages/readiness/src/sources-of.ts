import type { Looked, View } from './facts/view.js';
import type { ReadinessRecord, Source } from './record.js';
import { answered, troubleOf } from './sources/answer.js';
import type { Sources } from './sources/sources.js';

type Row = ReadinessRecord['sources'][number];

/** What was asked for a record, and what did not answer. */
export function sourcesOf(sources: Sources, looked: Looked, view: View): Row[] {
  const { date, manifest } = sources;
  const all = 'rustc -Z unstable-options --print all-target-specs-json';
  return [
    row('compiler', 'rustc --print target-list', date, troubleOf(sources.targets)),
    row('compiler', all, date, troubleOf(sources.specifications)),
    ...ofTarget(sources, looked),
    row('documentation', 'rustc/platform-support.html', date, troubleOf(sources.documentation)),
    ...(looked.page === null
      ? []
      : [row('documentation', `rustc/${view.documented?.page}`, date, troubleOf(looked.page))]),
    row('manifest', 'multirust-channel-manifest.toml', answered(manifest)?.date ?? null, troubleOf(manifest)),
    row('sysroot', 'lib/rustlib', null, troubleOf(sources.installed)),
  ];
}

/** What was asked of this target by itself. */
function ofTarget({ specifications, date }: Sources, { name, key, kind, traits, taken }: Looked): Row[] {
  if (kind === 'custom') {
    const compiler =
      taken === null ? [] : [row('compiler', `rustc --print cfg --target ${key}`, date, troubleOf(taken))];
    return [row('policy', key, null, troubleOf(traits)), ...compiler];
  }
  if (kind === 'unknown' || answered(specifications)?.has(name) === true) return [];
  const shorter = answered(traits)?.from === 'cfg' ? 'cfg' : 'target-spec-json';
  return [row('compiler', `rustc --print ${shorter} --target ${name}`, date, troubleOf(traits))];
}

function row(source: Source, what: string, date: string | null, available: string | null): Row {
  return { source, what, date, available };
}
