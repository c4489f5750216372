import type { Ecosystem } from '../ecosystem.ts';
import { findSigns } from '../ecosystem-signs.ts';
import { goProjectOf, type GoProject } from '../go/go-project.ts';

function notesOf({ isDamaged, isStatic, cgo, isKnown }: GoProject): string[] {
  if (isDamaged) return ['go.mod could not be read: nothing rests on it.'];
  if (cgo !== null)
    return [
      `It is built with CGO: ${cgo}. Such a program needs the C library that it was built with, so its base stays.`,
    ];
  if (isStatic) return ['CGO is off, so that the program needs no C library.'];
  return isKnown
    ? []
    : ['Without go.mod or the image nobody can tell whether it needs CGO, so its stages stay as they are.'];
}

export const go: Ecosystem = {
  id: 'go',
  name: 'Go',
  coverage: 'full',
  find(input) {
    const signs = findSigns(input, {
      bases: ['golang', 'cgr.dev/chainguard/go'],
      commands: ['go'],
      files: ['go.mod', 'go.work'],
      paths: ['/usr/local/go/bin/go'],
    });
    if (signs.length === 0) return null;
    const isWorkspace = input.folder?.has('go.work') === true;
    return { tool: 'Go modules', kind: isWorkspace ? 'workspace' : null, signs, notes: notesOf(goProjectOf(input)) };
  },
};
