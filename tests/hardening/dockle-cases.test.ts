// What our checks say of small images, beside what dockle says of them.
import { describe, expect, test } from 'vitest';
import { harden } from '../../src/hardening/harden.ts';
import { dockleOf, isCollecting, leaveCase } from '../peers/dockle.ts';
import { hardenBlob } from '../support/hardened-image.ts';
import { makeArchive } from '../support/make-archive.ts';
import { disagreements } from './dockle-answers.ts';
import { dockleCases, type DockleCase } from './dockle-cases.ts';
import { caseDifferences, crashesOfDockle, everywhere } from './dockle-differences.ts';

const archiveOf = ({ text, options }: DockleCase): Promise<Blob> => makeArchive(text, options);

if (isCollecting) {
  test.each(dockleCases)('$name is left to be asked about', async (one) => {
    await leaveCase(one, await archiveOf(one));
  });
}

describe.skipIf(isCollecting)('made images', () => {
  test.each(dockleCases)('$name', async (one) => {
    const answer = dockleOf(one);
    const image = await hardenBlob(await archiveOf(one), 'made.tar');
    expect('error' in answer).toBe(crashesOfDockle.includes(one.name));
    if ('error' in answer) {
      expect(harden(image).map(({ verdict }) => verdict.kind)).not.toContain('unknown');
      return;
    }
    const listed = [...everywhere, ...caseDifferences.filter(({ name }) => name === one.name)];
    const found = disagreements(image, answer);
    const codes = found.map((key) => `${key.split(' ', 1)[0]} ${key.split(' ').at(-1)}`);
    expect([...new Set(codes)]).toEqual(listed.map(({ code, ours }) => `${code} ${ours}`).sort());
  });

  test('each has a name of its own, and each difference is one of these', () => {
    const names = new Set(dockleCases.map(({ name }) => name));
    expect(names.size).toBe(dockleCases.length);
    for (const name of [...caseDifferences.map((one) => one.name), ...crashesOfDockle]) expect(names).toContain(name);
  });
});
