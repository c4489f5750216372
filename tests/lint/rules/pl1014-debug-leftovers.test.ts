import { expect, it } from 'vitest';
import { debugLeftovers } from '../../../src/lint/rules/pl1014-debug-leftovers.ts';
import { findingsOf, linesOf, testOwnRule } from '../test-rule.ts';

testOwnRule(debugLeftovers, {
  catches: [
    'RUN apk add --no-cache curl vim=9.1-r0 && true',
    'RUN tools="tcpdump jq" && apt-get install -y $tools',
    'FROM a:1 AS base\nRUN dnf -y install \\\n  # to look around\n  net-tools\nFROM base',
    'ENV A=1 DEBUG="*"',
    'env flask_env=x FLASK_ENV=development',
    'ENV NODE_ENV production\nENV NODE_ENV development',
    'ENTRYPOINT node --inspect-brk server.js',
    'CMD ["python", "-m", "debugpy", "--listen", "0.0.0.0:5678", "app.py"]',
    'CMD ["sh", "-c", "exec java -agentlib:jdwp=transport=dt_socket,server=y -jar /a.jar"]',
    'ENV JAVA_TOOL_OPTIONS="-Xmx1g -agentlib:jdwp=transport=dt_socket,address=*:5005"',
    'EXPOSE 8080 9229/tcp',
    'FROM eclipse-temurin:21-jre\nEXPOSE 5005',
    'CMD ["/go/bin/dlv", "exec", "/app"]',
    'RUN <<EOF\napt-get update\napt-get install -y htop\nEOF',
  ],
  allows: [
    'FROM a:1 AS x\nRUN apt-get install -y gdb\nENV NODE_ENV=development\nFROM b:1\nCOPY --from=x a b',
    'RUN apk add --virtual .debug strace && strace ./a && apk del .debug',
    'RUN apt-get install -y curl neovim vimb',
    'FROM a:1 AS dev\nENV NODE_ENV=development\nCMD ["node", "--inspect", "a.js"]',
    'ENV NODE_ENV=development\nENV NODE_ENV=production',
    'ENV DEBUG=false FLASK_DEBUG=0 NODE_ENV=$MODE',
    'ENV DEBUG=express:*',
    'CMD ["node", "--inspect"]\nCMD ["node", "server.js"]',
    'CMD ["node", "server.js", "--inspector=off"]',
    'EXPOSE 5005 92290',
    'ONBUILD RUN apt-get install -y vim',
    'RUN node --inspect build.js',
  ],
  places: [
    ['RUN apt-get install -y a vim-tiny b', 'vim-tiny'],
    ['ENV A=1 NODE_ENV=development', 'NODE_ENV=development'],
    ['CMD ["node", "--inspect=0.0.0.0", "a.js"]', '"--inspect=0.0.0.0"'],
    ['CMD node --inspect a.js', '--inspect'],
  ],
  fixes: [
    ['ENV NODE_ENV=development\nRUN a', 'RUN a'],
    ['RUN a\r\nenv DEBUG \\\r\n  1\r\nUSER x', 'RUN a\r\nUSER x'],
    ['ENV NODE_ENV=development PORT=80', null],
    ['ENV NODE_ENV=development\nRUN echo $NODE_ENV', null],
    ['ENV NODE_ENV=dev\nENV NODE_ENV=development', null],
  ],
});

it('looks at the stage that the target names', () => {
  const text = 'FROM a:1 AS base\nFROM base AS web\nENV NODE_ENV=development\nFROM base\nCMD a';
  expect(linesOf(debugLeftovers, text, { target: 'web' })).toEqual([3]);
  expect(linesOf(debugLeftovers, text)).toEqual([]);
});

it('names what it found', () => {
  const text = 'EXPOSE 9229\nRUN apk add nano\nENV RAILS_ENV=development\nCMD ["dlv", "debug"]';
  expect(findingsOf(debugLeftovers, text).map(({ message }) => message)).toEqual([
    'Port 9229 is that of a debugger',
    'nano is installed into the final image',
    'RAILS_ENV is set for development in the final image',
    'The program starts with a debugger attached',
  ]);
});
