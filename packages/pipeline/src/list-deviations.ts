import { PolicyFacts, policyCheck } from '@assay/check';
import {
  byCodeUnit,
  type Deviation,
  type DeviationRequest,
  type DeviationState,
  daysBetween,
  describeScope,
  deviationState,
  type Place,
  sha256,
  utcDay,
  type Verdict,
} from '@assay/evidence';
import type { Host } from '@assay/host';
import { readStatement } from './read-evidence.js';
import { openWorkspace, type Request, type Workspace } from './workspace.js';

/** A deviation of the policy as it stands today. */
export interface ListedDeviation {
  id: string;
  rule: string;
  /** In words: `package time 0.3.41`. */
  scope: string;
  state: DeviationState;
  expires: string;
  /** Until the end of its last day; negative when that is past. */
  daysLeft: number;
  requestedBy: string | null;
  approvedBy: string | null;
  rationale: string;
  at: Place;
  /** How many findings it covers, or would cover, by the evidence of this policy; `null` where there is none of it, or of the rule's check. */
  findings: number | null;
}

/** The deviations of a policy. */
export interface DeviationList {
  /** The day, UTC, that states and days are counted from. */
  today: string;
  /** `fail` when one has expired: a gate that runs today fails too. */
  verdict: Verdict;
  /** The date of the evidence that says what they cover; `null` where there is none of this policy. */
  evidenceAsOf: string | null;
  /** The soonest to end first. */
  deviations: ListedDeviation[];
}

/** Lists the deviations of a workspace's policy as of today, and what the evidence that is there says of their use. Throws UserError. */
export async function listDeviations(host: Host, request: Request): Promise<DeviationList> {
  const workspace = await openWorkspace(host, request);
  const { policy, world } = workspace;
  const today = utcDay(world.clock.now());
  const facts = await settledFacts(workspace);
  const uses = new Map<string, number | null>(
    [
      ...(facts?.deviations ?? []).map(({ deviation, ...use }) => ({ id: deviation.id, ...use })),
      ...(facts?.requests ?? []).map(({ request: { id }, ...use }) => ({ id, ...use })),
    ].map(({ id, examined, matches }) => [id, examined ? matches.length : null]),
  );
  const deviations = [...policy.deviations, ...policy.requests]
    .map((deviation) => listed(deviation, today, uses.get(deviation.id) ?? null))
    .sort((a, b) => a.daysLeft - b.daysLeft || byCodeUnit(a.id, b.id));
  const verdict = deviations.some(({ state }) => state === 'expired') ? 'fail' : 'pass';
  return { today, verdict, evidenceAsOf: facts?.asOf ?? null, deviations };
}

function listed(deviation: Deviation | DeviationRequest, today: string, findings: number | null): ListedDeviation {
  const { id, rule, scope, expires, rationale, requestedBy = null, at } = deviation;
  const approvedBy = 'approvedBy' in deviation ? deviation.approvedBy : null;
  return {
    ...{ id, rule, scope: describeScope(scope), state: deviationState(deviation, today), expires },
    ...{ daysLeft: daysBetween(today, expires), requestedBy, approvedBy, rationale, at, findings },
  };
}

/** What the check `policy` last saw, if that was this very policy. */
async function settledFacts({ world, paths, policy }: Workspace): Promise<PolicyFacts | undefined> {
  const statement = await readStatement(world, paths.evidence, policyCheck.name);
  const ofThis = statement?.predicate.inputs.some((input) => input.sha256 === sha256(policy.text));
  const facts = PolicyFacts.safeParse(ofThis === true ? statement?.predicate.facts : undefined);
  return facts.success ? facts.data : undefined;
}
