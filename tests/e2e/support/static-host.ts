import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const dist = join(import.meta.dirname, '../../../dist');

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export interface RecordedRequest {
  method: string;
  url: string;
  bodyBytes: number;
}

export interface StaticHost {
  port: number;
  url: string;
  requests: RecordedRequest[];
  close(): Promise<void>;
}

export interface StaticHostOptions {
  readonly withoutPolicy?: boolean;
  /** A script that every worker that reads or stacks images, looks packages up, or follows what is started, runs first. */
  readonly inWorkers?: string;
  /** Says something to an address that the build does not have. */
  readonly answerTo?: (path: string) => string | Uint8Array | null;
}

/** The build on the plainest static host: files, content types and nothing else, so that only its meta tag holds. */
export async function startStaticHost(options: StaticHostOptions = {}): Promise<StaticHost> {
  const requests: RecordedRequest[] = [];
  const server = createServer((request, response) => {
    const record = { method: request.method ?? '', url: request.url ?? '', bodyBytes: 0 };
    requests.push(record);
    request.on('data', (chunk: Buffer) => (record.bodyBytes += chunk.length));
    answer(request, response, options).catch(() => response.writeHead(404).end());
  });
  const port = await listen(server);
  return { port, url: `http://localhost:${port}/`, requests, close: () => close(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { withoutPolicy, inWorkers, answerTo }: StaticHostOptions,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const said = answerTo?.(pathname) ?? null;
  if (said !== null) return void response.end(said);
  const file = join(dist, normalize(decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
  const { size } = await stat(file);
  response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
  if (withoutPolicy && file.endsWith('.html')) {
    const html = await readFile(file, 'utf8');
    response.end(html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''));
    return;
  }
  if (inWorkers && /(image|stacking|advisories|needs)\.worker-.*\.js$/.test(file)) {
    response.end(`${inWorkers};\n${await readFile(file, 'utf8')}`);
    return;
  }
  response.setHeader('Content-Length', size);
  createReadStream(file).pipe(response);
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return (server.address() as AddressInfo).port;
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
