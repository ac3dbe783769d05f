import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PlayedAuthority, timestampAuthority } from '@assay/signature/testing';
import { onTestFinished } from 'vitest';

/** What the server does wrong: answers 503, what is no timestamp, or an earlier answer again. */
export type Fault = 503 | 'no timestamp' | 'earlier answer';

export interface TimestampServer extends PlayedAuthority {
  url: string;
}

/** A timestamp server on loopback that answers with `openssl ts`, until the test ends. Whoever asks must not block this process. */
export async function timestampServer(fault?: Fault): Promise<TimestampServer> {
  const authority = timestampAuthority();
  let earlier: Buffer | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (fault === 503) return response.writeHead(fault).end();
    if (fault === 'no timestamp') return response.end('<html>');
    const answer =
      fault === 'earlier answer' && earlier !== undefined ? earlier : authority.answer(Buffer.concat(chunks));
    earlier = answer;
    return response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { ...authority, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr` };
}
