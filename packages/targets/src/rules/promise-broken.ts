import { defineRule, neededBySoup } from '@assay/check';
import type { Library } from '@assay/readiness';
import { languageSubset } from '../clauses.js';
import { host, measured, promise } from '../controls.js';
import type { TargetFacts } from '../facts.js';
import { aboutPart, namesInWords } from '../instance.js';
import { isBroken } from '../promise.js';
import type { Promised } from '../settings.js';

type Chain = { package: string; path: string[]; features: string[] };

type Data = {
  target: string;
  member: string;
  promised: Promised;
  reaches: Library;
  chains: Chain[];
  floats: string[];
  libm: boolean;
};

export const promiseBroken = defineRule<TargetFacts, Data>({
  id: 'targets/promise-broken',
  title: 'Member needs more of the standard library than it promises',
  why:
    'Whoever builds on a `no_std` crate relies on it for targets on which nobody has tried it yet. The promise breaks without a sound, because on the ' +
    'machine of a developer std is always there: one feature of one dependency is enough.',
  repair:
    'Turn off the feature that the finding names, with `default-features = false` where it is a default one, or take another dependency; or change the ' +
    'promise in `[targets.crates]`.',
  clauses: [neededBySoup, languageSubset],
  severity: { none: 'warning', low: 'error', medium: 'error', high: 'error', highest: 'error' },
  *find(facts) {
    for (const kept of facts.promises) {
      const { member, promised, reaches, at, chains, floats, libm } = kept;
      if (reaches === null || !isBroken(kept)) continue;
      yield {
        ...aboutPart(facts, { name: member }, at),
        because: [
          { at, note: `${member} = ${JSON.stringify(promised)}` },
          ...floats.map(({ method, at: used }) => ({
            ...(used === null ? {} : { at: used }),
            note: `${method} is only in std${libm ? '; the crate libm is there already' : ''}`,
          })),
        ],
        data: {
          ...{ target: facts.target, member, promised, reaches, libm },
          chains: chains.map(({ package: { name, version }, path, features }) => ({
            ...{ package: `${name} ${version}`, path: [...path], features: [...features] },
          })),
          floats: floats.map(({ method }) => method),
        },
      };
    }
  },
  message: ({ target, member, promised, reaches, chains }) => {
    const ways = chains.map(({ path, features }) => {
      const by = features.length === 0 ? '' : `, by ${features.join(' → ')}`;
      return `${path.join(' → ')}${by}`;
    });
    const through = ways.length === 0 ? '' : `: ${namesInWords(ways)}`;
    return `${member} promises ${inWords[promised]} and reaches ${reaches} for ${target}${through}`;
  },
  remedy: ({ member, promised, reaches, chains, floats }) => {
    const feature = chains.find(({ features }) => features.length > 0)?.features;
    const way =
      feature === undefined
        ? `take what needs ${reaches} out of ${member}`
        : `turn off the feature ${feature.at(-1)}, at the first of ${feature.join(' → ')} that you declare yourself`;
    const numbers = floats.length === 0 ? '' : `, take ${namesInWords(floats)} from the crate libm`;
    return `${way}${numbers}, or change ${member} = ${JSON.stringify(promised)} in [targets.crates]`;
  },
  controls: {
    raises: [
      host({
        promises: [
          promise({
            ...{ reaches: 'std', proof: 'linked without std' },
            chains: [
              {
                ...{ reaches: 'std', package: { name: 'serde', version: '1.0.228' }, path: ['pump', 'serde'] },
                features: ['pump/default', 'serde/default', 'serde/std'],
              },
            ],
          }),
        ],
      }),
      measured({ promises: [promise({ reaches: 'alloc' })] }),
      host({ promises: [promise({ promised: 'alloc', reaches: 'std', floats: [{ method: 'f32::sin', at: null }] })] }),
    ],
    spares: [
      measured({ promises: [promise()] }),
      measured({ promises: [promise({ promised: 'alloc', reaches: 'alloc' })] }),
      measured({ promises: [promise({ promised: 'alloc', reaches: 'core' })] }),
      measured({ promises: [promise({ reaches: null, proof: 'none' })] }),
    ],
  },
});

const inWords: Readonly<Record<Promised, string>> = {
  'core-only': 'to need core only',
  alloc: 'to need core and alloc only',
};
