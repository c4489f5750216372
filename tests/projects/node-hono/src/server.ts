import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { onDuty } from './roster.js';

const app = new Hono();
app.get('/health', (context) => context.text('ok'));
app.get('/pilots/:day', (context) => {
  const pilot = onDuty(context.req.param('day'));
  return pilot ? context.json({ pilot }) : context.json({ error: 'no such day' }, 404);
});

serve({ fetch: app.fetch, port: 3100 });
