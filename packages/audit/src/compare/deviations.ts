import { appliedDeviation, type Deviation, describeScope, isExpired } from '@assay/evidence';
import type { DeviationChanges, StatedDeviation, ValueChange } from '@assay/report';
import { valueChanges } from './changes.js';
import type { Pair, Unknown } from './opened.js';

/** What became of the deviations that the policies state, by id. */
export function deviationChanges({ earlier, later }: Pair): { changes: DeviationChanges; unknown: Unknown[] } {
  const [before, after] = [earlier.contents.policy, later.contents.policy];
  if (before === undefined || after === undefined) {
    const unread = [earlier, later].filter(({ contents }) => contents.policy === undefined);
    const why = 'this version of Assay cannot read the policy';
    return {
      changes: { added: [], removed: [], expired: [], reworded: [] },
      unknown: unread.map(({ name }) => ({ what: `the deviations in ${name}`, why })),
    };
  }
  const [old, now] = [byId(before.deviations), byId(after.deviations)];
  const inBoth = after.deviations.filter(({ id }) => old.has(id));
  const [from = '', until = ''] = [earlier.verification.asOf, later.verification.asOf];
  return {
    changes: {
      added: after.deviations.filter(({ id }) => !old.has(id)).map(stated),
      removed: before.deviations.filter(({ id }) => !now.has(id)).map(stated),
      expired: inBoth
        .filter((deviation) => isExpired(deviation, until) && !isExpired(old.get(deviation.id) ?? deviation, from))
        .map(stated),
      reworded: inBoth.flatMap((deviation) => {
        const changes = rewording(old.get(deviation.id) ?? deviation, deviation);
        return changes.length === 0 ? [] : [{ id: deviation.id, changes }];
      }),
    },
    unknown: [],
  };
}

function byId(deviations: readonly Deviation[]): Map<string, Deviation> {
  return new Map(deviations.map((deviation) => [deviation.id, deviation]));
}

function stated(deviation: Deviation): StatedDeviation {
  return { ...appliedDeviation(deviation), rule: deviation.rule, scope: describeScope(deviation.scope) };
}

function rewording(before: Deviation, after: Deviation): ValueChange[] {
  return valueChanges(told(before), told(after));
}

/** Everything that a deviation says, by the keys of the policy. */
function told(deviation: Deviation): Map<string, string> {
  const { rule, disposition, rationale, requestedBy, approvedBy, expires } = deviation;
  return new Map([
    ['rule', rule],
    ['scope', describeScope(deviation.scope)],
    ...(disposition === undefined ? [] : ([['disposition', disposition]] as const)),
    ['rationale', rationale],
    ...(requestedBy === undefined ? [] : ([['requested-by', requestedBy]] as const)),
    ['approved-by', approvedBy],
    ['expires', expires],
  ]);
}
