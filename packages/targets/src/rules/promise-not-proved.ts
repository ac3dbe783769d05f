import { defineRule } from '@assay/check';
import { targetCompatibility } from '../clauses.js';
import { host, measured, promise } from '../controls.js';
import type { TargetFacts } from '../facts.js';
import { aboutTarget, namesInWords } from '../instance.js';

type Data = { target: string; members: string[] };

export const promiseNotProved = defineRule<TargetFacts, Data>({
  id: 'targets/promise-not-proved',
  title: 'No target of the policy can prove the promise to do without std',
  why: 'On a target that has std, what links shows what a member uses today; that it builds where there is no std shows only a build for such a target.',
  repair:
    'Add a target without std to the policy, for example `[targets."thumbv7em-none-eabihf"]`, and name with `members` those that promise to do without.',
  clauses: [targetCompatibility],
  severity: { none: 'warning', low: 'warning', medium: 'warning', high: 'error', highest: 'error' },
  *find(facts) {
    if (facts.provable) return;
    const open = facts.promises.filter(({ proof }) => proof !== 'built without std');
    const [first] = open;
    if (first === undefined) return;
    yield {
      ...aboutTarget(facts, first.at),
      because: open.map(({ member, promised, at }) => ({ at, note: `${member} = ${JSON.stringify(promised)}` })),
      data: { target: facts.target, members: open.map(({ member }) => member) },
    };
  },
  message: ({ target, members }) =>
    `${namesInWords(members)} ${members.length === 1 ? 'promises' : 'promise'} to do without std, and neither ${target} nor another target of the policy lacks it`,
  remedy: ({ members }) =>
    `add a target without std to assay.toml: [targets."thumbv7em-none-eabihf"] with members = [${members.map((each) => JSON.stringify(each)).join(', ')}]`,
  controls: {
    raises: [
      host({ provable: false, promises: [promise({ proof: 'linked without std' })] }),
      host({ provable: false, promises: [promise({ proof: 'none' })] }),
    ],
    spares: [
      host({ promises: [promise({ proof: 'linked without std' })] }),
      host({ provable: false }),
      measured({ provable: false, promises: [promise()] }),
    ],
  },
});
