import { WorldError, type WorldErrorKind } from './world.js';

/** A file or folder that could not be looked at. */
export class FileError extends WorldError {
  /** What is said of it, whatever its name: `does not exist`. */
  readonly fault: string;

  /** `shown`: its name in the message, which evidence may hold. */
  constructor(kind: WorldErrorKind, path: string, shown: string, fault: string, options?: { cause?: unknown }) {
    super(kind, path, `${shown} ${fault}`, options);
    this.fault = fault;
  }
}

/** What an error says, for people only: it names the file as they did, where evidence names it as every machine would. */
export function asNamed(named: string, error: WorldError): string {
  return error instanceof FileError ? `${named} ${error.fault}` : `${named}: ${error.message}`;
}
