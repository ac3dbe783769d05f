import type { Problem, Verification } from '@assay/bundle';
import { describeDigest, quote } from '@assay/evidence';
import type { Run } from '@assay/github';
import { sameDigest } from './digest.js';
import { heldOn } from './held-on.js';
import type { RunOrigin } from './origin.js';
import { merged, nothing, type OriginJudgement } from './origin-judgement.js';

/** What is asked of where evidence comes from. */
export interface OriginTerms {
  /** `OWNER/REPO`, as it was asked for. */
  asked: string;
  /** Does the evidence of a fork's pull request count? What ran there is the fork's own. */
  allowFork: boolean;
}

/**
 * Is this the run that the evidence claims, of the repository that was asked for, and did it end well? Pure. What GitHub says of the run is
 * believed: it comes from GitHub itself. What the bundle says is compared with it.
 */
export function judgeRun(verification: Verification, origin: RunOrigin, terms: OriginTerms): OriginJudgement {
  return merged([
    sameRepository(origin, terms),
    ownCode(origin, terms),
    sameCommit(verification, origin.run),
    sameRun(verification, origin.run),
    signedThere(verification, origin.run),
    sameDigest('artifact', origin.artifact.digest),
    endedWell(origin.run),
    heldOn(verification, latest(origin.run), 'the run was made'),
    attempts(origin),
  ]);
}

function sameRepository({ repository, run, artifact }: RunOrigin, { asked }: OriginTerms): OriginJudgement {
  const problems: Problem[] = [];
  const foreign = (where: string, id: number) => {
    const what = `belongs to another repository (${id}) than ${repository.full_name} (${repository.id})`;
    problems.push({ where, what, remedy: 'fetch it from the repository that it belongs to' });
  };
  const { repository_id: owner, id: runId } = artifact.workflow_run ?? {};
  if (run.repository.id !== repository.id) foreign(`run ${run.id}`, run.repository.id);
  if (owner !== undefined && owner !== repository.id) foreign(`artifact ${artifact.name}`, owner);
  if (runId !== undefined && runId !== run.id) {
    problems.push({ where: `artifact ${artifact.name}`, what: `was left by run ${runId}, not by run ${run.id}` });
  }
  const known = owner !== undefined && runId !== undefined;
  return {
    ...nothing,
    problems,
    compared: problems.length === 0 && known ? ['the artifact is of this run, and the run is of this repository'] : [],
    notes: [
      ...(known ? [] : ['not compared: GitHub does not say which run and repository the artifact belongs to']),
      ...renamed(asked, repository.full_name),
    ],
  };
}

/** GitHub leads from a repository's old name to the one that it has now. */
export function renamed(asked: string, now: string): string[] {
  return asked.toLowerCase() === now.toLowerCase() ? [] : [`${asked} is called ${now} now`];
}

/** Whoever opens a pull request from a fork decides what its jobs run, the checks and their policy among it. */
function ownCode(
  { repository, run: { head_repository: head } }: RunOrigin,
  { allowFork }: OriginTerms,
): OriginJudgement {
  if (head?.id === repository.id) return nothing;
  const from = head === null ? 'a fork that is gone' : `the fork ${head.full_name}`;
  const what = `ran the code of ${from}: it is not evidence of ${repository.full_name}`;
  if (allowFork) return { ...nothing, notes: [`the run ${what}; it is taken because forks are allowed`] };
  return {
    ...nothing,
    problems: [
      {
        where: 'run',
        what,
        remedy: 'qualify the commit in the repository itself; to look at it all the same, allow forks: --allow-fork',
      },
    ],
  };
}

/** Of a pull request GitHub's API names the head of its branch, and its jobs check out a merge of that which the API does not name. */
function sameCommit({ subject }: Verification, { event, head_sha }: Run): OriginJudgement {
  if (subject === undefined) return nothing;
  const { digest } = subject;
  const spoken = describeDigest(digest);
  const isCommit = 'gitCommit' in digest;
  if (isCommit && digest.gitCommit === head_sha) {
    return { ...nothing, compared: [`the commit is the run's: ${head_sha}`] };
  }
  if (isCommit && event === 'pull_request') {
    const what = `is ${spoken}; the run is of a pull request with the head ${head_sha}, and GitHub's API does not name the merge of that which its jobs saw`;
    const remedy =
      'audit the run of the commit that was merged; the bundle by itself can be verified: assay verify FILE';
    return { ...nothing, doubts: [{ where: 'subject', what, remedy }] };
  }
  const what = `is ${spoken}, and the run is of commit ${head_sha}`;
  return { ...nothing, problems: [{ where: 'subject', what }] };
}

/** The number of a run is unique on a server, whatever the repository is called. */
function sameRun({ statements }: Verification, { id, html_url }: Run): OriginJudgement {
  const [first] = statements;
  if (first === undefined) return nothing;
  const { run: claimed } = first.predicate;
  if (claimed === undefined) {
    const what = `is not there: evidence that a run makes names it, and this may have been made anywhere and kept by run ${id}`;
    const remedy = 'qualify the commit in a run; the bundle by itself can be verified: assay verify FILE';
    return { ...nothing, doubts: [{ where: 'predicate.run', what, remedy }] };
  }
  if (runIn(claimed) === runIn(html_url)) {
    return { ...nothing, compared: ['the evidence names this run'] };
  }
  const what = `names another run than ${id}: ${quote(claimed)}`;
  return { ...nothing, problems: [{ where: 'predicate.run', what }] };
}

/** A certificate says by which run it was given out; that the evidence says it too is only the evidence's word. */
function signedThere({ signature }: Verification, { id, html_url }: Run): OriginJudgement {
  const signer = signature?.signer;
  if (signer?.kind !== 'workflow' || signer.run === undefined) return nothing;
  if (runIn(signer.run) === runIn(html_url)) return { ...nothing, compared: ['the signature was made by this run'] };
  return {
    ...nothing,
    problems: [{ where: 'signature', what: `was made by another run than ${id}: ${quote(signer.run)}` }],
  };
}

/** The server and the number of a run, in its address, which may name one of its attempts. */
function runIn(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const number = /^\/[^/]+\/[^/]+\/actions\/runs\/(\d+)(?:\/attempts\/\d+)?$/.exec(url?.pathname ?? '')?.[1];
  return number === undefined ? address : `${url?.origin} ${number}`;
}

/** A job that fails after the bundle was made (the gate, a toolchain that changed while it ran) leaves no trace in it. */
function endedWell({ conclusion }: Run): OriginJudgement {
  if (conclusion === 'success') return { ...nothing, compared: ['the run ended in success'] };
  const what = `ended in ${quote(conclusion ?? 'nothing')}, not in success`;
  const remedy = 'see which of its jobs failed and why; the bundle by itself can be verified: assay verify FILE';
  return { ...nothing, doubts: [{ where: 'run', what, remedy }] };
}

/** When the latest attempt began: its jobs may be run again long after the run was made. */
function latest({ created_at, run_started_at = created_at }: Run): string {
  return Date.parse(run_started_at) > Date.parse(created_at) ? run_started_at : created_at;
}

function attempts({ run, artifact, passedOver }: RunOrigin): OriginJudgement {
  if (passedOver.length === 0) return nothing;
  const others = passedOver.map(({ id }) => id).join(', ');
  const note = `the run has ${run.run_attempt} attempts, of which the latest counts: artifact ${artifact.id}, not ${others}`;
  return { ...nothing, notes: [note] };
}
