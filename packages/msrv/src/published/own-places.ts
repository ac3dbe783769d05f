import path from 'node:path';
import { isBelow } from '@assay/host';
import type { CompileError } from '@assay/rust';
import type { BrokenIn } from '../proof/prove.js';
import type { PublishableMember } from './members.js';

/**
 * What did not compile, with places in the members' own files instead of those that they were unpacked to: they are what there is to repair.
 * `folder`: of the package that was compiled, absolute; the other members are unpacked beside it.
 */
export function atOwnPlaces(
  broken: readonly BrokenIn[],
  folder: string,
  members: readonly PublishableMember[],
): BrokenIn[] {
  const unpacked = members.map(({ name, version, manifest }) => {
    return { from: path.join(path.dirname(folder), `${name}-${version}`), to: path.dirname(manifest) };
  });
  const own = (file: string) => {
    // The compiler names a file below its own workspace, which is the unpacked package, from there.
    const absolute = path.resolve(folder, file);
    const place = unpacked.find(({ from }) => isBelow(from, absolute));
    return place === undefined ? absolute : path.join(place.to, path.relative(place.from, absolute));
  };
  const moved = (error: CompileError): CompileError =>
    error.at === undefined ? error : { ...error, at: { ...error.at, file: own(error.at.file) } };
  return broken.map((each) => {
    const [first, ...others] = each.errors;
    return { ...each, errors: [moved(first), ...others.map(moved)] };
  });
}
