import { expect, test } from 'vitest';
import { hideInImage } from '../../src/secrets/hide-in-image.ts';
import { historyOf, imageWith } from '../history/support.ts';
import { githubToken } from '../support/image-secrets.ts';

test('a secret is shortened wherever the config and the history say it', async () => {
  const history = historyOf([
    `- ENV A=1 GITHUB_TOKEN=${githubToken}`,
    `|1 T=${githubToken} /bin/sh -c make # é`,
    'RUN /bin/sh -c curl $GITHUB_TOKEN # buildkit',
  ]);
  const image = imageWith(
    [...history, { ...history[2]!, comment: `é ${githubToken}` }],
    {
      env: ['A=1', `GITHUB_TOKEN=${githubToken}`],
      labels: { token: githubToken },
      entrypoint: ['/app', `--token=${githubToken}`],
      cmd: [githubToken],
      healthcheck: ['CMD', 'curl', '-H', `X: ${githubToken}`],
      onBuild: [`RUN echo ${githubToken}`],
    },
    3,
  );
  const hidden = await hideInImage(image, []);
  expect(JSON.stringify(hidden)).not.toContain(githubToken.slice(4, -2));
  expect(hidden.config.env).toEqual(['A=1', 'GITHUB_TOKEN=ghp_…17']);
  expect(hidden.history.map(({ createdBy }) => createdBy)).toEqual([
    '- ENV A=1 GITHUB_TOKEN=ghp_…17'.slice(2),
    '|1 T=ghp_…17 /bin/sh -c make # é',
    'RUN /bin/sh -c curl $GITHUB_TOKEN # buildkit',
    'RUN /bin/sh -c curl $GITHUB_TOKEN # buildkit',
  ]);
  expect(hidden.layers).toBe(image.layers);
});

test('without a secret it is the same', async () => {
  const image = imageWith(historyOf(['RUN make']), { env: ['A=1'] });
  expect(await hideInImage(image, [])).toBe(image);
});
