import { cleanInSameRun } from '../../../src/lint/rules/pl1002-clean-in-same-run.ts';
import { testOwnRule } from '../test-rule.ts';

testOwnRule(cleanInSameRun, {
  catches: [
    'RUN apt update\nENV A=1\nRUN make && rm -r /var/lib/apt/lists/*',
    'RUN apk add curl\nRUN rm -rf /var/cache/apk/*',
    'RUN yum install -y a\nRUN yum clean all',
    'RUN dnf -y install a\nRUN dnf clean all',
    'RUN pip install a\nRUN rm -rf /root/.cache',
    'RUN pip install a\nRUN pip cache purge',
    'RUN npm ci\nRUN npm cache clean --force',
    'RUN curl -o /tmp/a.tgz https://example.com/a\nRUN tar xf /tmp/a.tgz && rm /tmp/a.tgz',
    'COPY dist/a.deb /tmp/\nRUN dpkg -i /tmp/a.deb && rm /tmp/a.deb',
    'ADD https://example.com/a /var/tmp/a\nRUN rm -f /var/tmp/a',
    'FROM a:1 AS x\nRUN apt-get update\nRUN rm -rf /var/lib/apt/lists\nFROM x',
    'RUN ["apt-get", "update"]\nRUN ["rm", "-rf", "/var/lib/apt/lists"]',
  ],
  allows: [
    'RUN apt-get update && rm -rf /var/lib/apt/lists/*\nRUN rm -rf /var/lib/apt/lists/*',
    'RUN apt-get update\nRUN apt-get update && rm -rf /var/lib/apt/lists/*',
    'RUN rm -rf /var/lib/apt/lists/*',
    'RUN apk add --no-cache curl\nRUN rm -rf /var/cache/apk/*',
    'RUN pip install --no-cache-dir a\nRUN rm -rf /root/.cache',
    'RUN --mount=type=cache,target=/var/lib/apt apt-get update\nRUN rm -rf /var/lib/apt/lists',
    'FROM a:1 AS x\nRUN apt-get update\nRUN rm -rf /var/lib/apt/lists\nFROM b:1',
    'FROM a:1 AS x\nRUN apt-get update\nFROM b:1\nRUN rm -rf /var/lib/apt/lists',
    'RUN curl -o /tmp/a https://example.com/a && rm /tmp/a\nRUN rm -f /tmp/a',
    'COPY a /tmp/a\nRUN rm /tmp/b',
    'RUN make\nRUN rm -rf /tmp/*',
  ],
  places: [['RUN npm ci\nRUN make && npm cache clean --force', 'npm cache clean --force']],
});
