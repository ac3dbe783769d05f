import { always, changedEnvironment, defineRule, evaluatedTool, neededBySoup } from '@assay/check';
import { dependency, ownBaseline, workspace } from '../controls.js';
import { demandsOf } from '../demand.js';
import type { MsrvFacts } from '../facts.js';
import { breaches, isBuilt, type PackageData, packageInstance } from '../offence.js';
import { baselineOfMembers, lowestBaseline, wayDown } from '../words.js';

export const aboveBaseline = defineRule<MsrvFacts, PackageData & { declared: string; needed: string }>({
  id: 'msrv/above-baseline',
  title: 'Package needs a newer Rust than the baseline',
  why:
    'The baseline is the compiler that the safety argument rests on. A package whose `rust-version` is newer says itself that ' +
    'it was not made for that compiler: Cargo refuses to build it there, and what such a build does was never looked at.',
  repair:
    'Take a release of the package that declares a `rust-version` within the baseline, with `cargo update --precise`, or raise ' +
    'the baseline of the members that use it.',
  clauses: [evaluatedTool, changedEnvironment, neededBySoup],
  severity: always('error'),
  *find(facts) {
    const demands = demandsOf(facts);
    for (const each of facts.packages) {
      const demand = demands.get(each.id);
      if (demand?.by !== 'rust-version') continue;
      const ways = breaches(facts, each, demand).filter(isBuilt);
      if (ways.length === 0) continue;
      const instance = packageInstance(facts, each, ways);
      yield { ...instance, data: { ...instance.data, declared: each.rustVersion ?? '', needed: demand.rust } };
    }
  },
  message: ({ id, declared, offences }) =>
    `${id} declares rust-version ${declared}, above ${baselineOfMembers(offences)}`,
  remedy: (data) => wayDown(data, data.needed, `a rust-version of at most ${lowestBaseline(data.offences)}`),
  controls: {
    raises: [
      dependency({ rustVersion: '1.86' }),
      dependency({ rustVersion: '1.85.1' }, 'build'),
      // As text, 1.100 would come before 1.85.
      dependency({ rustVersion: '1.100' }),
      workspace([{ rustVersion: '1.79' }], { members: [{ baseline: ownBaseline('1.78.0') }] }),
    ],
    spares: [
      dependency({ rustVersion: '1.85' }),
      dependency({ rustVersion: '1', edition: '2015' }),
      dependency({ rustVersion: '1.86' }, 'dev'),
      dependency({ rustVersion: null }),
    ],
  },
});
