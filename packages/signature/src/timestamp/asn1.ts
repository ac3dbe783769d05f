import { ASN1Obj } from '@sigstore/core';

/** What is read of a timestamp or a certificate is not what it should be there. */
export class Asn1Error extends Error {}

/** Reads DER; what it holds, with the parts of what is constructed. Throws {@link Asn1Error}. */
export function readDer(bytes: Uint8Array): ASN1Obj {
  try {
    return ASN1Obj.parseBuffer(Buffer.from(bytes));
  } catch (cause) {
    throw new Asn1Error('is not DER', { cause });
  }
}

/** The part at this position. Throws {@link Asn1Error} where there is none. */
export function part(of: ASN1Obj, index: number, what: string): ASN1Obj {
  const found = of.subs[index];
  if (found === undefined) throw new Asn1Error(`has no ${what}`);
  return found;
}

/** The part with this context-specific tag, where there is one. */
export function tagged(of: ASN1Obj, tag: number): ASN1Obj | undefined {
  return of.subs.find((each) => each.tag.isContextSpecific(tag));
}

/** An object identifier as text: `1.2.840.113549.1.7.2`. Throws {@link Asn1Error}. */
export function oid(of: ASN1Obj): string {
  return converted('an object identifier', () => of.toOID());
}

/** Throws {@link Asn1Error}. */
export function integer(of: ASN1Obj): bigint {
  return converted('a number', () => of.toInteger());
}

/** The bytes of an octet string in one piece, as DER has it. Throws {@link Asn1Error}. */
export function octets(of: ASN1Obj): Buffer {
  if (!of.tag.isOctetString() || of.tag.constructed) throw new Asn1Error('is not made of octets where it should be');
  return of.value;
}

function converted<T>(what: string, convert: () => T): T {
  try {
    return convert();
  } catch (cause) {
    throw new Asn1Error(`has something else where ${what} should be`, { cause });
  }
}

/** An element in DER: its tag, its length, its content. */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

/** The tags of X.690 that are written. */
export const tags = { integer: 0x02, octets: 0x04, null: 0x05, oid: 0x06, boolean: 0x01, sequence: 0x30 } as const;
