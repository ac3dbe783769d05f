import { ByteWindow } from './window.js';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Bytes of one line: 16 MiB. */
export const LINE_LIMIT = 16 * 1024 * 1024;

/**
 * Calls `onLine` for every line of a stream with the bytes that hold it and where in them it begins and ends, without its newline
 * and a carriage return before that. The bytes are used again for the next line. The last line needs no newline. Calls `onTooLong` in
 * place of going on where a line has more than {@link LINE_LIMIT} bytes.
 */
export async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  onLine: (bytes: Buffer, start: number, end: number) => void,
  onTooLong: () => never,
): Promise<void> {
  const window = new ByteWindow();
  for await (const chunk of chunks) {
    if (!window.append(chunk)) continue;
    takeLines(window, onLine);
    if (window.end - window.at > LINE_LIMIT) onTooLong();
    window.wait();
  }
  takeLines(window, onLine);
  if (window.at < window.end) takeLine(window, window.end, onLine);
}

type OnLine = (bytes: Buffer, start: number, end: number) => void;

function takeLines(window: ByteWindow, onLine: OnLine): void {
  const bytes = window.bytes.subarray(0, window.end);
  for (let newline = bytes.indexOf(NEWLINE, window.at); newline !== -1; newline = bytes.indexOf(NEWLINE, window.at)) {
    takeLine(window, newline, onLine);
    window.at = newline + 1;
  }
}

function takeLine({ bytes, at }: ByteWindow, end: number, onLine: OnLine): void {
  onLine(bytes, at, end > at && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end);
}
