import { quote, UserError } from '@assay/evidence';

/** Characters that stand for themselves nowhere in a value of XML, or would be changed by reading it. */
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Whatever XML 1.0 has no way to hold: https://www.w3.org/TR/xml/#charsets */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** A text as it stands in XML. Throws UserError for what XML cannot hold. */
export function escapeXml(text: string): string {
  if (unwritable.test(text)) {
    throw new UserError(`${quote(text)} cannot be written in XML, which has no way to hold some of its characters`, {
      remedy: 'give the file or function another name, or write LCOV instead',
    });
  }
  return text.replace(/[&<>"'\t\n\r]/g, (character) => escapes[character] ?? '');
}

/** The attributes of an element, each with a space before it. */
export function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}
