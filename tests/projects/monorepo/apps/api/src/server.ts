import { nextDeparture } from '@ferry/dates';
import Fastify from 'fastify';

const app = Fastify();
app.get('/health', async () => ({ status: 'ok' }));
app.get<{ Querystring: { at?: string } }>('/next', async (request) => ({
  departs: nextDeparture(Number(request.query.at ?? 0)),
}));
await app.listen({ host: '0.0.0.0', port: Number(process.env.PORT ?? 4000) });
