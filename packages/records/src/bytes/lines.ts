import { ByteWindow } from './window.js';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Bytes of one line: 16 MiB. */
export const LINE_LIMIT = 16 * 1024 * 1024;

/** Is given each line: bytes, and where in them it begins and ends. */
export interface LineSink {
  /** The line is without its newline and a carriage return before that. Its bytes are used again for other lines. */
  take(bytes: Buffer, start: number, end: number): void;
  /** Is called in place of {@link take} for a line of more than {@link LINE_LIMIT} bytes. */
  refuseLong(): never;
}

/** Gives the lines of a stream to a sink. The last one needs no newline. */
export async function readLines(chunks: AsyncIterable<Uint8Array>, sink: LineSink): Promise<void> {
  const window = new ByteWindow();
  for await (const chunk of chunks) {
    if (!window.append(chunk)) continue;
    takeLines(window, sink);
    window.wait();
  }
  takeLines(window, sink);
  if (window.at < window.end) takeLine(window, window.end, sink);
}

function takeLines(window: ByteWindow, sink: LineSink): void {
  const bytes = window.bytes.subarray(0, window.end);
  for (let newline = newlineIn(bytes, window.at); newline !== -1; newline = newlineIn(bytes, window.at)) {
    takeLine(window, newline, sink);
    window.at = newline + 1;
  }
  if (window.end - window.at > LINE_LIMIT) sink.refuseLong();
}

/** Where the next newline is; -1 where none is. Most lines are shorter than the call of a search for it takes. */
function newlineIn(bytes: Buffer, start: number): number {
  const near = Math.min(start + 24, bytes.length);
  for (let at = start; at < near; at += 1) {
    if (bytes[at] === NEWLINE) return at;
  }
  return bytes.indexOf(NEWLINE, near);
}

function takeLine({ bytes, at }: ByteWindow, end: number, sink: LineSink): void {
  if (end - at > LINE_LIMIT) sink.refuseLong();
  sink.take(bytes, at, end > at && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end);
}
