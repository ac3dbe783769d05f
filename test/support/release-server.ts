import { readFile, stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';

/**
 * What a server does wrong: answers 404 or 500; never answers; sends half and then nothing more, or cuts the connection;
 * sends the whole with one bit changed.
 */
export type Fault = 404 | 500 | 'stall' | 'half-stall' | 'cut' | 'flip';

/** Decides what goes wrong with a request: its path, and how many times that path was asked for before. */
export type Faults = (path: string, before: number) => Fault | undefined;

export interface ReleaseServer {
  url: string;
  /** The paths that were asked for, in order. */
  requests: string[];
  close(): Promise<void>;
}

/**
 * Serves a folder on loopback, from this process: whoever asks must not block it (`execFile`, not `execFileSync`). Close it at
 * the end of the test; connections that hang are cut then.
 */
export function serveRelease(folder: string, faults: Faults = () => undefined): Promise<ReleaseServer> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const fault = faults(path, requests.filter((earlier) => earlier === path).length);
    requests.push(path);
    if (typeof fault === 'number') return answer(response, fault);
    if (fault === 'stall') return;
    const file = join(folder, normalize(decodeURIComponent(path)));
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) return answer(response, 404);
    send(response, await readFile(file), fault);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${port}`, requests, close });
    });
  });
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function send(response: ServerResponse, bytes: Buffer, fault: Exclude<Fault, number | 'stall'> | undefined): void {
  const half = bytes.length >> 1;
  response.writeHead(200, { 'content-length': bytes.length });
  if (fault === 'half-stall') response.write(bytes.subarray(0, half));
  else if (fault === 'cut') response.write(bytes.subarray(0, half), () => response.destroy());
  else response.end(fault === 'flip' ? flipped(bytes, half) : bytes);
}

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
