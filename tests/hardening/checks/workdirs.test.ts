import { expect, test } from 'vitest';
import { workdirs } from '../../../src/hardening/checks/workdirs.ts';
import { checkWith, verdictOn } from '../../support/configured-image.ts';

test.each([
  ['DS-0009', ['/bin/sh -c #(nop) WORKDIR app'], '/app', ['0 WORKDIR app is relative.']],
  ['DS-0009', ['WORKDIR /srv', 'WORKDIR "app"'], '/srv/app', ['1 WORKDIR app is relative.']],
  ['DS-0009', [], 'app', ['WORKDIR app is relative.']],
  ['DS-0009', ['WORKDIR /srv/app # buildkit'], '/srv/app', 'passed'],
  ['DS-0009', ['WORKDIR $HOME/app', "WORKDIR '/x'"], '/x', 'passed'],
  ['DS-0009', ['WORKDIR C:\\app'], 'C:\\app', 'passed'],
  ['DS-0009', ['ENV A=1'], '', 'not-applicable'],

  ['DS-0030', ['WORKDIR /proc'], '/proc', ['0 WORKDIR lies in /proc.']],
  ['DS-0030', ['WORKDIR /dev/shm/x', 'WORKDIR /app'], '/app', ['0 WORKDIR lies in /dev.']],
  ['DS-0030', [], '/srv/../boot/', ['WORKDIR lies in /boot.']],
  ['DS-0030', ['WORKDIR /lost+found'], '/', ['0 WORKDIR lies in /lost+found.']],
  ['DS-0030', ['WORKDIR /app'], '/app', 'passed'],
  ['DS-0030', ['WORKDIR /developer', 'WORKDIR /srv/proc'], '/srv/proc', 'passed'],
  ['DS-0030', ['WORKDIR proc'], '/srv/proc', 'passed'],
  ['DS-0030', [], '', 'not-applicable'],
] as const)('%s %j, at last %j', (code, history, workingDir, verdict) => {
  expect(verdictOn(checkWith(code, workdirs), { history, config: { workingDir } })).toEqual(verdict);
});
