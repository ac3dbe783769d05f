import type { Profile } from '../records.js';

/** `2/1 0/2`: the first condition was true twice and false once, the second was false twice. */
export function counts(text: string): Profile {
  return text.split(' ').map((each) => {
    const [whenTrue, whenFalse] = each.split('/').map(Number);
    return { true: whenTrue ?? Number.NaN, false: whenFalse ?? Number.NaN };
  });
}
