import type { JsonReader } from './reader.js';
import { nextStep, type Reading, readMembers } from './reading.js';
import { BEGIN_ARRAY, BEGIN_OBJECT, END_ARRAY, FALSE, NUMBER, TEXT, TRUE } from './steps.js';

/** A value of JSON; numbers as {@link JsonReader.number} gives them. */
export type Value = null | boolean | number | string | readonly Value[] | ReadonlyMap<string, Value>;

/** The value that has begun with this step, all of it. For what is small. */
export function* readValue(json: JsonReader, step: number): Reading<Value> {
  if (step === BEGIN_ARRAY) return yield* readArray(json);
  if (step === BEGIN_OBJECT) return yield* readMap(json);
  if (step === NUMBER) return json.number;
  if (step === TEXT) return json.text();
  return step === TRUE ? true : step === FALSE ? false : null;
}

function* readArray(json: JsonReader): Reading<Value[]> {
  const items: Value[] = [];
  for (let step = yield* nextStep(json); step !== END_ARRAY; step = yield* nextStep(json)) {
    items.push(yield* readValue(json, step));
  }
  return items;
}

function* readMap(json: JsonReader): Reading<Map<string, Value>> {
  const members = new Map<string, Value>();
  yield* readMembers(json, function* (key) {
    members.set(key, yield* readValue(json, yield* nextStep(json)));
  });
  return members;
}
