// A review that has the folder beside the Dockerfile: its .dockerignore is that of the folder's own audit.
import { describe, expect, it } from 'vitest';
import { auditContext } from '../../src/optimize/ignore-file/audit-context.ts';
import { reviewDockerfile } from '../../src/optimize/review-dockerfile.ts';
import type { DockerfileReview } from '../../src/optimize/review.ts';
import { folderOf, sharedContexts, type GivenFiles } from '../support/build-context.ts';

const dockerfile = 'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm install && npm run build\nCMD ["node", "a.js"]\n';
const files = {
  Dockerfile: dockerfile,
  'package.json': '{"scripts":{"build":"tsc"}}',
  'package-lock.json': '{}',
  'a.ts': 1000,
  '.git/pack': 9_000_000,
  'node_modules/x/i.js': 4_000_000,
};

const reviewOf = (given: GivenFiles, name = 'Dockerfile', off: string[] = []): DockerfileReview =>
  reviewDockerfile({
    fileName: name,
    text: String(given[name]),
    dockerignore: null,
    image: null,
    folder: { context: folderOf(given), dockerignore: null },
    off,
  });

describe('beside a folder', () => {
  it('proposes what the folder sends for nothing, by its figures', () => {
    const review = reviewOf(files);
    const change = review.proposal?.changes.find(({ id }) => id === 'dockerignore');
    expect(review.dockerignore?.split('\n')).toEqual(expect.arrayContaining(['.git', '**/node_modules']));
    expect(change).toMatchObject({ lines: [3], saves: null, on: true });
    expect(change?.evidence).toContain('sends 6 files, 13.0 MB; without .git (9.00 MB), **/node_modules (4.00 MB)');
    expect(review.ignorePath).toBe('.dockerignore');
  });

  it('proposes nothing of a folder that has what it needs', () => {
    const given = { ...files, '.dockerignore': '.git\nnode_modules\nDockerfile\n.dockerignore\n' };
    const review = reviewOf(given);
    expect(review.dockerignore).toBeNull();
    expect(review.proposal?.changes.map(({ id }) => id)).not.toContain('dockerignore');
  });

  it('has no .dockerignore to offer where that change is off', () => {
    expect(reviewOf(files, 'Dockerfile', ['dockerignore']).dockerignore).toBeNull();
  });

  it('adds to the ignore file that is the Dockerfile’s own', () => {
    const review = reviewOf({ ...files, 'Dockerfile.dockerignore': '.git\n', '.dockerignore': 'node_modules\n' });
    expect(review.ignorePath).toBe('Dockerfile.dockerignore');
    expect(review.dockerignore?.startsWith('.git\n')).toBe(true);
    expect(review.dockerignore).toContain('node_modules');
  });

  it('leaves the folder out of account where the Dockerfile names what is not in it', () => {
    const text = 'FROM node:20\nCOPY package.json server.js ./\nCMD ["node", "server.js"]\n';
    const web = { ...files, 'web/Dockerfile': text, 'web/package.json': '{}', 'web/server.js': 10 };
    expect(reviewOf(web, 'web/Dockerfile').dockerignore).toBeNull();
    const whole = 'FROM node:20\nCOPY web/package.json ./\nCMD ["node"]\n';
    expect(reviewOf({ ...web, 'web/Dockerfile': whole }, 'web/Dockerfile').dockerignore).not.toBeNull();
  });
});

const shared = sharedContexts();
describe.skipIf(shared.length === 0)('the fixtures’ folders', () => {
  it.each(shared)('$name: the review and the audit propose the same file', async ({ name, load }) => {
    const { context, dockerfile: text } = await load();
    const folder = { context, dockerignore: null };
    const review = reviewDockerfile({ fileName: 'Dockerfile', text, dockerignore: null, image: null, folder, off: [] });
    const better = review.proposal?.text ?? null;
    const audit = auditContext({ ...folder, dockerfile: { name: 'Dockerfile', text }, better });
    expect(review.dockerignore, name).toBe(audit.proposal?.text ?? null);
  });
});
