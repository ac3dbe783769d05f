import { always, defineRule } from '@assay/check';
import { artifactsByName } from '../artifacts.js';
import { targetCompatibility } from '../clauses.js';
import { measured } from '../controls.js';
import type { TargetFacts } from '../facts.js';
import { aboutPart, namesInWords } from '../instance.js';

type Data = {
  target: string;
  artifact: string;
  is: string;
  wanted: string;
  sha256: string;
  builds: string[];
};

export const wrongArchitecture = defineRule<TargetFacts, Data>({
  id: 'targets/wrong-architecture',
  title: 'Artifact is not for the target',
  why:
    'A file in the right folder under the right name is not yet a program for the target: a wrapper, a setting or a leftover can put another one there. ' +
    'Its own header says for which machine it is.',
  repair:
    'Find what builds for another machine: `RUSTC`, a wrapper, `[build] target`, `-C target-cpu` or `linker` in Cargo’s configuration, a build script ' +
    'that brings a finished file. Then build from an empty target folder.',
  clauses: [targetCompatibility],
  severity: always('error'),
  *find(facts) {
    for (const [name, made] of artifactsByName(facts, ({ fits }) => fits === false)) {
      const [first] = made;
      if (first === undefined) continue;
      const { format, architecture, pointerWidth, sha256, member } = first.artifact;
      const { record, target } = facts;
      yield {
        ...aboutPart(facts, { name }),
        because: [{ note: `SHA-256 ${sha256}, of ${member}` }],
        data: {
          ...{ target, artifact: name, sha256, builds: [...new Set(made.map(({ build }) => build))] },
          is: machineInWords(format, architecture, pointerWidth),
          wanted: machineInWords(null, record.architecture.value, record.pointerWidth.value),
        },
      };
    }
  },
  message: ({ target, artifact, is, wanted, builds }) =>
    `${artifact} is ${is}, and ${target} is ${wanted} (${namesInWords(builds)})`,
  remedy: ({ target }) =>
    `look in .cargo/config.toml and the environment for what builds for another machine than ${target}, and build again from an empty target folder`,
  controls: {
    raises: [
      measured({ artifact: { fits: false, architecture: 'x86-64', pointerWidth: 64 } }),
      measured({ artifact: { fits: false, format: null, architecture: null, pointerWidth: null } }),
    ],
    spares: [measured(), measured({ artifact: { fits: null } })],
  },
});

/** `ELF for ARM, 32 bits`. */
function machineInWords(format: string | null, architecture: string | null, width: number | null): string {
  const machine = architecture ?? 'an unknown machine';
  return `${format === null ? '' : `${format} for `}${machine}${width === null ? '' : `, ${width} bits`}`;
}
