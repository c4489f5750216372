import { removeAptLists } from '../../../src/lint/rules/dl3009-remove-apt-lists.ts';
import { testRule } from '../test-rule.ts';

testRule(removeAptLists, {
  catches: [
    'RUN apt-get update',
    'RUN apt-get -qq update && apt-get install -y a',
    'RUN apt update',
    'RUN aptitude update',
    'RUN apt-get update && apt-get clean',
    'RUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*',
    'RUN --mount=type=cache,target=/var/cache/apt apt-get update',
    'RUN --mount=type=bind,target=/var/lib/apt apt-get update',
    'ONBUILD RUN apt-get update',
    'FROM a:1\nONBUILD RUN apt-get update\nFROM b:1',
    'FROM a:1 AS x\nRUN apt-get update\nFROM x',
    'RUN apt-get update && rm a*',
  ],
  allows: [
    'RUN apt-get update && rm -rf /var/lib/apt/lists/*',
    'RUN apt-get update && rm /var/lib/apt/lists/* -rf',
    'RUN rm -rf /var/lib/apt/lists/* && apt-get update',
    'RUN apt-get install -y a',
    'RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update',
    'FROM a:1 AS x\nRUN apt-get update\nFROM b:1',
    'RUN sudo apt-get update',
    'RUN sh -c "apt-get update"',
  ],
  places: [['RUN true && apt-get update && x', 'apt-get update']],
  fixes: [
    [
      'RUN apt-get update && apt-get install -y a',
      'RUN apt-get update && apt-get install -y a && rm -rf /var/lib/apt/lists/*',
    ],
    [
      'run apt-get update \\\n  # tools\n  && apt-get install -y \\\n    a',
      'run apt-get update \\\n  # tools\n  && apt-get install -y \\\n    a \\\n  && rm -rf /var/lib/apt/lists/*',
    ],
    [
      'ONBUILD RUN apt-get update && apt-get upgrade -y',
      'ONBUILD RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*',
    ],
    ['RUN apt-get update', null],
    ['RUN apt-get update && apt-get install -y a\nRUN apt-get install -y b', null],
    ['RUN apt-get update; apt-get install -y a', null],
  ],
});
