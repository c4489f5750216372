import { readFileSync } from 'node:fs';
import express from 'express';
import { pino } from 'pino';
import { tideAt } from './tides.js';

const log = pino({ name: 'tide-table-api' });
const settings = JSON.parse(readFileSync('config/settings.json', 'utf8')) as { unit: string };
const port = Number(process.env.PORT ?? 3000);
const app = express();

app.get('/health', (_request, response) => {
  response.json({ status: 'ok', mode: process.env.NODE_ENV ?? 'none' });
});

app.get('/tides/:harbour', (request, response) => {
  const tide = tideAt(request.params.harbour);
  if (tide) response.json({ ...tide, unit: settings.unit });
  else response.status(404).json({ error: 'no such harbour' });
});

const server = app.listen(port, () => log.info({ port }, 'listening'));
process.on('SIGTERM', () => server.close());
