import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * Adds text at the end of a file that exists; never makes one. For the files by which GitHub's runner takes outputs and
 * summaries: it makes them before a step starts, owns them, and keeps what stands in them, so they are not replaced whole.
 * Throws the system's error when the file is missing or cannot be written.
 */
export async function appendToFile(file: string, text: string): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_APPEND);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
