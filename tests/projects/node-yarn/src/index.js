import Koa from 'koa';

const flags = { A: 'Diver down', B: 'Dangerous cargo', O: 'Man overboard' };
const app = new Koa();

app.use((context) => {
  const letter = context.path.slice(1).toUpperCase();
  if (context.path === '/health') context.body = 'ok';
  else if (flags[letter]) context.body = { letter, means: flags[letter] };
  else context.status = 404;
});

app.listen(process.env.PORT || 5000);
