import { expect, it } from 'vitest';
import { sourcesLeft } from '../../../src/lint/rules/pl1010-sources-left.ts';
import { findingsOf, linesOf, testOwnRule } from '../test-rule.ts';

testOwnRule(sourcesLeft, {
  catches: [
    'COPY go.mod ./\nCOPY cmd internal ./\nRUN CGO_ENABLED=0 go build -o /app ./cmd && rm -rf cmd',
    'ADD src src\nRUN mvn -B -DskipTests clean package',
    'COPY ["WebApi/", "./"]\nRUN ["dotnet", "publish", "-c", "Release"]',
    'FROM rust:1 AS base\nCOPY . .\nRUN cargo build --release\nFROM base\nCMD ["/app"]',
    'COPY main.c /src/\nRUN <<EOF\nset -e\ngcc -O2 -o /app /src/main.c\nEOF',
    'FROM node:22\nCOPY . .\nRUN npm ci\nRUN npx tsc && npm prune --omit=dev',
    'FROM gradle:8\nCOPY --chown=gradle . .\nRUN ./gradlew \\\n  # no tests\n  :app:bootJar -x test',
    'FROM ubuntu:22.04\nADD ./ /src/\nRUN cd /src && cmake --build . -j 4',
    'FROM python:3.12\nCOPY . .\nRUN pip install -r requirements.txt && go build -o /tool ./tool',
    'COPY . .\nRUN cargo install --path .',
    'FROM php:8.3\nCOPY . .\nRUN npm run build && go build -o /tool ./tool',
  ],
  allows: [
    'FROM a:1 AS build\nCOPY . .\nRUN go build\nFROM b:1\nCOPY --from=build /app /app',
    'RUN --mount=type=bind,target=. go build -o /app',
    'RUN git clone https://example.com/a && cd a && go build',
    'FROM php:8.3\nCOPY . .\nRUN npm ci && npm run build',
    'FROM ubuntu:22.04\nCOPY . .\nRUN npm ci && npm run build\nRUN bundle install',
    'COPY . .\nRUN go install example.com/a@v1 && cargo install ripgrep && mvn --version',
    'COPY . .\nRUN pip install . && python manage.py collectstatic',
    'FROM a:1 AS test\nCOPY . .\nRUN go build ./...',
    'COPY go.mod go.sum ./\nRUN go build std',
    'COPY nginx.conf package.json ./\nRUN npm run build',
    'COPY --from=x /src .\nRUN go build',
    'COPY . .\nRUN make && npm run lint && mvn test && ninja',
    'RUN go build\nCOPY . .',
    'ONBUILD COPY . .\nONBUILD RUN go build',
  ],
  places: [['COPY . .\nRUN cd cmd && go build -v . && strip app', 'go build -v .']],
});

it('names the program and the line of the sources', () => {
  const [finding] = findingsOf(sourcesLeft, 'FROM a:1\nCOPY . .\nRUN ./mvnw package');
  expect(finding?.message).toBe('mvnw builds in the final image, and the sources that line 2 copies stay in it');
});

it('looks at the stage that the target names', () => {
  const text = 'FROM a:1 AS build\nCOPY . .\nRUN go build\nFROM b:1\nCOPY --from=build /app /';
  expect(linesOf(sourcesLeft, text, { target: 'build' })).toEqual([3]);
});
