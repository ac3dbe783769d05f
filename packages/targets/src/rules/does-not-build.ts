import { always, defineRule } from '@assay/check';
import { formatPlace } from '@assay/evidence';
import { targetCompatibility } from '../clauses.js';
import { failedBuild, host, measured } from '../controls.js';
import { notKnown } from '../controls-record.js';
import type { Cause, TargetFacts } from '../facts.js';
import { failingOf, floatsIn, isOfMachine, needsMissingStd, placeIn } from '../failing.js';
import { aboutPart, namesInWords, ownPlace, tableOf } from '../instance.js';

/** What this machine lacks is a gap. */
type Kind = Exclude<Cause, 'library-missing' | 'linker-missing'>;

type Data = {
  target: string;
  stated: string;
  package: string | null;
  kind: Kind;
  cause: string;
  message: string;
  code: string | null;
  place: string | null;
  more: number;
  builds: string[];
  command: string;
  buildStd: boolean;
  floats: string[];
};

const inWords: Readonly<Record<Kind, string>> = {
  'needs-std': 'it needs std, which this build does not have',
  'build-script': 'its build script failed',
  'refuses-target': 'it refuses the target',
  linker: 'it cannot be linked',
  compiler: 'it does not compile',
  cargo: 'Cargo refuses it',
};

export const doesNotBuild = defineRule<TargetFacts, Data>({
  id: 'targets/does-not-build',
  title: 'Package does not build for the target',
  why:
    'What does not build for a target cannot run on it. A build for another target shows nothing: build scripts, `cfg`, pointer width, atomics and ' +
    'the linker are the target’s own.',
  repair:
    'Repair what the message names: correct what links for the target, teach the build script the target, leave the dependency out ' +
    "for this target with `[target.'cfg(…)'.dependencies]`, or correct the code.",
  clauses: [targetCompatibility],
  severity: always('error'),
  *find(facts) {
    for (const failing of failingOf(facts, (failure) => !needsMissingStd(facts, failure) && !isOfMachine(failure))) {
      const { failures, builds } = failing;
      const [first] = failures;
      const at = placeIn(failures);
      const place = ownPlace(facts, at);
      const { name, version } = failing.package ?? { name: builds[0].name, version: null };
      yield {
        ...aboutPart(facts, { name, ...(version === null ? {} : { version }) }, place),
        because: [{ at: facts.at, note: `built for ${facts.target}: ${builds[0].command}` }],
        data: {
          ...{ target: facts.target, stated: facts.stated },
          package: version === null ? null : `${name} ${version}`,
          ...{ kind: first.cause as Kind, cause: inWords[first.cause as Kind], code: first.code },
          more: failures.length - 1,
          message: first.message.split('\n')[0] ?? '',
          place: at === null || at === place ? null : formatPlace(at),
          ...{ builds: builds.map((build) => build.name), command: builds[0].command },
          ...{
            buildStd: facts.asked.buildStd !== null,
            floats: floatsIn(failures),
          },
        },
      };
    }
  },
  message: ({ target, package: name, cause, message, code, place, more, builds }) =>
    `${name ?? 'the workspace'} does not build for ${target} (${namesInWords(builds)}): ${cause}: ${message}` +
    `${code === null ? '' : ` (${code})`}${place === null ? '' : ` at ${place}`}${more > 0 ? `, and ${more} more` : ''}`,
  remedy: (data) => `${remedies[data.kind](data)}; ${data.command} shows all of it`,
  controls: {
    raises: [
      measured({ builds: [failedBuild({ cause: 'compiler', code: 'E0599', floats: ['f32::sin'] })], tests: [] }),
      measured({ builds: [failedBuild({ cause: 'linker', package: null, code: null })], tests: [] }),
      measured({ builds: [failedBuild({ cause: 'build-script', code: null })], tests: [] }),
      measured({ builds: [failedBuild({ cause: 'refuses-target', code: null })], tests: [] }),
      host({ builds: [failedBuild()], tests: [] }),
      measured({ builds: [failedBuild()], record: { library: notKnown() }, tests: [] }),
      // A failure without a word is a failure.
      measured({ builds: [failedBuild({}, { failures: [] })], tests: [] }),
    ],
    spares: [
      measured(),
      host(),
      measured({ builds: [failedBuild()], tests: [] }),
      measured({ builds: [failedBuild({ cause: 'library-missing' })], tests: [] }),
      measured({ builds: [failedBuild({ cause: 'linker-missing', code: null })], tests: [] }),
    ],
  },
});

const remedies: Readonly<Record<Kind, (data: Data) => string>> = {
  'needs-std': ({ stated, target, buildStd }) =>
    buildStd
      ? `add "std" to build-std in ${tableOf(stated)}, or take the package without std`
      : `take the package without std, or leave it out for ${target}`,
  'build-script': ({ target }) => `teach the build script ${target}, or leave the package out for it`,
  'refuses-target': ({ target }) =>
    `leave the package out for ${target} with [target.'cfg(…)'.dependencies], or take another`,
  linker: ({ target }) =>
    `correct what links for ${target}, or name another as linker in [target.${target}] of .cargo/config.toml`,
  compiler: ({ floats, target }) =>
    floats.length > 0 ? `take ${namesInWords(floats)} from the crate libm` : `correct the code for ${target}`,
  cargo: () => 'repair what Cargo names',
};
