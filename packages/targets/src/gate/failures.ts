import { byCodeUnit } from '@assay/evidence';
import { type Anchors, portablePath } from '@assay/host';
import type { CompileError } from '@assay/rust';
import type { Failure } from '../facts.js';
import { type Circumstances, causeOf } from './cause.js';
import { stdFloatMethod } from './float-methods.js';
import { steadyText } from './words.js';

/** Failures of a package that are told; a package with more has them in Cargo's own output. */
const TOLD = 10;

/**
 * What did not build, and why: each once, in the order of packages and places, since Cargo tells it in another order every time. That the
 * target's standard library is not installed is one failure, however many packages it keeps from being built.
 */
export function failuresOf(errors: readonly CompileError[], circumstances: Circumstances, anchors: Anchors): Failure[] {
  const all = errors.map((error) => failureOf(error, circumstances, anchors));
  const missing = all.find(({ cause }) => cause === 'library-missing');
  if (missing !== undefined) return [{ ...missing, package: null, at: null }];
  const once = new Map(all.map((failure) => [JSON.stringify(failure), failure]));
  const told = new Map<string, number>();
  return [...once.values()].sort(byPlace).filter((failure) => {
    const count = (told.get(packageWords(failure)) ?? 0) + 1;
    told.set(packageWords(failure), count);
    return count <= TOLD;
  });
}

function failureOf(error: CompileError, circumstances: Circumstances, anchors: Anchors): Failure {
  const { package: owner, code, message, rendered, at } = error;
  const cause = causeOf(error, circumstances);
  const float = code === 'E0599' ? stdFloatMethod(message) : undefined;
  const words = cause === 'linker' ? [message, ...linkerWords(rendered ?? '')].join('\n') : message;
  return {
    package: owner === undefined ? null : { name: owner.name, version: owner.version },
    ...{ cause, code, message: steadyText(words, anchors) },
    at: at === undefined ? null : { path: portablePath(at.file, anchors), line: at.line, column: at.column },
    floats: float === undefined ? [] : [float],
  };
}

/** What the linker itself said: the lines that look like an error of it. 3 of them: the rest repeat the first. */
function linkerWords(rendered: string): string[] {
  const lines = rendered.split('\n').map((line) => line.replace(/^\s*=?\s*(?:note: )?/, '').trim());
  const errors = lines.filter((line) =>
    /undefined (?:symbol|reference)|cannot (?:find|open)|unrecogni[sz]ed|incompatible|unable to find/.test(line),
  );
  return [...new Set(errors)].slice(0, 3);
}

function byPlace(a: Failure, b: Failure): number {
  return (
    byCodeUnit(packageWords(a), packageWords(b)) ||
    byCodeUnit(a.at?.path ?? '', b.at?.path ?? '') ||
    (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
    (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
    byCodeUnit(a.message, b.message)
  );
}

function packageWords({ package: owner }: Failure): string {
  return owner === null ? '' : `${owner.name} ${owner.version}`;
}
