import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { elfBytes } from '../../support/elf-bytes.ts';
import { reachImage, told } from '../support.ts';

const program = elfBytes();
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const jar = (manifest = 'Manifest-Version: 1.0\r\n', files: Record<string, Uint8Array> = {}): Uint8Array =>
  zipSync({ ...files, 'META-INF/MANIFEST.MF': text(`${manifest}\r\n`) });

/** A runtime as Debian has it; `link`: bin/java by way of /usr/bin. */
const home = 'usr/lib/jvm/java-17';
const runtime = {
  [`${home}/bin/java`]: program,
  [`${home}/bin/keytool`]: program,
  [`${home}/lib/modules`]: '1',
  [`${home}/lib/server/libjvm.so`]: program,
  [`${home}/lib/ct.sym`]: '1',
  [`${home}/lib/src.zip`]: '1',
  [`${home}/legal/java.base/LICENSE`]: '1',
  [`${home}/man/man1/java.1`]: '1',
  [`${home}/include/jni.h`]: '1',
  [`${home}/jmods/java.base.jmod`]: '1',
  'etc/java-17/security/java.security': '1',
};
const links = `  usr/bin/java -> ../lib/jvm/java-17/bin/java\n  ${home}/conf/security -> /etc/java-17/security`;

/** By path, without the runtime: its state. */
async function states(
  config: Record<string, unknown>,
  files: Record<string, string | Uint8Array>,
): Promise<{ found: Record<string, string>; notes: readonly string[] }> {
  const image = await reachImage(links, config, { ...runtime, ...files });
  const found = Object.entries(told(image)).filter(([path]) => path.slice(1) in files);
  return {
    found: Object.fromEntries(found.map(([path, what]) => [path, what.split(' by ')[0]!])),
    notes: image.reach.notes,
  };
}

test('the runtime around bin/java, without what only compilers and people read', async () => {
  const image = await reachImage(links, { Cmd: ['java', '-jar', '/app.jar'] }, { ...runtime, 'app.jar': jar() });
  const all = told(image);
  const needed = Object.keys(all).filter((path) => all[path]!.startsWith('needed') && path.includes('java'));
  expect(needed.sort()).toEqual([
    '/etc/java-17/security/java.security',
    '/usr/bin/java',
    `/${home}/bin/java`,
    `/${home}/conf/security`,
    `/${home}/lib/modules`,
    `/${home}/lib/server/libjvm.so`,
  ]);
  expect(all['/app.jar']).toBe(`needed by /${home}/bin/java: runs /app.jar`);
  expect(all[`/${home}/bin/keytool`]).toBe('not reached');
});

test.each([
  [
    'folders whole, archives, and all archives of a folder',
    ['java', '-cp', '/c:/a.jar:/lib/*', 'x.Main'],
    {},
    '/c/x/Main.class /c/m.txt /a.jar /lib/b.jar /lib/c.jar',
  ],
  ['--class-path', ['java', '--class-path=/a.jar', 'x.Main'], {}, '/a.jar'],
  ['the working directory', ['java', 'x.Main'], { WorkingDir: '/c' }, '/c/x/Main.class /c/m.txt'],
  ['CLASSPATH', ['java', 'x.Main'], { Env: ['PATH=/usr/bin', 'CLASSPATH=/a.jar'] }, '/a.jar'],
  ['modules', ['java', '-p', '/mods:/a.jar', '-m', 'x/x.Main'], {}, '/mods/x.jar /mods/y/module-info.class /a.jar'],
  [
    'agents and classes in front',
    ['java', '-javaagent:/a.jar=x=/y', '-Xbootclasspath/a:/lib/b.jar', '-cp', '/lib/c.jar', 'M'],
    {},
    '/a.jar /lib/b.jar /lib/c.jar',
  ],
  [
    'options in variables',
    ['java', '-cp', '/lib/b.jar', 'M'],
    { Env: ['PATH=/usr/bin', 'JAVA_TOOL_OPTIONS=-Dx=1 "-javaagent:/a.jar"'] },
    '/a.jar /lib/b.jar',
  ],
  ['a file of arguments', ['java', '@/args', 'M'], {}, '/args /a.jar'],
  ['from a script', ['sh', '-c', 'export CLASSPATH=/a.jar; exec java -Xmx1g $OPTS M "$@"'], {}, '/a.jar'],
  ['relative to where a script goes', ['sh', '-c', 'cd /lib && java -jar b.jar'], {}, '/lib/b.jar'],
])('%s', async (_, cmd, config, wanted) => {
  const { found } = await states(
    { Cmd: cmd, ...config },
    {
      'bin/sh': program,
      'c/x/Main.class': '1',
      'c/m.txt': '1',
      'a.jar': jar(),
      'lib/b.jar': jar(),
      'lib/c.jar': jar(),
      'mods/x.jar': jar(),
      'mods/y/module-info.class': '1',
      args: '# these\n-cp "/a.jar"\n',
    },
  );
  const needed = Object.keys(found).filter((path) => found[path] === 'needed' && path !== '/bin/sh');
  expect(needed.sort()).toEqual(wanted.split(' ').sort());
});

test('archives that an archive names, from its folder, over several lines and as addresses', async () => {
  const names = 'lib/one.jar lib/two%20b.jar ../shared/ file:/opt/three.jar http://host/no.jar lib/none.jar';
  const manifest = `Manifest-Version: 1.0\r\nClass-Path: ${names.slice(0, 40)}\r\n ${names.slice(40)}\r\n`;
  const { found } = await states(
    { Cmd: ['java', '-jar', '/opt/app/app.jar'] },
    {
      'opt/app/app.jar': jar(manifest),
      'opt/app/lib/one.jar': jar('Class-Path: deep.jar\r\n'),
      'opt/app/lib/deep.jar': jar(),
      'opt/app/lib/two b.jar': jar(),
      'opt/app/lib/other.jar': jar(),
      'opt/shared/x.class': '1',
      'opt/three.jar': jar(),
      'opt/four.jar': jar(),
    },
  );
  expect(found).toEqual({
    '/opt/app/app.jar': 'needed',
    '/opt/app/lib/one.jar': 'needed',
    '/opt/app/lib/deep.jar': 'needed',
    '/opt/app/lib/two b.jar': 'needed',
    // It lies beside.
    '/opt/app/lib/other.jar': 'unsure',
    '/opt/shared/x.class': 'needed',
    '/opt/three.jar': 'needed',
    '/opt/four.jar': 'not reached',
  });
});

test('the manifest of a large archive that does not stand first', async () => {
  const filler = crypto.getRandomValues(new Uint8Array(65_000));
  const { found } = await states(
    { Cmd: ['java', '-jar', '/srv/app.jar'] },
    {
      'srv/app.jar': jar('Class-Path: /opt/one.jar\r\n', { 'a.bin': filler, 'b.bin': filler }),
      'opt/one.jar': jar(),
    },
  );
  expect(found).toEqual({ '/srv/app.jar': 'needed', '/opt/one.jar': 'needed' });
});

test('what is beside an archive, named by arguments, or lies around the classes may be read', async () => {
  const files = {
    'opt/app/lib/app.jar': jar(),
    'opt/app/conf/app.yml': '1',
    'srv/conf/a.yml': '1',
    'srv/more.xml': '1',
    'data/unused': '1',
  };
  const cmd = [
    'java',
    '-Dlog=file:/srv/more.xml',
    '-cp',
    '/opt/app/lib/*',
    'M',
    '--spring.config.location=x,/srv/conf/',
  ];
  expect((await states({ Cmd: cmd }, files)).found).toEqual({
    '/opt/app/lib/app.jar': 'needed',
    '/opt/app/conf/app.yml': 'unsure',
    '/srv/conf/a.yml': 'unsure',
    '/srv/more.xml': 'unsure',
    '/data/unused': 'not reached',
  });
});

test('says what is not found, and what is not known', async () => {
  const missing = await states({ Cmd: ['java', '-jar', '/none.jar'] }, {});
  expect(missing.notes).toEqual(['Java is to run /none.jar, which is not found.']);
  const unknown = await states({ Cmd: ['sh', '-c', 'java -cp /a.jar $MAIN'] }, { 'bin/sh': program, 'a.jar': jar() });
  expect(unknown.found['/a.jar']).toBe('needed');
  expect(unknown.notes).toEqual([
    'Java is started in / with a class or archive that only the running container knows.',
  ]);
});

test.each([
  ['cut', jar('Class-Path: /b.jar\r\n').slice(0, 40)],
  ['with nothing in it', text('PK\u0003\u0004')],
  ['that names itself', jar('Class-Path: a.jar . / ../../..\r\n')],
  ['with a broken address', jar('Class-Path: %zz%20%ff.jar\r\n')],
])('an archive %s', async (_, bytes) => {
  const { found } = await states({ Cmd: ['java', '-jar', '/srv/x/a.jar'] }, { 'srv/x/a.jar': bytes, 'b.jar': jar() });
  expect(found['/srv/x/a.jar']).toBe('needed');
});

const gradleStart = `#!/bin/sh
app_path=$0
while
    APP_HOME=\${app_path%"\${app_path##*/}"}
    [ -h "$app_path" ]
do
    ls=$( ls -ld -- "$app_path" )
    link=\${ls#*' -> '}
    case $link in
      /*)   app_path=$link ;;
      *)    app_path=$APP_HOME$link ;;
    esac
done
APP_HOME=$( cd -P "\${APP_HOME:-./}.." > /dev/null && printf '%s\\n' "$PWD" ) || exit
CLASSPATH=$APP_HOME/lib/app.jar:$APP_HOME/lib/dep.jar
if [ -n "$JAVA_HOME" ] ; then
    JAVACMD=$JAVA_HOME/bin/java
else
    JAVACMD=java
fi
set -- -classpath "$CLASSPATH" x.Main "$@"
eval "set -- $( printf '%s\\n' "$JAVA_OPTS" | xargs -n1 )" '"$@"'
exec "$JAVACMD" "$@"
`;

const assembledStart = `#!/bin/sh
PRG="$0"
while [ -h "$PRG" ]; do
  link=\`expr "$ls" : '.*-> \\(.*\\)$'\`
  PRG=\`dirname "$PRG"\`/"$link"
done
PRGDIR=\`dirname "$PRG"\`
BASEDIR=\`cd "$PRGDIR/.." >/dev/null; pwd\`
if [ -z "$JAVACMD" ] ; then JAVACMD=\`which java\`; fi
if [ -z "$REPO" ]; then REPO="$BASEDIR"/lib; fi
CLASSPATH="$BASEDIR"/etc:"$REPO"/app.jar:"$REPO"/dep.jar
exec "$JAVACMD" $JAVA_OPTS -classpath "$CLASSPATH" -Dbasedir="$BASEDIR" x.Main "$@"
`;

const olderStart = `#!/usr/bin/env sh
PRG="$0"
SAVED="\`pwd\`"
cd "\`dirname \\"$PRG\\"\`/.." >/dev/null
APP_HOME="\`pwd -P\`"
cd "$SAVED" >/dev/null
CLASSPATH=$APP_HOME/lib/app.jar:$APP_HOME/lib/dep.jar
JAVACMD="java"
set -- -classpath "\\"$CLASSPATH\\"" x.Main "$@"
exec "$JAVACMD" -classpath "$CLASSPATH" x.Main "$@"
`;

test.each([
  ['start script with a loop over links', gradleStart],
  ['start script with a repository', assembledStart],
  ['start script that goes to its folder', olderStart],
])('the class path of a %s', async (_, script) => {
  const { found } = await states(
    { Cmd: ['/opt/app/bin/app'] },
    {
      'bin/sh': program,
      'usr/bin/env': program,
      'opt/app/bin/app': script,
      'opt/app/lib/app.jar': jar(),
      'opt/app/lib/dep.jar': jar(),
      'opt/other.jar': jar(),
    },
  );
  expect(found).toMatchObject({
    '/opt/app/lib/app.jar': 'needed',
    '/opt/app/lib/dep.jar': 'needed',
    '/opt/other.jar': 'not reached',
  });
});

test('a server whose script reads in another one, and runs its command as text', async () => {
  const { found } = await states(
    { Cmd: ['catalina.sh', 'run'], Env: ['PATH=/srv/tomcat/bin:/usr/bin:/bin'] },
    {
      'bin/sh': program,
      'srv/tomcat/bin/catalina.sh': [
        '#!/bin/sh',
        'PRG="$0"',
        'PRGDIR=`dirname "$PRG"`',
        '[ -z "$CATALINA_HOME" ] && CATALINA_HOME=`cd "$PRGDIR/.." >/dev/null; pwd`',
        'if [ -r "$CATALINA_HOME/bin/setclasspath.sh" ]; then . "$CATALINA_HOME"/bin/setclasspath.sh; fi',
        'CLASSPATH="$CLASSPATH""$CATALINA_HOME"/bin/bootstrap.jar',
        'CLASSPATH="$CLASSPATH:$CATALINA_HOME/bin/tomcat-juli.jar"',
        'eval exec "\\"$_RUNJAVA\\"" -classpath "\\"$CLASSPATH\\"" -Dcatalina.home="\\"$CATALINA_HOME\\"" x.Bootstrap "$@" start',
      ].join('\n'),
      'srv/tomcat/bin/setclasspath.sh':
        'JAVA_PATH=`which java 2>/dev/null`\nJRE_HOME=/usr/lib/jvm/java-17\n_RUNJAVA="$JRE_HOME"/bin/java\n',
      'srv/tomcat/bin/bootstrap.jar': jar(),
      'srv/tomcat/bin/tomcat-juli.jar': jar(),
      'srv/tomcat/lib/servlet.jar': jar(),
      'srv/tomcat/webapps/ROOT/index.jsp': '1',
      'srv/other/x': '1',
    },
  );
  expect(found).toEqual({
    '/bin/sh': 'needed',
    '/srv/tomcat/bin/catalina.sh': 'needed',
    '/srv/tomcat/bin/setclasspath.sh': 'needed',
    '/srv/tomcat/bin/bootstrap.jar': 'needed',
    '/srv/tomcat/bin/tomcat-juli.jar': 'needed',
    '/srv/tomcat/lib/servlet.jar': 'unsure',
    '/srv/tomcat/webapps/ROOT/index.jsp': 'unsure',
    '/srv/other/x': 'not reached',
  });
});
