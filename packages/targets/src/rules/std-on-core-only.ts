import { always, defineRule, neededBySoup } from '@assay/check';
import { targetCompatibility } from '../clauses.js';
import { failedBuild, host, measured, promise } from '../controls.js';
import { known } from '../controls-record.js';
import type { TargetFacts } from '../facts.js';
import { failingOf, floatsIn, needsMissingStd, placeIn } from '../failing.js';
import { aboutPart, namesInWords, ownPlace } from '../instance.js';

type Data = {
  target: string;
  name: string;
  version: string | null;
  isMember: boolean;
  library: string;
  builds: string[];
  /** The features that bring std in, from the member on; empty where no chain of them is known. */
  features: string[];
  floats: string[];
  message: string;
};

export const stdOnCoreOnly = defineRule<TargetFacts, Data>({
  id: 'targets/std-on-core-only',
  title: 'Package needs std, which the target does not have',
  why:
    'A target without an operating system has core, and mostly alloc, and nothing else. A package that asks for std does not build there, and one ' +
    'such package among the dependencies keeps the whole product from the target. Often it is one default feature.',
  repair:
    'Take the dependency without its default features, or without the feature that asks for std; leave it out for this target with ' +
    "`[target.'cfg(…)'.dependencies]`; or take another one. In a member, write `#![no_std]` and use `core` and `alloc`. What `f32` and `f64` have in std " +
    'alone, such as `sin`, the crate `libm` has for all targets.',
  clauses: [neededBySoup, targetCompatibility],
  severity: always('error'),
  *find(facts) {
    for (const failing of failingOf(facts, (failure) => needsMissingStd(facts, failure))) {
      const { failures, builds } = failing;
      const { name, version } = failing.package ?? { name: builds[0].name, version: null };
      const same = (each: { name: string; version: string }) => each.name === name && each.version === version;
      const features = facts.promises.flatMap(({ chains }) => chains).find((chain) => same(chain.package))?.features;
      yield {
        ...aboutPart(facts, { name, ...(version === null ? {} : { version }) }, ownPlace(facts, placeIn(failures))),
        because: [{ at: facts.at, note: `built for ${facts.target}: ${builds[0].command}` }],
        data: {
          ...{ target: facts.target, name, version, library: facts.record.library.value ?? 'core' },
          isMember: facts.members.includes(name),
          ...{ builds: builds.map((build) => build.name), features: features ?? [] },
          ...{ floats: floatsIn(failures), message: failures[0].message.split('\n')[0] ?? '' },
        },
      };
    }
  },
  message: ({ target, name, version, library, builds, message }) => {
    const has = library === 'core' ? 'core alone' : 'core and alloc';
    const what = version === null ? name : `${name} ${version}`;
    return `${what} needs std, and ${target} has ${has} (${namesInWords(builds)}): ${message}`;
  },
  remedy: ({ name, isMember, features, floats }) => {
    if (floats.length > 0) return `take ${namesInWords(floats)} from the crate libm, which needs no std`;
    if (features.length > 0) return `turn off what brings std in: ${features.join(' → ')}`;
    return isMember
      ? `write #![no_std] in ${name} and use core and alloc, or leave it out for this target with members`
      : `take ${name} with default-features = false, if it can do without std, or leave it out for this target with [target.'cfg(…)'.dependencies]`;
  },
  controls: {
    raises: [
      measured({ builds: [failedBuild()], tests: [] }),
      measured({
        ...{ builds: [failedBuild({ floats: ['f32::sin'], package: { name: 'pump', version: '0.1.0' } })], tests: [] },
        record: { library: known('core') },
      }),
      measured({
        ...{ builds: [failedBuild(), failedBuild({}, { name: 'release, all features' })], tests: [] },
        promises: [promise({ chains: [], reaches: null })],
      }),
    ],
    spares: [
      measured(),
      // What else it may be, it is no want of the target’s.
      host({ builds: [failedBuild()], tests: [] }),
      measured({ builds: [failedBuild({ cause: 'compiler' })], tests: [] }),
    ],
  },
});
