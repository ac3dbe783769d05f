import type { X509Certificate } from '@sigstore/core';
import { readCertificate } from './read.js';

/**
 * What a certificate of Sigstore's says of a workflow: https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md. The repository and what
 * follows are those in which the run was started: of a reusable workflow the caller's, while `workflow` is the one that was called.
 */
export interface WorkflowIdentity {
  workflow: string | undefined;
  issuer: string | undefined;
  repository: string | undefined;
  repositoryId: string | undefined;
  commit: string | undefined;
  ref: string | undefined;
  caller: string | undefined;
  run: string | undefined;
}

const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const URI = 6;
const FULCIO = '1.3.6.1.4.1.57264.1';
const UTF8_STRING = 0x0c;

/**
 * Reads it from a certificate that was verified. An extension that stands there twice, or that is not the text it should be, says nothing: so a
 * demand on it is not met.
 */
export function readIdentity(der: Buffer): WorkflowIdentity {
  const certificate = readCertificate(der);
  const text = (number: number) => textOf(certificate, `${FULCIO}.${number}`);
  return {
    workflow: onlyUri(certificate),
    issuer: text(8),
    repository: text(12),
    repositoryId: text(15),
    commit: text(13),
    ref: text(14),
    caller: text(18),
    run: text(21),
  };
}

function extensionOf(certificate: X509Certificate, name: string) {
  const found = certificate.extensions.filter(({ subs }) => subs[0]?.toOID() === name);
  return found.length === 1 ? certificate.extension(name)?.valueObj.subs : undefined;
}

function textOf(certificate: X509Certificate, name: string): string | undefined {
  const [value, ...more] = extensionOf(certificate, name) ?? [];
  if (value === undefined || more.length > 0 || value.tag.toDER() !== UTF8_STRING) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value.value);
  } catch {
    return undefined;
  }
}

/** The one name of the certificate, which is an address. Bytes beyond ASCII belong in none. */
function onlyUri(certificate: X509Certificate): string | undefined {
  const [names] = extensionOf(certificate, SUBJECT_ALTERNATIVE_NAME) ?? [];
  const [name, ...more] = names?.subs ?? [];
  if (name === undefined || more.length > 0 || !name.tag.isContextSpecific(URI)) return undefined;
  return name.value.every((byte) => byte > 0x20 && byte < 0x7f) ? name.value.toString('latin1') : undefined;
}
