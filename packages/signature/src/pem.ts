/** A block of PEM: its label (`PUBLIC KEY`) and its bytes. */
export interface PemBlock {
  label: string;
  der: Buffer;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([A-Za-z0-9+/=\s]*?)-----END \1-----/g;

/** The blocks of a PEM text (RFC 7468), in their order. Words between them, as tools write them there, are passed over. */
export function pemBlocks(text: string): PemBlock[] {
  return [...text.matchAll(BLOCK)].map(([, label = '', body = '']) => ({ label, der: Buffer.from(body, 'base64') }));
}

/** A block in words, by its label: `an "EC PRIVATE KEY"`, `an "RSA PRIVATE KEY"`, `a "CERTIFICATE"`. */
export function labelled({ label }: PemBlock): string {
  return `${/^([AEIOU]|RSA\b)/.test(label) ? 'an' : 'a'} ${JSON.stringify(label)}`;
}

/** Is it PEM itself, and not the name of a file that holds some? */
export function isPem(text: string): boolean {
  return text.includes('-----BEGIN ');
}
