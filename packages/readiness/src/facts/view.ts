import type { Answer } from '../sources/answer.js';
import { answered, troubleOf } from '../sources/answer.js';
import type { DocumentedTarget } from '../sources/platform-support.js';
import type { Sources } from '../sources/sources.js';
import type { TargetPage } from '../sources/target-page.js';
import type { Traits } from '../sources/traits.js';
import { type Claim, claim } from './known.js';

/** A target, and what was looked at for it alone. */
export interface Looked {
  /** The triple, or the name of a custom target. */
  name: string;
  /** As it was asked for: the triple, or the path of a custom target's file. */
  key: string;
  kind: 'built-in' | 'custom' | 'unknown';
  traits: Answer<Traits>;
  /** Its own page in the rust-docs; `null` where there is none, or it was not read. */
  page: Answer<TargetPage> | null;
  /** Of a custom target: does the compiler take its file as it is? `null` where nobody asked. */
  taken: Answer<unknown> | null;
}

/** What the sources say of one target, and with which date. */
export interface View {
  name: string;
  kind: Looked['kind'];
  release: string;
  /** The compiler's word for itself: rustc 1.95.0. */
  compiler: string;
  traits: Traits | undefined;
  /** Why the compiler does not say something: all of it, or what a shorter answer leaves out. */
  noTrait: string;
  documented: DocumentedTarget | undefined;
  /** Why the documentation does not say something. */
  undocumented: string;
  /** Of a custom target: why the compiler does not take its file as it is; `null` where it does. */
  notTaken: string | null;
  page: TargetPage | undefined;
  /** A claim of whoever describes the target: the compiler, or the project's own file. */
  stated<T>(value: T | null | undefined): Claim<T>[];
  inDocumentation<T>(value: T | null | undefined): Claim<T>[];
}

/** Picks out what the sources say of one target. */
export function viewOf(sources: Sources, { name, kind, traits, page, taken }: Looked): View {
  const { release } = sources.identity;
  // A custom target that is named like a built-in one is not that one.
  const documented = kind === 'custom' ? undefined : answered(sources.documentation)?.get(name);
  const isCustom = kind === 'custom';
  return {
    ...{ name, kind, release },
    compiler: `rustc ${release}`,
    traits: answered(traits),
    noTrait: troubleOf(traits) ?? (isCustom ? 'the target’s file does not say it' : `rustc ${release} does not say it`),
    documented,
    undocumented: isCustom
      ? 'the rust-docs know no target of the project’s own'
      : (troubleOf(sources.documentation) ?? 'platform-support.html does not name the target'),
    notTaken: taken === null ? null : troubleOf(taken),
    page: page === null ? undefined : answered(page),
    stated: (value) => claim(isCustom ? 'policy' : 'compiler', isCustom ? null : sources.date, value),
    inDocumentation: (value) => claim('documentation', sources.date, value),
  };
}
