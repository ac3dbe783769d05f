import { type LanguageFeature, languageFeatureRefused, languageFeaturesOf, libraryFeatureSince } from './data.js';
import type { LikelyReason, ReadError } from './error.js';
import { releaseNaming } from './notes.js';
import { referredTo } from './paths.js';

/**
 * E0658 for the library: `use of unstable library feature 'once_cell'`. Such a name may once have covered more than it does now, so what the
 * source text refers to comes first.
 */
export function unstableLibrary({ message, rendered, notes }: ReadError): LikelyReason | undefined {
  const [, name] = /^use of unstable library feature ['`]([^'`]+)['`]/.exec(message) ?? [];
  if (name === undefined) return undefined;
  const referred = marked(rendered).map(referredTo);
  const found = referred.find((each) => each !== undefined);
  if (found !== undefined) return found;
  const since = libraryFeatureSince(name) ?? (notes === undefined ? undefined : releaseNaming(notes, name));
  return reason(`library feature ${name}`, since);
}

/** A feature of the language, by the compiler's words or by the issue that it points to. */
export function refusedLanguage({ code, message, rendered }: ReadError): LikelyReason | undefined {
  const known = languageFeatureRefused(message);
  if (known !== undefined) return ofLanguage([known]);
  const [, issue] = code === 'E0658' ? (/see issue #(\d{1,7}) /.exec(rendered) ?? []) : [];
  if (issue === undefined) return undefined;
  const features = languageFeaturesOf(Number(issue));
  return features.length > 0 ? ofLanguage(features) : { what: `unstable feature, rust-lang/rust#${issue}` };
}

/** Parts of a feature that did not become stable at once are told without a release. */
function ofLanguage(features: readonly LanguageFeature[]): LikelyReason {
  const releases = [...new Set(features.map(({ since }) => since))];
  const what = `language feature ${features.map(({ name }) => name).join(' or ')}`;
  return reason(what, releases.length === 1 ? releases[0] : undefined);
}

/** The pieces of source text that are marked with `^^^`. */
function marked(rendered: string): string[] {
  const lines = rendered.split('\n');
  return lines.flatMap((line, index) => {
    const marks = /^ *\| *(\^+)/.exec(line);
    const source = lines[index - 1] ?? '';
    if (marks === null || !/^ *\d+ +\|/.test(source)) return [];
    const [{ length: end }, { length }] = [marks[0], marks[1] ?? ''];
    return [source.slice(end - length, end).trim()];
  });
}

function reason(what: string, since: string | undefined): LikelyReason {
  return since === undefined ? { what } : { what, since };
}
