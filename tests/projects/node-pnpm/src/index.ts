import Fastify from 'fastify';
import { z } from 'zod';

const entry = z.object({ ship: z.string().min(1), knots: z.number().nonnegative() });
const app = Fastify();
const book: z.infer<typeof entry>[] = [];

app.get('/health', async () => ({ status: 'ok' }));
app.post('/entries', async (request, reply) => {
  const parsed = entry.safeParse(request.body);
  if (!parsed.success) return reply.code(400).send({ error: 'a ship and its speed are asked for' });
  book.push(parsed.data);
  return reply.code(201).send({ entries: book.length });
});

await app.listen({ host: '0.0.0.0', port: 7000 });
