/**
 * The part of a stream of bytes that is being read. Bytes before {@link at} are done with and make room for those that come; what is
 * left stays until it can be read whole, however the stream was cut into chunks.
 */
export class ByteWindow {
  /** Only what stands from {@link at} to {@link end} means anything. Another array once more room was needed. */
  bytes: Buffer = Buffer.allocUnsafe(0);
  at = 0;
  end = 0;
  /** How many bytes of the stream came before the first one of {@link bytes}. */
  #before = 0;
  /** Where {@link end} must be before what is left is worth another look. */
  #wanted = 1;

  /** Where {@link at} is in the stream: 0 is its first byte. */
  get offset(): number {
    return this.#before + this.at;
  }

  /** How many bytes of the stream have come. */
  get received(): number {
    return this.#before + this.end;
  }

  /**
   * Takes what comes next of the stream. Says whether as much came as was left of before: only then is it worth another look, so
   * that a long text is not looked at anew for every few bytes of it.
   */
  append(chunk: Uint8Array): boolean {
    if (chunk.length > this.bytes.length - this.end) this.#makeRoom(chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    return this.end >= this.#wanted;
  }

  /** To be called when what is left cannot be read without more. */
  wait(): void {
    this.#wanted = this.end + Math.max(1, this.end - this.at);
  }

  #makeRoom(length: number): void {
    const left = this.end - this.at;
    const target = left + length > this.bytes.length ? Buffer.allocUnsafe(2 * (left + length)) : this.bytes;
    this.bytes.copy(target, 0, this.at, this.end);
    this.#before += this.at;
    this.#wanted -= this.at;
    this.bytes = target;
    this.end = left;
    this.at = 0;
  }
}
