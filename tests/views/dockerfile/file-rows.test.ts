import { describe, expect, it } from 'vitest';
import type { DockerfileSession } from '../../../src/app/dockerfile-session.svelte.ts';
import { lint } from '../../../src/lint/index.ts';
import {
  fileRow,
  matchingFiles,
  ruleRows,
  sortFiles,
  sortRules,
  totals,
  type FileRow,
} from '../../../src/views/dockerfile/file-rows.ts';

async function rowOf(name: string, text: string | null): Promise<FileRow> {
  const audit =
    text === null
      ? null
      : {
          findings: await lint(text),
          secrets: [],
          redactions: [],
          stages: [],
          layerLines: [],
          base: null,
          questions: [],
        };
  return fileRow({ name, audit } as unknown as DockerfileSession);
}

const rows = await Promise.all([
  rowOf('web/Dockerfile', 'FROM debian\nRUN sudo a\nRUN sudo b\n'),
  rowOf('api/Dockerfile', 'FROM debian\nRUN sudo a\nUSER app\n'),
  rowOf('late/Dockerfile', null),
  rowOf('clean/Dockerfile', 'FROM debian:12\nUSER app\n'),
]);
const names = (some: readonly FileRow[]): string => some.map(({ session }) => session.name.split('/')[0]).join(' ');

describe('the table of several Dockerfiles', () => {
  it('counts findings by severity', () => {
    expect(rows[0]?.counts).toMatchObject({ error: 2 });
    expect(rows[2]?.counts).toBeNull();
    expect(totals(rows).error).toBe(3);
  });
  it.each([
    ['WEB', 'web'],
    [' dl3004 ', 'web api'],
    ['DL3006', 'web api'],
    ['', 'web api late clean'],
    ['DL300', ''],
  ])('filtered by %j holds %j', (text, held) => expect(names(matchingFiles(rows, text))).toBe(held));
  it.each([
    ['error', true, 'web api clean late'],
    ['error', false, 'clean api web late'],
    ['name', false, 'api clean web late'],
    ['name', true, 'web clean api late'],
    ['style', true, 'web api clean late'],
  ] as const)('by %s, descending: %s', (column, descending, order) => {
    expect(names(sortFiles(rows, column, descending))).toBe(order);
  });
  it('sums up the rules', () => {
    const sudo = ruleRows(rows).find(({ code }) => code === 'DL3004');
    expect(sudo).toMatchObject({ severity: 'error', findings: 3, files: 2 });
    expect(sudo?.message).not.toBe('');
  });
  it('sorts the rules', () => {
    const all = ruleRows(rows);
    expect(sortRules(all, 'findings', true)[0]?.code).toBe('DL3004');
    expect(sortRules(all, 'code', false).map(({ code }) => code)).toEqual(all.map(({ code }) => code).sort());
  });
});
