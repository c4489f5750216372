import { createServer, type IncomingMessage } from 'node:http';
import { close, listen } from './static-host.ts';

/** A server that is not the page's own. It would take anything from anyone, and writes down what arrives. */
export interface OtherPlace {
  url: string;
  /** Paths that were asked for. */
  received: string[];
  close(): Promise<void>;
}

export async function startOtherPlace(): Promise<OtherPlace> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(pathOf(request));
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', 'text/javascript');
    response.end('export default 1;');
  });
  server.on('upgrade', (request, socket) => {
    received.push(pathOf(request));
    socket.destroy();
  });
  const port = await listen(server);
  return { url: `http://localhost:${port}/`, received, close: () => close(server) };
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.slice(1);
}
