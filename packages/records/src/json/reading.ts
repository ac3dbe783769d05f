import type { JsonReader } from './reader.js';
import { BEGIN_ARRAY, BEGIN_OBJECT, END_ARRAY, END_OBJECT, MORE, TEXT } from './steps.js';

/** Work on a stream that stops (yields) wherever it needs more bytes, and is taken up again when they have come. */
export type Reading<T> = Generator<void, T, void>;

/** The next step. */
export function* nextStep(json: JsonReader): Reading<number> {
  for (;;) {
    const step = json.step();
    if (step !== MORE) return step;
    yield;
  }
}

/** Passes over the next value. */
export function* skipValue(json: JsonReader): Reading<void> {
  const { depth } = json;
  yield* nextStep(json);
  while (!json.finish(depth)) yield;
}

/** The next value, which must be a text. */
export function* readText(json: JsonReader, what: string): Reading<string> {
  if ((yield* nextStep(json)) !== TEXT) throw json.refusal(`${what} is not a text`);
  return json.text();
}

/**
 * The members of an object that has begun. `readMember` reads the value of a key; where it gives `undefined`, the value is passed
 * over. A key that comes twice is refused, because readers differ about which one holds.
 */
export function* readMembers(json: JsonReader, readMember: (key: string) => Reading<void> | undefined): Reading<void> {
  const seen = new Set<string>();
  while ((yield* nextStep(json)) !== END_OBJECT) {
    const key = json.text();
    if (seen.has(key)) throw json.refusal(`"${key}" stands twice in one object`);
    seen.add(key);
    yield* readMember(key) ?? skipValue(json);
  }
}

/** The next value, which must be an object. */
export function* readObject(
  json: JsonReader,
  what: string,
  readMember: (key: string) => Reading<void> | undefined,
): Reading<void> {
  if ((yield* nextStep(json)) !== BEGIN_OBJECT) throw json.refusal(`${what} is not an object`);
  yield* readMembers(json, readMember);
}

/** The next value, which must be a list of objects. `readItem` reads the members of each. */
export function* readObjects(json: JsonReader, what: string, readItem: () => Reading<void>): Reading<void> {
  yield* beginList(json, what);
  for (let step = yield* nextStep(json); step !== END_ARRAY; step = yield* nextStep(json)) {
    if (step !== BEGIN_OBJECT) throw json.refusal(`${what} holds something other than objects`);
    yield* readItem();
  }
}

/** The beginning of the next value, which must be a list. */
export function* beginList(json: JsonReader, what: string): Reading<void> {
  if ((yield* nextStep(json)) !== BEGIN_ARRAY) throw json.refusal(`${what} is not a list`);
}
