import { errorMessage, quote, type TrustedTime, type WorkflowSigner } from '@assay/evidence';
import { type SignedEntity, type TrustMaterial, toSignedEntity, VerificationError, Verifier } from '@sigstore/verify';
import { type Admission, refused } from '../admission.js';
import { ACCEPTED_KEYS, algorithmOf, kindOf } from '../keys/public-key.js';
import type { Read } from '../read.js';
import type { SignatureFile } from '../signature-file.js';
import type { KnownBundle } from '../statement.js';
import type { Trust, TrustedWorkflow } from '../trust/trust.js';
import { leftOpen, whyOther } from './demands.js';
import { readIdentity, type WorkflowIdentity } from './identity.js';
import { keyOf, readCertificate } from './read.js';

/**
 * Which entry of the trust file admits the workflow that signed by a certificate: one of the entry's trust roots must vouch for certificate,
 * time and log, and the certificate must name the repository and the workflow that the entry names. Neither is enough alone: the trust root
 * vouches for everybody who uses Sigstore, and the name of the workflow that signed is Assay's own, whoever calls it.
 */
export function admitByCertificate(
  { bundle: signed }: SignatureFile,
  der: Buffer,
  { workflows }: Trust,
  bundle: KnownBundle,
): Admission {
  if (workflows.length === 0) {
    return refused(
      'it was made by a workflow, with a certificate of Sigstore, and the trust file has no [[sigstore]]',
      'add one that names the trusted root, the repository and the workflow',
    );
  }
  const looked = attempt(() => ({
    entity: toSignedEntity(signed),
    identity: readIdentity(der),
    key: whyOtherKey(der),
  }));
  if ('fault' in looked) return refused(`its certificate, timestamps or log entries cannot be read: ${looked.fault}`);
  const { entity, identity, key } = looked.value;
  if (key !== undefined) return refused(key);
  const faults = workflows.map((entry) => ({ entry, fault: whyNotAdmitted(entry, entity, identity, bundle) }));
  const admitting = faults.find(({ fault }) => fault === undefined)?.entry;
  if (admitting === undefined) {
    return {
      problems: faults.flatMap(
        ({ entry, fault }) => refused(`${quote(entry.name)} does not admit it: ${fault}`).problems,
      ),
    };
  }
  const { name, at } = admitting;
  return {
    admitted: { admittedBy: { table: 'sigstore', name, at }, signer: signerFrom(identity), time: timeOf(entity) },
    notes: leftOpen(admitting),
  };
}

function whyNotAdmitted(
  entry: TrustedWorkflow,
  entity: SignedEntity,
  identity: WorkflowIdentity,
  bundle: KnownBundle,
): string | undefined {
  const faults = entry.roots.map((root) => whyNotVouched(root, entity));
  if (!faults.includes(undefined)) return [...new Set(faults)].join('; ');
  return whyOther(entry, identity, bundle);
}

/** Why a trust root does not vouch for the signature. What it has, it demands: logs where it lists logs; a time always. */
function whyNotVouched(root: TrustMaterial, entity: SignedEntity): string | undefined {
  const verifier = new Verifier(root, {
    ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
    tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
    timestampThreshold: 1,
  });
  const verified = attempt(() => verifier.verify(entity));
  return 'fault' in verified ? verified.fault : undefined;
}

/** Certificates are given to keys of other kinds as well; what they sign is not verified with a digest that nobody chose. */
function whyOtherKey(der: Buffer): string | undefined {
  const key = keyOf(readCertificate(der));
  if (algorithmOf(key) !== undefined) return undefined;
  return `its certificate is for a key of the kind ${kindOf(key)}; accepted are ${ACCEPTED_KEYS}`;
}

/** An identity that met the demands has these three. */
function signerFrom({
  issuer = '',
  workflow = '',
  repository = '',
  commit,
  ref,
  caller,
  run,
}: WorkflowIdentity): WorkflowSigner {
  const known = Object.entries({ commit, ref, caller, run }).filter(([, value]) => value !== undefined);
  return { kind: 'workflow', issuer, workflow, repository, ...Object.fromEntries(known) };
}

/** The earliest time for which the trust root's clocks vouch. */
function timeOf({ timestamps }: SignedEntity): TrustedTime | null {
  const times = timestamps.flatMap((each) => {
    if (each.$case === 'timestamp-authority')
      return [{ at: each.timestamp.signingTime, by: 'timestamp authority of the trusted root' }];
    const { inclusionPromise, integratedTime } = each.tlogEntry;
    // Without a promise the log does not vouch for the time.
    return inclusionPromise === undefined
      ? []
      : [{ at: new Date(Number(integratedTime) * 1000), by: 'transparency log' }];
  });
  const [first] = times.sort((a, b) => a.at.getTime() - b.at.getTime());
  return first === undefined ? null : { at: first.at.toISOString(), by: first.by };
}

/** What looks at untrusted certificates may throw anything: that is a fault of theirs, and never lets them pass. */
function attempt<T>(look: () => T): Read<T> {
  try {
    return { value: look() };
  } catch (error) {
    return { fault: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof VerificationError && error.cause !== undefined ? `: ${errorMessage(error.cause)}` : '';
  return `${errorMessage(error)}${cause}`;
}
