import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import http, { type RequestListener, type Server } from 'node:http';
import https from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ByteStream, openFile } from './byte-stream.js';
import { realNetwork } from './network.js';
import { REFUSAL_LIMIT, RefusedError } from './refusal.js';

const patient = { stallTimeout: 5000 };
const network = realNetwork(new AbortController().signal, [1, 1, 1]);

/** The address of a server on loopback that answers so, until the test ends, and the paths that it was asked for. */
async function serve(answer: RequestListener, server: Server = http.createServer()): Promise<[string, string[]]> {
  const asked: string[] = [];
  server.on('request', (request, response) => {
    asked.push(request.url ?? '');
    return answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return [`${server instanceof https.Server ? 'https' : 'http'}://127.0.0.1:${port}`, asked];
}

async function whole({ body }: ByteStream): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const fetched = async (url: string, options: Parameters<typeof network.open>[1] = patient) =>
  whole(await network.open(url, options));

const failing = (kind: string, message: string) =>
  expect.objectContaining({ name: 'WorldError', kind, message: expect.stringContaining(message) });

describe('the network', () => {
  it('hands out what a server sends, as it is', async () => {
    const bytes = Buffer.alloc(3_000_000, 'abc');
    const [url] = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.writeHead(200, { 'content-length': bytes.length, 'content-encoding': 'gzip' }).end(bytes);
    });
    const stream = await network.open(`${url}/a`, patient);
    expect(stream.length).toBe(bytes.length);
    expect((await whole(stream)).equals(bytes)).toBe(true);
  });

  it('hands out what has no stated length, and nothing', async () => {
    const [url] = await serve(({ url: path }, response) => {
      if (path === '/empty') response.writeHead(200, { 'content-length': 0 }).end();
      else response.writeHead(200).end('abc');
    });
    const stream = await network.open(`${url}/a`, patient);
    expect(stream.length).toBeUndefined();
    expect((await whole(stream)).toString()).toBe('abc');
    expect((await fetched(`${url}/empty`)).length).toBe(0);
  });

  it.each([
    [404, 'not-found', '404 (Not Found)', 1],
    [403, 'unreadable', '403 (Forbidden)', 1],
    [204, 'unreadable', '204 (No Content)', 1],
    [500, 'unreachable', '500 (Internal Server Error)', 4],
    [503, 'unreachable', '503 (Service Unavailable)', 4],
  ] as const)('tells of status %d, tried as often as makes sense', async (status, kind, message, times) => {
    const [url, asked] = await serve((_, response) => response.writeHead(status).end());
    await expect(fetched(`${url}/a`)).rejects.toEqual(failing(kind, message));
    expect(asked).toHaveLength(times);
  });

  it('hands over what the server says where it refuses, the beginning of it', async () => {
    const [url] = await serve(({ url: path }, response) => {
      response.writeHead(403, { 'x-ratelimit-reset': '1795860000', 'set-cookie': ['a=1', 'b=2'] });
      if (path === '/cut') response.write('{"message":', () => setTimeout(() => response.destroy(), 20));
      else response.end(path === '/long' ? Buffer.alloc(1_000_000, 'x') : '{"message":"no"}');
    });
    const refusal = async (path: string) => {
      const error = await fetched(`${url}${path}`).catch((thrown: unknown) => thrown);
      if (!(error instanceof RefusedError)) throw error;
      const { status, headers, body } = error.refusal;
      return { status, reset: headers['x-ratelimit-reset'], cookies: headers['set-cookie'], body: body.toString() };
    };
    const head = { status: 403, reset: '1795860000', cookies: 'a=1,b=2' };
    expect(await refusal('/a')).toEqual({ ...head, body: '{"message":"no"}' });
    expect(await refusal('/cut')).toEqual({ ...head, body: '{"message":' });
    expect((await refusal('/long')).body).toHaveLength(REFUSAL_LIMIT);
  });

  it('sends what it is told to, and credentials to nobody but who was asked', async () => {
    const told: Record<string, string | undefined>[] = [];
    const leads: Record<string, string> = {};
    const answer: RequestListener = ({ headers: { authorization, accept }, url: path = '' }, response) => {
      told.push({ path, authorization, accept });
      const location = leads[path];
      if (location === undefined) response.end();
      else response.writeHead(302, { location }).end();
    };
    const [[api], [storage]] = [await serve(answer), await serve(answer)];
    Object.assign(leads, { '/a': '/b', '/b': `${storage}/c?sig=secret`, '/c?sig=secret': `${api}/d` });
    await fetched(`${api}/a`, { ...patient, headers: { authorization: 'Bearer t', accept: 'x/y' } });
    expect(told).toEqual([
      { path: '/a', authorization: 'Bearer t', accept: 'x/y' },
      { path: '/b', authorization: 'Bearer t', accept: 'x/y' },
      { path: '/c?sig=secret', authorization: undefined, accept: 'x/y' },
      { path: '/d', authorization: undefined, accept: 'x/y' },
    ]);
  });

  it('shows no query of an address, which may be a signature', async () => {
    const [storage] = await serve((_, response) => response.writeHead(403).end());
    const [url] = await serve((_, response) => response.writeHead(302, { location: `${storage}/c?sig=secret` }).end());
    const error = await fetched(`${url}/a`).catch((thrown: unknown) => String(thrown));
    expect(error).toContain(`${storage}/c: the server answers 403`);
    expect(error).not.toContain('secret');
  });

  it('tries again until it works', async () => {
    let times = 0;
    const [url, asked] = await serve((_, response) => {
      times += 1;
      if (times === 1) response.writeHead(502).end();
      else if (times === 2) response.destroy();
      else response.end('there');
    });
    expect((await fetched(`${url}/a`)).toString()).toBe('there');
    expect(asked).toHaveLength(3);
  });

  it('does not begin again what it has begun to hand out', async () => {
    const [url, asked] = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100_000 });
      response.write(Buffer.alloc(50_000), () => response.destroy());
    });
    await expect(fetched(`${url}/a`)).rejects.toEqual(
      failing('unreachable', 'the connection was cut after 50000 bytes'),
    );
    expect(asked).toHaveLength(1);
  });

  it('tells of a server that never answers, or stops, or sends a byte at a time', async () => {
    const [url, asked] = await serve(({ url: path }, response) => {
      if (path === '/never') return;
      response.writeHead(200, { 'content-length': 1000 });
      response.write('half');
      if (path === '/stops') return;
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const options = { stallTimeout: 100 };
    await expect(fetched(`${url}/never`, options)).rejects.toEqual(failing('timed-out', 'sent nothing for 0.1 s'));
    expect(asked).toHaveLength(4);
    for (const path of ['stops', 'drips']) {
      await expect(fetched(`${url}/${path}`, options)).rejects.toEqual(failing('timed-out', 'next to nothing after'));
    }
    expect(asked).toHaveLength(6);
  });

  it('does not take a slow reader for a slow server', async () => {
    const [url] = await serve((_, response) => response.end(Buffer.alloc(300_000)));
    let received = 0;
    for await (const chunk of (await network.open(`${url}/a`, { stallTimeout: 100 })).body) {
      received += chunk.length;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(received).toBe(300_000);
  });

  it('lets a server wait for a slow reader, and takes no more than is asked for', async () => {
    const [url] = await serve((_, response) => response.end(Buffer.alloc(100_000_000)));
    const { body } = await network.open(`${url}/a`, { maxBytes: 1e9 });
    const before = process.memoryUsage();
    for await (const _ of body) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      break;
    }
    const after = process.memoryUsage();
    expect(after.external + after.arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(20_000_000);
  });

  it('refuses what is larger than allowed, stated or not', async () => {
    const [url] = await serve(({ url: path }, response) => {
      if (path === '/stated') response.writeHead(200, { 'content-length': 1001 });
      response.end(Buffer.alloc(1001));
    });
    const options = { maxBytes: 1000 };
    await expect(fetched(`${url}/stated`, options)).rejects.toEqual(failing('too-large', 'more than 1000 bytes'));
    await expect(fetched(`${url}/a`, options)).rejects.toEqual(failing('too-large', 'more than 1000 bytes'));
    expect((await fetched(`${url}/a`, { maxBytes: 1001 })).length).toBe(1001);
  });

  it('follows redirects to an end, and only to HTTP', async () => {
    const [url] = await serve(({ url: path = '' }, response) => {
      const left = Number(path.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
      else if (path === '/file') response.writeHead(301, { location: 'file:///etc/passwd' }).end();
      else if (path === '/nowhere') response.writeHead(301).end();
      else response.end('end');
    });
    expect((await fetched(`${url}/5`)).toString()).toBe('end');
    await expect(fetched(`${url}/6`)).rejects.toEqual(failing('unreadable', 'more than 5 redirects'));
    await expect(fetched(`${url}/file`)).rejects.toEqual(failing('unreadable', 'no HTTP address'));
    await expect(fetched(`${url}/nowhere`)).rejects.toEqual(failing('unreadable', 'no HTTP address'));
  });

  it.each(['ftp://127.0.0.1/a', 'dist/a', ''])('refuses the address %j', async (url) => {
    await expect(network.open(url)).rejects.toEqual(failing('unreadable', 'not the address of a file'));
  });

  it('tells of a closed port and of an answer that is no HTTP, without the password', async () => {
    const [closed] = await serve(() => undefined);
    const garbage = createServer((socket) => socket.end('SSH-2.0\r\n'));
    await new Promise<void>((resolve) => garbage.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void garbage.close());
    const { port } = garbage.address() as AddressInfo;
    await expect(fetched(`http://user:secret@127.0.0.1:${port}/a`)).rejects.toEqual(
      failing('unreachable', `http://127.0.0.1:${port}/a: `),
    );
    const unused = Number(new URL(closed).port) === 1 ? 2 : 1;
    await expect(fetched(`http://127.0.0.1:${unused}/a`)).rejects.toEqual(failing('unreachable', 'connection refused'));
    // No label is empty: no resolver is asked, and the answer is that of a name that nobody has.
    await expect(fetched('http://no..where/a')).rejects.toEqual(
      failing('unreachable', 'http://no..where/a: the name no..where cannot be resolved'),
    );
  });

  it('ends when the user interrupts, before, between tries, and in the middle', async () => {
    const [url] = await serve(({ url: path }, response) => {
      if (path === '/busy') response.writeHead(503).end();
      else response.writeHead(200, { 'content-length': 1000 }).write('half');
    });
    const interruption = new AbortController();
    const interruptible = realNetwork(interruption.signal, [60_000]);
    const stream = await interruptible.open(`${url}/half`);
    const busy = interruptible.open(`${url}/busy`);
    const [reading, waiting] = [whole(stream), busy].map((promise) => promise.catch((error: unknown) => error));
    setTimeout(() => interruption.abort(), 50);
    expect(await reading).toEqual(failing('interrupted', 'was interrupted'));
    expect(await waiting).toEqual(failing('interrupted', 'was interrupted'));
    await expect(interruptible.open(`${url}/half`)).rejects.toEqual(failing('interrupted', 'was interrupted'));
  });

  describe('asked with content', () => {
    const content = { bytes: Buffer.from([0, 1, 255]), type: 'application/x-question' };
    const post = (url: string, options: Parameters<typeof network.post>[2] = patient) =>
      network.post(url, content, options);

    it('hands the content over as it is, and hands out the whole answer', async () => {
      const [url] = await serve(async (request, response) => {
        const received: Buffer[] = [];
        for await (const chunk of request) received.push(chunk);
        const { method, headers } = request;
        expect([method, headers['content-type'], headers['content-length']]).toEqual(['POST', content.type, '3']);
        response.end(Buffer.concat([...received, Buffer.alloc(100_000, 'a')]));
      });
      const answer = Buffer.from(await post(`${url}/a`));
      expect(answer.equals(Buffer.concat([content.bytes, Buffer.alloc(100_000, 'a')]))).toBe(true);
    });

    it.each([
      [404, 'not-found', '404 (Not Found)'],
      [503, 'unreachable', '503 (Service Unavailable)'],
      [302, 'unreadable', '302 (Found)'],
      [307, 'unreadable', '307 (Temporary Redirect)'],
    ] as const)('tells of status %d at once, and follows no redirect', async (status, kind, message) => {
      const [url, asked] = await serve((_, response) => response.writeHead(status, { location: '/elsewhere' }).end());
      await expect(post(`${url}/a`)).rejects.toEqual(failing(kind, message));
      expect(asked).toEqual(['/a']);
    });

    it('tells of an answer that is too large, cut off, or does not come, and asks no second time', async () => {
      const [url, asked] = await serve(({ url: path }, response) => {
        if (path === '/large') response.end(Buffer.alloc(1001));
        if (path === '/cut') response.writeHead(200, { 'content-length': 10 }).write('half', () => response.destroy());
      });
      await expect(post(`${url}/large`, { maxBytes: 1000 })).rejects.toEqual(failing('too-large', 'more than 1000'));
      await expect(post(`${url}/cut`)).rejects.toEqual(failing('unreachable', 'the connection was cut'));
      await expect(post(`${url}/never`, { stallTimeout: 100 })).rejects.toEqual(failing('timed-out', 'sent nothing'));
      await expect(post('ftp://127.0.0.1/a')).rejects.toEqual(failing('unreadable', 'not the address'));
      expect(asked).toEqual(['/large', '/cut', '/never']);
    });

    it('ends when the user interrupts', async () => {
      const [url] = await serve(() => undefined);
      const interruption = new AbortController();
      const asking = realNetwork(interruption.signal).post(`${url}/a`, content);
      setTimeout(() => interruption.abort(), 50);
      await expect(asking).rejects.toEqual(failing('interrupted', 'was interrupted'));
    });
  });

  // Node before 22.19 has no way to add a certificate of one's own; where CI is set, a skipped test fails the run.
  const canCertify = spawnSync('openssl', ['version']).status === 0 && 'setDefaultCACertificates' in tls;
  it.skipIf(!canCertify)('believes no certificate but a known one, and does not go from HTTPS to HTTP', async () => {
    const [plain] = await serve((_, response) => response.end('unprotected'));
    const { key, cert } = selfSigned();
    const answer: RequestListener = ({ url: path }, response) => {
      if (path === '/on') response.writeHead(302, { location: `${plain}/a` }).end();
      else response.end('protected');
    };
    const [url] = await serve(answer, https.createServer({ key, cert }));
    await expect(fetched(`${url}/a`)).rejects.toEqual(failing('unreachable', ''));
    const store = tls as unknown as { setDefaultCACertificates(certificates: readonly string[]): void };
    const known = tls.rootCertificates;
    store.setDefaultCACertificates([cert]);
    onTestFinished(() => store.setDefaultCACertificates(known));
    expect((await fetched(`${url}/a`)).toString()).toBe('protected');
    await expect(fetched(`${url}/on`)).rejects.toEqual(failing('unreadable', 'which is not encrypted'));
  });
});

/** A certificate for this machine's loopback address. */
function selfSigned(): { key: string; cert: string } {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const options = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert];
  execFileSync('openssl', [...options, ...subject], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-network-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('openFile', () => {
  const limit = { maxBytes: 10_000_000 };

  it('reads a file from front to back', async () => {
    const file = join(temporaryFolder(), 'a');
    for (const size of [0, 1, 3_000_000]) {
      writeFileSync(file, Buffer.alloc(size, 'xyz'));
      const stream = await openFile(file, limit);
      expect(stream.length).toBe(size);
      expect((await whole(stream)).equals(Buffer.alloc(size, 'xyz'))).toBe(true);
    }
  });

  it('refuses what is missing, no file, or too large', async () => {
    const folder = temporaryFolder();
    await expect(openFile(join(folder, 'a'), limit)).rejects.toEqual(failing('not-found', 'does not exist'));
    await expect(openFile(folder, limit)).rejects.toEqual(failing('unreadable', 'not a regular file'));
    const large = join(folder, 'large');
    writeFileSync(large, '');
    truncateSync(large, 10_000_001);
    await expect(openFile(large, limit)).rejects.toEqual(failing('too-large', 'more than 10000000 bytes'));
    const stream = await openFile(large, { maxBytes: 1e9 });
    rmSync(large);
    await expect(whole(stream)).rejects.toEqual(failing('not-found', 'does not exist'));
  });
});
