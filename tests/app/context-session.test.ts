import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ContextSession, type Compared } from '../../src/app/context-session.svelte.ts';
import { walkFolder } from '../../src/app/walk-folder.ts';
import type { ContextAudit } from '../../src/build-context/context-audit.ts';
import type { Tasks } from '../../src/workers/protocol.ts';
import { fakeFolder, type FakeFolder } from '../support/fake-entries.ts';

type Input = Tasks['audit-context']['input'];

/** What the worker was asked, and how it answers. */
const worker = vi.hoisted(() => ({
  inputs: [] as Input[],
  audit: (_: Input): Promise<ContextAudit> => Promise.reject(new Error('Nobody said what to answer')),
}));
vi.mock('../../src/workers/pool.ts', () => ({
  pool: {
    run(_: 'audit-context', input: Input) {
      worker.inputs.push(input);
      return worker.audit(input);
    },
  },
}));

const auditOf = ({ context }: Input): ContextAudit =>
  ({ ignored: new Uint8Array(context.tree.parents.length), unused: null }) as unknown as ContextAudit;

/** What waits for the next picture. */
const frames: FrameRequestCallback[] = [];
const paint = (): void => frames.splice(0).forEach((callback) => callback(0));

beforeEach(() => {
  frames.length = 0;
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
  worker.inputs.length = 0;
  worker.audit = (input) => Promise.resolve(auditOf(input));
});

const ignoreInForce = ({ context, dockerignore }: Input): string | null =>
  context.texts.find(({ path }) => path === '.dockerignore')?.text ?? dockerignore;

const held: FakeFolder = { Dockerfile: 'FROM a', '.dockerignore': 'x', 'package.json': '{}', 'a.js': 'one' };
const signal = new AbortController().signal;

async function open(
  compared: Partial<Compared> = {},
  folder = held,
  onEdited = (): void => undefined,
): Promise<{ session: ContextSession; given: Compared }> {
  const given = { dockerfile: { name: 'Dockerfile', text: 'FROM a' }, better: null, dockerignore: null, ...compared };
  const names = await walkFolder(fakeFolder('project', folder), { signal });
  return {
    session: new ContextSession(names, {
      compared: () => given,
      onKnown: () => undefined,
      onEdited,
      signal,
    }),
    given,
  };
}
const untilQuiet = (session: ContextSession): Promise<void> => vi.waitFor(() => expect(session.busy).toBe(false));

describe('a folder to build from', () => {
  it('has its names at once, sizes and manifests when they are read', async () => {
    const { session } = await open();
    expect(session.context.tree.sizes.filter(Number.isNaN)).toHaveLength(4);
    expect(session.progress).toEqual({ phase: 'sizing', names: 4, files: 4, sized: 0, bytes: 0 });
    await session.read();
    await untilQuiet(session);
    expect(session.progress).toEqual({ phase: 'done', names: 4, files: 4, sized: 4, bytes: 12 });
    expect(session.context.tree.sizes.filter(Number.isNaN)).toHaveLength(0);
    expect(session.context.texts.map(({ path }) => path).sort()).toEqual([
      '.dockerignore',
      'Dockerfile',
      'package.json',
    ]);
    expect(session.audit).not.toBeNull();
    const last = worker.inputs.at(-1);
    expect(last).toMatchObject({ fileName: 'project', dockerfile: { name: 'Dockerfile', text: 'FROM a' } });
    expect(last?.context.tree.sizes.filter(Number.isNaN)).toHaveLength(0);
  });

  it('is audited one time after the other, and what changes meanwhile is in the next', async () => {
    const { session, given } = await open();
    await session.read();
    await untilQuiet(session);
    worker.inputs.length = 0;
    let [underWay, most] = [0, 0];
    worker.audit = async (input) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay--;
      return auditOf(input);
    };
    for (const text of ['FROM b', 'FROM c', 'FROM d']) {
      Object.assign(given, { dockerfile: { name: 'Dockerfile', text } });
      session.comparedAnew();
    }
    await untilQuiet(session);
    expect(most).toBe(1);
    expect(worker.inputs.map(({ dockerfile }) => dockerfile?.text)).toEqual(['FROM b', 'FROM d']);
  });

  it('is audited with other patterns, until another file of them is dropped', async () => {
    const { session, given } = await open();
    await session.read();
    session.editIgnore('y');
    await untilQuiet(session);
    expect([session.ignoreText, session.ignoreFile?.text]).toEqual(['y', 'x']);
    expect(ignoreInForce(worker.inputs.at(-1)!)).toBe('y');
    Object.assign(given, { dockerfile: { name: 'Dockerfile', text: 'FROM b' } });
    session.comparedAnew();
    await untilQuiet(session);
    expect(ignoreInForce(worker.inputs.at(-1)!)).toBe('y');
    Object.assign(given, { dockerignore: { name: '.dockerignore', text: 'z' } });
    session.comparedAnew();
    await untilQuiet(session);
    expect(ignoreInForce(worker.inputs.at(-1)!)).toBe('z');
  });

  it('tells of an edit once its figures are painted, of several at once', async () => {
    const told = vi.fn();
    const { session } = await open({}, held, told);
    await session.read();
    await untilQuiet(session);
    const asked = worker.inputs.length;
    session.editIgnore('y');
    await vi.waitFor(() => expect(frames).toHaveLength(1));
    expect([told.mock.calls.length, session.busy, worker.inputs.length - asked]).toEqual([0, true, 1]);
    session.editIgnore('z');
    await vi.waitFor(() => expect(frames).toHaveLength(2));
    expect(told).not.toHaveBeenCalled();
    paint();
    await untilQuiet(session);
    expect([told.mock.calls.length, worker.inputs.length - asked]).toEqual([1, 2]);
  });

  it('of which no picture is painted tells of an edit all the same', async () => {
    const told = vi.fn();
    const { session } = await open({}, held, told);
    await session.read();
    session.editIgnore('y');
    await untilQuiet(session);
    expect(told).toHaveBeenCalledOnce();
  });

  it('that has no ignore file is audited with patterns all the same', async () => {
    const { session } = await open({}, { 'a.js': 1 });
    await session.read();
    await untilQuiet(session);
    expect(ignoreInForce(worker.inputs.at(-1)!)).toBeNull();
    session.editIgnore('a*');
    await untilQuiet(session);
    expect(ignoreInForce(worker.inputs.at(-1)!)).toBe('a*');
  });

  it('stays as it is where the audit fails, and says why', async () => {
    worker.audit = () => Promise.reject(new Error('broken'));
    const { session } = await open();
    await session.read();
    await untilQuiet(session);
    expect([session.audit, session.fault?.kind, session.progress.phase]).toEqual([null, 'unexpected', 'done']);
  });

  it('is told as cancelled, with what is known', async () => {
    const { session } = await open();
    session.cancel();
    await session.read();
    await untilQuiet(session);
    expect(session.progress).toMatchObject({ phase: 'cancelled', sized: 0 });
    expect(session.audit).not.toBeNull();
  });

  it('is not audited any more when it is closed', async () => {
    const { session } = await open();
    session.close();
    await session.read();
    session.editIgnore('y');
    expect([worker.inputs.length, session.busy]).toEqual([0, false]);
  });

  it('says what the browser does not show', async () => {
    const { session } = await open(
      {},
      { '': 1, locked: new DOMException('No permission', 'NotReadableError'), 'a.js': 1 },
    );
    expect(session.notes).toMatchObject([
      expect.stringContaining('could not list locked (No permission)'),
      expect.stringContaining('One file or folder has a name that is not UTF-8'),
      expect.stringContaining('neither symbolic links nor permissions'),
    ]);
  });
});
