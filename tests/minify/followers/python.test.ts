import { expect, test } from 'vitest';
import { elfBytes } from '../../support/elf-bytes.ts';
import { reachImage, told } from '../support.ts';

const python = { 'usr/bin/python3.12': elfBytes(), 'usr/lib/python3.12/os.py': '', 'usr/lib/python3.12/runpy.py': '' };
const links = '  usr/bin/python3 -> python3.12';
const site = 'usr/lib/python3.12/site-packages';

type Files = Record<string, string | Uint8Array>;

interface Started {
  readonly env?: readonly string[];
  readonly directory?: string;
  readonly text?: string;
}

/** The image of a Python with these files, started by a line. */
async function started(
  line: string | string[],
  files: Files,
  { env = [], directory = '/app', text = '' }: Started = {},
) {
  const config = {
    Entrypoint: typeof line === 'string' ? line.split(' ') : line,
    Env: ['PATH=/usr/local/bin:/usr/bin', ...env],
    WorkingDir: directory,
  };
  const image = await reachImage(`${links}\n${text}`, config, { ...python, ...files });
  return { told: told(image), notes: image.reach.notes };
}

/** What is needed or unsure of these files, by the first word of what is told. */
async function states(line: string | string[], files: Files, options?: Started): Promise<Record<string, string>> {
  const { told: all } = await started(line, files, options);
  const word = (path: string): string => /^(?:not reached|\w+)/.exec(all[`/${path}`] ?? 'missing')![0];
  return Object.fromEntries(Object.keys(files).map((path) => [path, word(path)]));
}

const empty = (...paths: string[]): Files => Object.fromEntries(paths.map((path) => [path, '']));

test('a script needs what it imports: beside it, of Python, installed; packages with what is above', async () => {
  const { told: all, notes } = await started('python3 main.py', {
    'app/main.py':
      'import json, local\nfrom web.views import index\nimport missing, sys\ntry:\n    import fast\nexcept ImportError: pass',
    'app/local.py': '',
    'app/unused.py': '',
    'usr/lib/python3.12/json/__init__.py': 'from .decoder import JSONDecoder',
    'usr/lib/python3.12/json/decoder.py': '',
    'usr/lib/python3.12/json/tool.py': '',
    'usr/lib/python3.12/idlelib/__init__.py': '',
    [`${site}/web/__init__.py`]: '',
    [`${site}/web/views.py`]: 'from . import forms\nfrom ..web.models import Model',
    [`${site}/web/forms.py`]: '',
    [`${site}/web/models.py`]: '',
    [`${site}/web/other.py`]: '',
  });
  const of = (path: string) => all[path];
  expect(of('/usr/bin/python3.12')).toBe('needed by the image: starts it (ENTRYPOINT and CMD)');
  expect(of('/usr/bin/python3')).toBe('needed by the image: starts it (ENTRYPOINT and CMD)');
  expect(of('/app/main.py')).toBe('needed by /usr/bin/python3.12: runs main.py');
  expect(of('/app/local.py')).toBe('needed by /app/main.py: imports local');
  expect(of('/app/unused.py')).toBe('not reached');
  expect(of('/usr/lib/python3.12/os.py')).toBe('needed by /usr/bin/python3.12: imports os as it starts');
  expect(of('/usr/lib/python3.12/json/__init__.py')).toBe('needed by /app/main.py: imports json');
  expect(of('/usr/lib/python3.12/json/decoder.py')).toBe(
    'needed by /usr/lib/python3.12/json/__init__.py: imports .decoder',
  );
  expect(of('/usr/lib/python3.12/json/tool.py')).toBe('not reached');
  expect(of('/usr/lib/python3.12/idlelib/__init__.py')).toBe('not reached');
  expect(of(`/${site}/web/views.py`)).toBe('needed by /app/main.py: imports web.views');
  expect(of(`/${site}/web/__init__.py`)).toBe('needed by /app/main.py: imports web.views');
  expect(of(`/${site}/web/forms.py`)).toBe(`needed by /${site}/web/views.py: imports .forms`);
  expect(of(`/${site}/web/models.py`)).toBe(`needed by /${site}/web/views.py: imports .web.models`);
  expect(of(`/${site}/web/other.py`)).toBe('not reached');
  expect(notes).toEqual(['/app/main.py imports missing, which is in none of the folders of Python modules.']);
});

test('compiled files, compiled modules, data and what a package was installed with go with a module', async () => {
  const files = {
    'app/main.py': 'import fast, Shown, mine',
    ...empty(
      'app/mine.py',
      'app/__pycache__/mine.cpython-312.pyc',
      'app/__pycache__/mine.cpython-311.pyc',
      'app/page.html',
    ),
    [`${site}/fast/__init__.py`]: 'from ._speed import run',
    [`${site}/fast/_speed.cpython-312-x86_64-linux-gnu.so`]: elfBytes(),
    [`${site}/fast/_speed.cpython-311-x86_64-linux-gnu.so`]: elfBytes(),
    ...empty(
      `${site}/fast/__pycache__/__init__.cpython-312.pyc`,
      `${site}/fast/data/table.csv`,
      `${site}/fast/py.typed`,
    ),
    ...empty(`${site}/fast/more/__init__.py`, `${site}/fast/more/its.csv`),
    ...empty(`${site}/Fast-1.0.dist-info/METADATA`, `${site}/Fast-1.0.dist-info/LICENSE`),
    ...empty(`${site}/Shown.py`, `${site}/really_shown-2.dist-info/METADATA`),
    [`${site}/really_shown-2.dist-info/RECORD`]: 'Shown.py,,\nreally_shown-2.dist-info/RECORD,,\n',
    ...empty(`${site}/gone-1.dist-info/METADATA`),
  };
  expect(await states('python3 main.py', files)).toEqual({
    'app/main.py': 'needed',
    'app/mine.py': 'needed',
    'app/__pycache__/mine.cpython-312.pyc': 'needed',
    'app/__pycache__/mine.cpython-311.pyc': 'not reached',
    'app/page.html': 'unsure',
    [`${site}/fast/__init__.py`]: 'needed',
    [`${site}/fast/_speed.cpython-312-x86_64-linux-gnu.so`]: 'needed',
    [`${site}/fast/_speed.cpython-311-x86_64-linux-gnu.so`]: 'not reached',
    [`${site}/fast/__pycache__/__init__.cpython-312.pyc`]: 'needed',
    [`${site}/fast/data/table.csv`]: 'unsure',
    [`${site}/fast/py.typed`]: 'unsure',
    [`${site}/fast/more/__init__.py`]: 'not reached',
    [`${site}/fast/more/its.csv`]: 'not reached',
    [`${site}/Fast-1.0.dist-info/METADATA`]: 'unsure',
    [`${site}/Fast-1.0.dist-info/LICENSE`]: 'not reached',
    [`${site}/Shown.py`]: 'needed',
    [`${site}/really_shown-2.dist-info/METADATA`]: 'unsure',
    [`${site}/really_shown-2.dist-info/RECORD`]: 'unsure',
    [`${site}/gone-1.dist-info/METADATA`]: 'not reached',
  });
});

test('names in a compiled module, and in bytecode without a source', async () => {
  const text = (words: string) => new TextEncoder().encode(words);
  const files = {
    'app/main.py': 'import native, old',
    [`${site}/native.abi3.so`]: new Uint8Array([...elfBytes(), ...text('\0deep.inner\0uuid\0test\0')]),
    ...empty(`${site}/deep/__init__.py`, `${site}/deep/inner.py`, `${site}/deep/other.py`),
    ...empty('usr/lib/python3.12/uuid.py', 'usr/lib/python3.12/test/__init__.py'),
    [`${site}/old.pyc`]: new Uint8Array([...new Uint8Array(16), ...text('xZ\x0adeep.otherz\x03foo')]),
  };
  const found = await states('python3 main.py', files);
  expect(found).toMatchObject({ [`${site}/native.abi3.so`]: 'needed', [`${site}/old.pyc`]: 'needed' });
  expect(found).toMatchObject({ [`${site}/deep/inner.py`]: 'unsure', [`${site}/deep/other.py`]: 'unsure' });
  expect(found).toMatchObject({ 'usr/lib/python3.12/uuid.py': 'unsure' });
  expect(found['usr/lib/python3.12/test/__init__.py']).toBe('not reached');
});

test('a name that only the running program knows leaves all beside it unsure, tests apart', async () => {
  const { told: all, notes } = await started('python3 main.py', {
    'app/main.py': 'import plug',
    [`${site}/plug/__init__.py`]: 'from importlib import import_module\nimport_module("." + name, __name__)',
    ...empty(`${site}/plug/one.py`, `${site}/plug/deep/two.py`, `${site}/plug/tests/test_one.py`),
    [`${site}/plug/uses.py`]: 'import elsewhere',
    ...empty(`${site}/elsewhere.py`, `${site}/unused.py`),
  });
  const why = 'imports modules by names that only the running program knows (import_module)';
  expect(all[`/${site}/plug/one.py`]).toBe(`unsure by /${site}/plug/__init__.py: ${why}`);
  expect(all[`/${site}/plug/deep/two.py`]).toBe(`unsure by /${site}/plug/__init__.py: ${why}`);
  expect(all[`/${site}/plug/tests/test_one.py`]).toBe('not reached');
  expect(all[`/${site}/elsewhere.py`]).toBe(`unsure by /${site}/plug/uses.py: imports elsewhere`);
  expect(all[`/${site}/unused.py`]).toBe('not reached');
  expect(notes).toEqual([`/${site}/plug/__init__.py ${why}: those of /${site}/plug are kept as unsure.`]);
});

test('`*` takes the modules that `__all__` names', async () => {
  const files = {
    'app/main.py': 'from pack import *',
    'app/pack/__init__.py': '__all__ = ["one", "NAME"]',
    ...empty('app/pack/one.py', 'app/pack/two.py'),
  };
  expect(await states('python3 main.py', files)).toMatchObject({
    'app/pack/one.py': 'needed',
    'app/pack/two.py': 'not reached',
  });
});

test.each<[string | string[], string[], Files]>([
  ['python3 -m pack', ['app/pack/__init__.py', 'app/pack/__main__.py'], { 'app/pack/__main__.py': '' }],
  ['python3 -m pack.deep', ['app/pack/__init__.py', 'app/pack/deep.py'], { 'app/pack/deep.py': '' }],
  ['python3 pack', ['app/pack/__main__.py', 'app/pack/beside.py'], { 'app/pack/__main__.py': 'import beside' }],
  [['python3', '-c', 'import pack.deep'], ['app/pack/__init__.py', 'app/pack/deep.py'], {}],
  ['python3 -m tool pack.deep:app', ['app/pack/deep.py'], { [`${site}/tool.py`]: '' }],
  ['python3 -m tool --app=pack.deep', ['app/pack/deep.py'], { [`${site}/tool.py`]: '' }],
  ['python3 -m tool --file other/config.py', ['other/config.py'], { [`${site}/tool.py`]: '' }],
  ['gunicorn -k own.work.Worker pack.deep:make()', ['app/pack/deep.py', 'app/own/work.py', 'app/gunicorn.conf.py'], {}],
  ['celery -A pack worker', ['app/pack/__init__.py', 'app/pack/celery.py'], {}],
  ['flask run', ['app/wsgi.py'], {}],
])('%j', async (line, needed, files) => {
  const tool = '#!/usr/bin/python3\nimport sys\n';
  const there = {
    ...empty('app/pack/__init__.py', 'app/pack/deep.py', 'app/pack/beside.py', 'app/pack/celery.py', 'app/wsgi.py'),
    ...empty('app/own/work.py', 'app/gunicorn.conf.py', 'app/other/config.py', 'other/config.py'),
    ...{ 'usr/local/bin/gunicorn': tool, 'usr/local/bin/celery': tool, 'usr/local/bin/flask': tool },
    ...files,
  };
  const found = await states(line, there, line.includes('other/config.py') ? { directory: '/' } : {});
  expect(needed.filter((path) => found[path] !== 'needed')).toEqual([]);
  expect(found['app/other/config.py']).not.toBe('needed');
});

test('a script by its first line, and what it imports', async () => {
  const files = {
    'usr/local/bin/serve': '#!/usr/bin/env python3\nfrom served.main import run\n',
    ...empty(`${site}/served/main.py`, `${site}/served/other.py`, 'usr/bin/env'),
  };
  expect(await states('serve', files)).toEqual({
    'usr/local/bin/serve': 'needed',
    [`${site}/served/main.py`]: 'needed',
    [`${site}/served/other.py`]: 'not reached',
    'usr/bin/env': 'needed',
  });
});

test('settings are named by the environment or by a script, and name applications', async () => {
  const files = {
    'app/manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')",
    'app/mysite/settings.py': "INSTALLED_APPS = ['polls', 'contrib.admin', 'json']\nX = 'middle.ware.Class'",
    ...empty('app/polls/__init__.py', 'app/polls/models.py', 'app/other/__init__.py'),
    ...empty(`${site}/contrib/__init__.py`, `${site}/contrib/admin/__init__.py`, `${site}/contrib/auth/__init__.py`),
    ...empty(`${site}/middle/ware.py`, 'usr/lib/python3.12/json/__init__.py'),
  };
  const expected = {
    'app/mysite/settings.py': 'needed',
    'app/polls/__init__.py': 'needed',
    'app/polls/models.py': 'unsure',
    'app/other/__init__.py': 'not reached',
    [`${site}/contrib/__init__.py`]: 'needed',
    [`${site}/contrib/admin/__init__.py`]: 'needed',
    [`${site}/contrib/auth/__init__.py`]: 'not reached',
    [`${site}/middle/ware.py`]: 'needed',
    'usr/lib/python3.12/json/__init__.py': 'not reached',
  };
  expect(await states('python3 manage.py', files)).toMatchObject(expected);
  const env = ['DJANGO_SETTINGS_MODULE=mysite.settings'];
  expect(await states('python3 -m os', { ...files, 'app/manage.py': '' }, { env })).toMatchObject(expected);
});

test('a virtual environment has its own packages, and the library of the Python it was made from', async () => {
  const own = 'venv/lib/python3.12/site-packages';
  const files = {
    'app/main.py': 'import mine, shared, json',
    'venv/pyvenv.cfg': 'home = /usr/bin\ninclude-system-site-packages = false\n',
    ...empty(`${own}/mine.py`, `${site}/shared.py`, 'usr/lib/python3.12/json/__init__.py', 'src/editable.py'),
    [`${own}/_more.pth`]: '# more\n/src\nimport hook; hook.install()\n',
    ...empty(`${own}/hook.py`),
  };
  const text = '  venv/bin/python -> /usr/bin/python3';
  const found = await states('/venv/bin/python main.py', files, { text });
  expect(found).toEqual({
    'app/main.py': 'needed',
    'venv/pyvenv.cfg': 'needed',
    [`${own}/mine.py`]: 'needed',
    [`${site}/shared.py`]: 'not reached',
    'usr/lib/python3.12/json/__init__.py': 'needed',
    'src/editable.py': 'not reached',
    [`${own}/_more.pth`]: 'needed',
    [`${own}/hook.py`]: 'needed',
  });
  const cfg = 'home = /usr/bin\ninclude-system-site-packages = TRUE\n';
  const more = await states(
    '/venv/bin/python main.py',
    { ...files, 'venv/pyvenv.cfg': cfg, 'app/main.py': 'import shared, editable' },
    { text },
  );
  expect(more).toMatchObject({ [`${site}/shared.py`]: 'needed', 'src/editable.py': 'needed' });
});

test('PYTHONPATH, sys.path, links of distributions, and namespaces', async () => {
  const files = {
    'app/main.py': "import sys\nsys.path.insert(0, 'vendor')\nimport early, vendored, ns.one, ns.two, linked",
    ...empty(
      'extra/early.py',
      'app/vendor/vendored.py',
      `${site}/ns/one.py`,
      'extra/ns/two.py',
      'etc/python/linked.py',
    ),
    ...empty(`${site}/__pycache__/linked.cpython-312.pyc`),
  };
  const text = `  ${site}/linked.py -> /etc/python/linked.py`;
  const found = await states('python3 main.py', files, { env: ['PYTHONPATH=/extra'], text });
  expect(Object.values(found)).toEqual(Object.keys(files).map(() => 'needed'));
});

test('programs and libraries that an application names', async () => {
  const files = {
    'app/main.py':
      'import subprocess, ctypes, helper\nsubprocess.run(["convert", "x"])\nctypes.CDLL("libx.so.1")\nfind_library("magic")',
    [`${site}/helper.py`]: 'subprocess.run(["gcc"])',
    ...{ 'usr/bin/convert': elfBytes(), 'usr/bin/gcc': elfBytes(), 'usr/lib/libx.so.1': elfBytes() },
    ...{ 'usr/lib/libmagic.so.1': elfBytes(), 'usr/lib/libother.so.1': elfBytes(), 'sbin/ldconfig': elfBytes() },
  };
  expect(await states('python3 main.py', files)).toEqual({
    'app/main.py': 'needed',
    [`${site}/helper.py`]: 'needed',
    'usr/bin/convert': 'needed',
    'usr/bin/gcc': 'not reached',
    'usr/lib/libx.so.1': 'needed',
    'usr/lib/libmagic.so.1': 'needed',
    'usr/lib/libother.so.1': 'not reached',
    'sbin/ldconfig': 'unsure',
  });
});

test('a Python without a program may import anything; one without its library is told of', async () => {
  const files = { [`${site}/web.py`]: '', 'usr/lib/python3.12/json/__init__.py': '' };
  const open = await started('python3', files);
  expect(open.told[`/${site}/web.py`]).toBe(
    'unsure by /usr/bin/python3.12: is started without a program, which may import it',
  );
  expect(open.notes).toEqual([
    '/usr/bin/python3.12 is started without a program: all of its modules are kept as unsure.',
  ]);
  const bare = await reachImage('', { Entrypoint: ['/opt/bin/python3.9'] }, { 'opt/bin/python3.9': elfBytes() });
  expect(bare.reach.notes).toEqual([
    '/opt/bin/python3.9 is a Python whose library is not found: what it imports is not known.',
  ]);
  expect((await started('python3 gone.py', {})).notes).toEqual([
    '/usr/bin/python3.12 is to run gone.py, which is not there.',
  ]);
  const zip = await started('python3 app.pyz', { ...files, 'app/app.pyz': 'PK\x03\x04' });
  expect(zip.notes).toEqual([
    '/usr/bin/python3.12 runs /app/app.pyz, an archive that is not looked into: all of its modules are kept as unsure.',
  ]);
});

test('what two programs are started with counts for both, in whatever order they come', async () => {
  const files = {
    'start.sh': '#!/usr/bin/python3 /app/first.py',
    'app/first.py': 'import subprocess\nimport shared\nsubprocess.run(["python3", "/other/second.py"])',
    [`${site}/shared.py`]: 'import plugin',
    'other/second.py': '',
    ...empty('other/plugin.py'),
  };
  expect(await states('python3 /app/first.py', files)).toMatchObject({
    'other/second.py': 'needed',
    'other/plugin.py': 'needed',
  });
});

test('hostile files: loops of links and of imports, what is no text, names without end', async () => {
  const files = {
    'app/main.py': `import a, loop, ${'x.'.repeat(5000)}y\nfrom . import main\nfrom ${'.'.repeat(500)} import a\n`,
    'app/a.py': 'import b\nfrom a import *',
    'app/b.py': 'import a',
    'app/loop/__init__.py': 'from .loop.loop.loop import *',
    'app/c.py': new Uint8Array([0xff, 0xfe, 0, 1, 2]),
  };
  const text = '  app/loop/loop -> ../loop\n  usr/lib/python3.12/site-packages -> site-packages';
  expect(await states('python3 main.py', files, { text })).toMatchObject({
    'app/a.py': 'needed',
    'app/b.py': 'needed',
    'app/loop/__init__.py': 'needed',
    'app/c.py': 'not reached',
  });
});
