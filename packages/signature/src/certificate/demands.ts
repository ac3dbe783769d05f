import { formatPlace, quote } from '@assay/evidence';
import type { KnownBundle } from '../statement.js';
import type { TrustedWorkflow } from '../trust/trust.js';
import type { WorkflowIdentity } from './identity.js';

/** In what a certificate names somebody else than an entry of the trust file wants, all of it; `undefined` where it is who is wanted. */
export function whyOther(entry: TrustedWorkflow, identity: WorkflowIdentity, bundle: KnownBundle): string | undefined {
  if (isOfNoCommit(bundle)) {
    return 'a workflow vouches for a commit, and the bundle speaks of none: it was made of files that are not as they were committed';
  }
  const unmet = demands(entry, bundle).filter(({ is, found }) => !is(identity[found]));
  if (unmet.length === 0) return undefined;
  return unmet
    .map(({ what, wanted, found }) => `its ${what} is ${quote(identity[found] ?? 'not told')}, not ${quote(wanted)}`)
    .join('; ');
}

/** A bundle of which nothing can be read is refused for that, and not for its subject. */
function isOfNoCommit({ claims }: KnownBundle): boolean {
  return claims !== undefined && !('gitCommit' in claims.subject.digest);
}

/** Whom else an entry would admit, for what it does not demand: who may push to any branch of the repository decides what a workflow does there. */
export function leftOpen({ at, repository, workflow, caller, ref }: TrustedWorkflow): string[] {
  const open = [
    ...(caller === undefined ? [`it names no caller: any workflow of ${repository} could have had this signed`] : []),
    ...(ref === undefined
      ? [`it names no ref: a run for any branch, tag or pull request of ${repository} could have had this signed`]
      : []),
    ...(workflow.includes('@') ? [] : [`it names no ref of ${workflow}: any version of it could have signed this`]),
  ];
  return open.map((what) => `the [[sigstore]] that admits it (${formatPlace(at)}) admits more: ${what}`);
}

/** One thing that a certificate must say. */
interface Demand {
  what: string;
  wanted: string;
  found: keyof WorkflowIdentity;
  is(found: string | undefined): boolean;
}

function demands(entry: TrustedWorkflow, { claims }: KnownBundle): Demand[] {
  const equal = (found: keyof WorkflowIdentity, what: string, wanted: string | undefined): Demand[] =>
    wanted === undefined ? [] : [{ what, wanted, found, is: (value) => value === wanted }];
  const { server, workflow, caller, repository } = entry;
  const ofRef = (what: string, found: keyof WorkflowIdentity, address: string): Demand[] => [
    { what, wanted: `${address}@…`, found, is: (value) => value?.startsWith(`${address}@`) === true },
  ];
  const signs = `${server}/${workflow}`;
  const digest = claims?.subject.digest;
  return [
    ...equal('issuer', 'issuer', entry.issuer),
    ...equal('repository', 'repository', `${server}/${repository}`),
    ...equal('repositoryId', "repository's number", entry.repositoryId),
    ...(workflow.includes('@') ? equal('workflow', 'workflow', signs) : ofRef('workflow', 'workflow', signs)),
    ...equal('ref', 'ref', entry.ref),
    ...(caller === undefined ? [] : ofRef('calling workflow', 'caller', `${server}/${repository}/${caller}`)),
    ...equal('commit', 'commit', digest !== undefined && 'gitCommit' in digest ? digest.gitCommit : undefined),
    ...(claims?.run === undefined ? [] : [ofRun(claims.run)]),
  ];
}

/** The run that made the bundle must be the one that had it signed. A certificate says which of its attempts that was: jobs that are run again are of the same run. */
function ofRun(run: string): Demand {
  return {
    what: 'run',
    wanted: run,
    found: 'run',
    is: (found) => found === run || found?.startsWith(`${run}/`) === true,
  };
}
