import { readFileSync } from 'node:fs';
import express from 'express';
import { render } from './dist/server/entry-server.js';

const page = readFileSync(new URL('./dist/client/index.html', import.meta.url), 'utf8');
const app = express();

app.get('/health', (_request, response) => response.send('ok'));
app.get('/', (_request, response) => response.type('html').send(page.replace('<!--page-->', render())));
app.use(express.static(new URL('./dist/client', import.meta.url).pathname));

app.listen(6100, () => console.log('ferry times on 6100'));
