import { describe, expect, it } from 'vitest';
import { howToEnd } from '../../src/secrets/how-to-end.ts';
import { placesIn } from '../support/dockerfile-secrets.ts';
import { githubToken, secretsOf } from '../support/image-secrets.ts';
import { makeArchive } from '../support/make-archive.ts';

const rotate = 'Revoke it.';
const last = 'Build the image anew, and delete the old ones from the registry: their layers go on giving it out.';
const file = (path: string): string => `${path}  ${JSON.stringify(`TOKEN=${githubToken}\n`)}`;

/** What is said between the first step and the last one, each with its code. */
async function steps(text: string, config = {}, baseLayers = 0): Promise<string[]> {
  const { image, found } = await secretsOf(await makeArchive(text, { layout: 'docker25', config }), 'a.tar');
  expect(found.secrets).toHaveLength(1);
  const all = howToEnd(found.secrets[0]!, { image, baseLayers, rotate });
  expect(all[0]).toEqual({ text: rotate });
  expect(all.at(-1)).toEqual({ text: last });
  return all.slice(1, -1).map(({ text: said, code }) => (code === undefined ? said : `${said} «${code}»`));
}

const ignore = 'Keep it out of the build context: a line in .dockerignore.';
const mount = 'Mount it for the command that needs it: what is mounted as a secret is stored in no layer.';

describe('how a secret is ended', () => {
  it('a copied file is ignored, or mounted', async () => {
    expect(await steps(`layer  COPY . . # buildkit\n${file('app/.env')}`)).toEqual([
      `${ignore} «**/.env»`,
      `${mount} «RUN --mount=type=secret,id=env,target=/app/.env …»`,
    ]);
  });

  it('what a later layer takes away is still to be ended where it came in', async () => {
    const text = `layer  ADD . /app\n${file('app/.npmrc')}\nlayer  RUN rm /app/.npmrc\napp/.wh..npmrc`;
    expect(await steps(text)).toEqual([
      'A later layer that deletes or overwrites it only hides it: it has to stay out of layer 0.',
      `${ignore} «**/.npmrc»`,
      `${mount} «RUN --mount=type=secret,id=npmrc,target=/app/.npmrc …»`,
    ]);
  });

  it('what is said of several places is said once', async () => {
    const text = `layer  COPY . .\n${file('app/.env')}\nlayer  RUN cp a b\n${file('b/.env')}\nlayer  RUN rm -r /app /b\n.wh.app\n.wh.b`;
    expect(await steps(text)).toEqual([
      'A later layer that deletes or overwrites it only hides it: it has to stay out of layers 0, 1.',
      `${ignore} «**/.env»`,
      `${mount} «RUN --mount=type=secret,id=env,target=/app/.env …\nRUN --mount=type=secret,id=env,target=/b/.env …»`,
    ]);
  });

  it('of a repository the whole folder is left out', async () => {
    expect(await steps(`layer  COPY . .\n${file('app/.git/config')}`)).toEqual([`${ignore} «**/.git»`]);
  });

  it('an object of git is mounted for no command', async () => {
    const object = file('app/.git/objects/28/a15403fe4dc59378eaf6a84414aa5766a71609');
    expect(await steps(`layer  RUN /bin/sh -c chown -R 1 /app # buildkit\n${object}`)).toEqual([]);
  });

  it.each(['app/Dockerfile', 'app/Dockerfile.dev', 'web.Dockerfile'])('%s is mounted for no command', async (path) => {
    const name = path.replace(/.*\//, '');
    expect(await steps(`layer  COPY . . # buildkit\n${file(path)}`)).toEqual([`${ignore} «**/${name}»`]);
    expect(await steps(`layer  RUN /bin/sh -c chown -R 1 /app # buildkit\n${file(path)}`)).toEqual([]);
  });

  it('what a command writes is mounted for it', async () => {
    expect(await steps(`layer  RUN /bin/sh -c make login # buildkit\n${file('root/.netrc')}`)).toEqual([
      `${mount} «RUN --mount=type=secret,id=netrc,target=/root/.netrc …»`,
    ]);
  });

  it('a name that means something else in those files is in no code', async () => {
    expect(await steps(`layer  COPY . .\n${file('app/a b*')}`)).toEqual([ignore, mount]);
  });

  it('the base image is left for another', async () => {
    expect(await steps(`layer  ADD rootfs.tar /\n${file('etc/token')}`, {}, 1)).toEqual([
      'Layer 0 is the base image’s: build on one without it, and tell those who make this one.',
    ]);
  });

  it('a variable in config and history is told once', async () => {
    const text = `layer  COPY a a\na  1\nempty  ENV GH_TOKEN=${githubToken}`;
    expect(await steps(text, { Env: [`GH_TOKEN=${githubToken}`] })).toEqual([
      'Take it out of ENV, and hand it to the container when it starts. «docker run --env GH_TOKEN …»',
      `${mount} «RUN --mount=type=secret,id=gh_token,env=GH_TOKEN …»`,
    ]);
  });

  it.each([
    [`layer  RUN |1 NPM_TOKEN=${githubToken} /bin/sh -c npm ci # buildkit`, 'npm_token', 'NPM_TOKEN'],
    [`layer  |1 NPM_TOKEN=${githubToken} /bin/sh -c npm ci`, 'npm_token', 'NPM_TOKEN'],
    [`layer  RUN /bin/sh -c curl -u x:${githubToken} https://example.com`, 'token', 'TOKEN'],
  ])('in the history, by %s', async (text, id, name) => {
    expect(await steps(text)).toEqual([
      'Hand it over as a build secret: commands and build arguments stay in the history. ' +
        `«RUN --mount=type=secret,id=${id},env=${name} …\ndocker build --secret id=${id},env=${name} .»`,
    ]);
  });

  it('a label and a command', async () => {
    const text = 'layer  COPY a a\na  1';
    expect(await steps(text, { Labels: { build: githubToken } })).toEqual([
      'Take the label build out: labels are there to be read.',
    ]);
    expect(await steps(text, { Cmd: ['serve', githubToken] })).toEqual([
      'Take it out of the command: let the program read it from its environment or from a mounted file.',
    ]);
  });
});

describe('how one in a Dockerfile is ended', () => {
  const clean =
    'Clean the repository’s history of it, too: write it on a line of a file outside of it. Clones and forks that others have keep it. «git filter-repo --replace-text ../secrets.txt»';
  const hand = 'Hand it over as a build secret: commands and build arguments stay in the history.';
  const build = (id: string, name: string): string =>
    `${hand} «RUN --mount=type=secret,id=${id},env=${name} …\ndocker build --secret id=${id},env=${name} .»`;
  const env = [
    'Take it out of ENV, and hand it to the container when it starts. «docker run --env GH_TOKEN …»',
    `${mount} «RUN --mount=type=secret,id=gh_token,env=GH_TOKEN …»`,
  ];
  const command = 'Take it out of the command: let the program read it from its environment or from a mounted file.';

  async function saidOf(text: string): Promise<string[]> {
    const places = await placesIn(`FROM a:1\n${text.replaceAll('$', () => githubToken)}\n`);
    const secret = { detector: 'github-token', severity: 'error', excerpt: '', hash: '', places } as const;
    const all = howToEnd(secret, { image: null, baseLayers: 0, rotate });
    expect(all[0]).toEqual({ text: rotate });
    return all.slice(1).map(({ text: said, code }) => (code === undefined ? said : `${said} «${code}»`));
  }

  it.each([
    ['ENV GH_TOKEN=$', [...env, clean, last]],
    ['ARG GH_TOKEN=$', [build('gh_token', 'GH_TOKEN'), clean, last]],
    ['RUN curl -u x:$ https://example.com', [build('token', 'TOKEN'), clean, last]],
    ['LABEL a.b=$', ['Take the label a.b out: labels are there to be read.', clean, last]],
    ['CMD ["a", "$"]', [command, clean, last]],
    ['COPY <<EOF /root/.netrc\npassword $\nEOF', [mount, clean, last]],
    ['ENV GH_TOKEN=$\nONBUILD ENV GH_TOKEN=$', [...env, clean, last]],
  ])('%s', async (text, steps) => expect(await saidOf(text)).toEqual(steps));

  it('what is in a comment is in no image', async () => {
    expect(await saidOf('# $')).toEqual(['Take it out of the comment.', clean]);
  });
});
