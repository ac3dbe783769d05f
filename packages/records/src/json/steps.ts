/** What a `JsonReader` comes to, by the byte with which it begins or ends; a key has the colon’s, and `null` its letter n. */
export const BEGIN_ARRAY = 0x5b;
export const END_ARRAY = 0x5d;
export const BEGIN_OBJECT = 0x7b;
export const END_OBJECT = 0x7d;
export const KEY = 0x3a;
export const TEXT = 0x22;
export const NUMBER = 0x30;
export const TRUE = 0x74;
export const FALSE = 0x66;
/** The next of these is not whole in the bytes that came so far. */
export const MORE = 0;
