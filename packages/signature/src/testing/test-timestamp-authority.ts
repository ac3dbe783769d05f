import { createPublicKey, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  authority,
  type CertificateParts,
  certificate,
  extendedKeyUsage,
  type Holder,
  keyIdentifiers,
  keyUsage,
  newKey,
  pem,
} from './certificate.js';
import { folderOf, openssl } from './test-openssl.js';

/** A timestamp authority that the tests play, with `openssl ts`. */
export interface PlayedAuthority {
  /** The certificate that an assessor would trust, in PEM. */
  root: string;
  /** Its own certificate, in PEM. */
  own: string;
  /** The answer to a request, in DER. */
  answer(request: Uint8Array): Buffer;
}

export interface AuthorityOptions {
  /** The certificate above its own. Default: a new root. */
  issuer?: Holder;
  key?: KeyObject;
  /** What differs in its certificate. */
  certificate?: Partial<CertificateParts>;
  /** Lines of the configuration that differ: https://docs.openssl.org/3.0/man1/openssl-ts/#configuration-file-options */
  configuration?: Readonly<Record<string, string>>;
  /** Certificates that it sends along. Default: the issuer's. */
  along?: readonly Buffer[];
}

export const TIMESTAMPING = '1.3.6.1.5.5.7.3.8';

export function timestampAuthority(options: AuthorityOptions = {}): PlayedAuthority {
  const { issuer = authority('Root of Clocks'), key = newKey(), along = [issuer.certificate] } = options;
  const own = certificate({
    ...{ name: 'Clock', publicKey: createPublicKey(key), issuer },
    ...{ from: new Date('2020-01-01T00:00:00Z'), until: new Date('2049-12-31T23:59:59Z') },
    extensions: [keyUsage('signer'), extendedKeyUsage([TIMESTAMPING]), ...keyIdentifiers(key, issuer.privateKey)],
    ...options.certificate,
  });
  const place = folderOf({
    ...{ 'own.pem': pem(own), 'key.pem': key.export({ format: 'pem', type: 'pkcs8' }) },
    ...{ 'along.pem': along.map((each) => pem(each)).join(''), serial: '01\n' },
    'ts.cnf': configurationText(options.configuration),
  });
  return {
    root: pem(issuer.certificate),
    own: pem(own),
    answer(request) {
      writeFileSync(join(place, 'request.tsq'), request);
      return openssl(['ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'request.tsq'], undefined, place);
    },
  };
}

function configurationText(changes: AuthorityOptions['configuration'] = {}): string {
  const settings = {
    ...{ serial: 'serial', signer_cert: 'own.pem', signer_key: 'key.pem', certs: 'along.pem' },
    ...{ default_policy: '1.2.3.4.1', digests: 'sha256, sha384, sha512', signer_digest: 'sha256' },
    ...{ accuracy: 'secs:1', ordering: 'no', tsa_name: 'yes', ess_cert_id_chain: 'no', ess_cert_id_alg: 'sha256' },
    ...changes,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  return `[tsa]\ndefault_tsa = clock\n[clock]\n${lines.join('')}`;
}
