import { ByteWindow } from '../bytes/window.js';
import { JsonReader, type Refusal } from './reader.js';
import type { Reading } from './reading.js';

/**
 * Reads a JSON document as it comes. `read` reads the one value that it is. Throws what `refusal` makes where it is not JSON, ends too
 * early, or goes on behind its value.
 */
export async function readJson(
  chunks: AsyncIterable<Uint8Array>,
  refusal: Refusal,
  read: (json: JsonReader) => Reading<void>,
): Promise<void> {
  const window = new ByteWindow();
  const json = new JsonReader(window, refusal);
  const reading = readAll(json, read);
  reading.next();
  for await (const chunk of chunks) {
    if (window.append(chunk)) reading.next();
  }
  reading.next();
  if (!json.isDone) throw refusal('the file is cut short: its JSON does not end', window.received);
}

function* readAll(json: JsonReader, read: (json: JsonReader) => Reading<void>): Reading<never> {
  yield* read(json);
  for (;;) {
    // Throws where there is anything but white space.
    json.step();
    yield;
  }
}
