import type { Rule } from '../rule.ts';
import { shippedBuild } from '../shipped-build.ts';

export const sourcesLeft: Rule = {
  id: 'PL1010',
  source: 'plimsoll',
  severity: 'info',
  summary: 'The final image is built from sources that stay in it',
  help: 'Sources, compilers and what the build leaves behind often weigh more than the program, and show how it works. Build in an earlier stage, and copy only the result into the last one.',
  noFix: 'Which of the files are the result of the build is for you to know.',
  examples: {
    bad: ['FROM golang:1.22\nCOPY . .\nRUN go build -o /app', 'FROM node:22\nCOPY . .\nRUN npm ci && npm run build'],
    good: [
      'FROM golang:1.22 AS build\nCOPY . .\nRUN go build -o /app\nFROM gcr.io/distroless/static\nCOPY --from=build /app /',
      'FROM python:3.12\nCOPY . .\nRUN pip install -r requirements.txt',
    ],
  },
  check(dockerfile, report, config) {
    const build = shippedBuild(dockerfile, config);
    if (!build) return;
    const { run, command, copy } = build;
    report(run, {
      at: command,
      message: `${command.name} builds in the final image, and the sources that line ${copy.line} copies stay in it`,
    });
  },
};
