import { keptPackage } from '../kept-packages.ts';
import type { Rule } from '../rule.ts';
import { shippedInstructions } from '../shipped-stages.ts';

const buildTools: ReadonlySet<string> = new Set([
  'autoconf', 'automake', 'binutils', 'build-base', 'build-essential', 'cargo', 'clang', 'cmake', 'cpp', 'dpkg-dev',
  'g++', 'gcc', 'gcc-c++', 'gfortran', 'libtool', 'linux-headers', 'make', 'meson', 'ninja-build', 'pkg-config',
  'pkgconf', 'rustc',
]); // prettier-ignore

const isBuildTool = (name: string): boolean =>
  buildTools.has(name) || /[a-z0-9+]-(?:dev|devel)$/.test(name) || /^(?:gcc|g\+\+|clang)-\d+$/.test(name);

export const noCompilers: Rule = {
  id: 'PL1005',
  source: 'plimsoll',
  severity: 'info',
  summary: 'Build tools are installed into the final image',
  help: 'Compilers and headers weigh hundreds of megabytes and serve an attacker more than the program. Build in an earlier stage and copy the result, or remove them in the same RUN.',
  noFix: 'What the program needs at its start cannot be told from the Dockerfile, so the stages are yours to divide.',
  examples: {
    bad: ['RUN apt-get update && apt-get install -y build-essential', 'RUN apk add --no-cache gcc musl-dev'],
    good: [
      'RUN apk add --no-cache --virtual .build gcc musl-dev && make && apk del .build',
      'FROM debian:12 AS build\nRUN apt-get update && apt-get install -y gcc\nFROM debian:12-slim',
    ],
  },
  check(dockerfile, report, config) {
    for (const run of shippedInstructions(dockerfile, config)) {
      const tool = run.keyword === 'RUN' ? keptPackage(dockerfile, run, isBuildTool) : null;
      if (tool) report(run, { at: tool });
    }
  },
};
