import { expect, test } from 'vitest';
import { scanPython } from '../../../src/minify/python/scan.ts';

/** `level module names`, as one word each: `1 a b,c`. */
const imports = (text: string): string[] =>
  scanPython(text).imports.map(({ level, module, names }) => `${level} ${module || '-'} ${names.join(',') || '-'}`);

test.each<[string, string[]]>([
  ['import a', ['0 a -']],
  ['import a.b as c, d', ['0 a.b -', '0 d -']],
  ['import a; import b', ['0 a -', '0 b -']],
  ['from a import b', ['0 a b']],
  ['from a.b import c as d, e', ['0 a.b c,e']],
  ['from a import *', ['0 a *']],
  ['from . import x', ['1 - x']],
  ['from .import x', ['1 - x']],
  ['from .. a . b import x', ['2 a.b x']],
  ['from ...a import(b)', ['3 a b']],
  ['from a import (  # why\n    b,\n    c as d,\n)\n', ['0 a b,c']],
  ['import a, \\\n    b\n', ['0 a -', '0 b -']],
  ['import a\\\r\n, b\r\n', ['0 a -', '0 b -']],
  ['try: import a\nexcept ImportError: import b', ['0 a -', '0 b -']],
  ['def f():\n    import a\n', ['0 a -']],
  ['if x:\n\timport a\n', ['0 a -']],
  ['"""\nimport a\n"""\nimport b', ['0 b -']],
  ["'''it''s\nfrom a import b'''", []],
  ['x = "\\"import a"; import b', ['0 b -']],
  ['x = r"\\" + "import a"', []],
  ['# import a\nimport b # import c', ['0 b -']],
  ['x = [\nimport_a,\nfrom_b,\n]\nimport c', ['0 c -']],
  ['raise E \\\nfrom e', []],
  ['yield from a', []],
  ['x = "never closed\nimport a', ['0 a -']],
  ['\uFEFFimport a', ['0 a -']],
  ['import é.b', ['0 é.b -']],
  ['important = 1\nfromage = 2', []],
  ['if TYPE_CHECKING:\n    import a\nimport b', ['0 b -']],
  ['if typing.TYPE_CHECKING:\n    import a\nelse:\n    import b', ['0 b -']],
  ['if not TYPE_CHECKING:\n    import a', ['0 a -']],
])('imports of %j', (text, expected) => {
  expect(imports(text)).toEqual(expected);
});

test('what stands below `__main__`, or in a function that a module tests itself with, is told apart', () => {
  const text = `
def _test():
    import doctest
def tested():
    import a
if __name__ == '__main__':
    import b

    # left of it
    if x:
        import c
import d
`;
  expect(scanPython(text).imports.map(({ module, block, isPlain }) => [module, block, isPlain])).toEqual([
    ['doctest', 'own', false],
    ['a', null, false],
    ['b', 'main', false],
    ['c', 'main', false],
    ['d', null, true],
  ]);
});

test.each<[string, string[], string | null]>([
  ["__import__('a.b')", ['a.b'], null],
  ['importlib.import_module("a")', ['a'], null],
  ['import_module ( "a", package )', ['a'], null],
  ["import_module('.a', __name__)", ['.a'], null],
  ['import_module(name)', [], 'import_module'],
  ["import_module('a.' + name)", [], 'import_module'],
  ["__import__('a.%s' % name)", [], '__import__'],
  ['find_spec(name)', [], null],
  ['pkgutil.iter_modules(__path__)', [], 'iter_modules'],
  ['def import_module(name): pass', [], null],
  ['import_module = 1', [], null],
  ["os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site.settings')", ['site.settings'], null],
])('names in %j', (text, literals, loader) => {
  const facts = scanPython(text);
  expect([[...facts.literals], facts.loader]).toEqual([literals, loader]);
});

test('strings that may be names, what stands before a part that is filled in, and other calls', () => {
  const facts = scanPython(`
__all__ = ['one', "two"]
__all__ += ('three',)
sys.path.insert(0, 'lib')
sys.path[0]
x = ['app.tasks', 'web:app', 'two words', 'a/b', "plugins.%s", f'more.{name}', 'backends.of_%s']
ctypes.CDLL('libx.so.1'); find_library("magic")
subprocess.run(['convert', '-v', name]); os.system('ls | wc'); which('git'); Popen(command)
`);
  expect(facts.all).toEqual(['one', 'two', 'three']);
  expect(facts.searched).toEqual(['lib']);
  expect([...facts.strings].filter((text) => /[.:]/.test(text))).toEqual(['app.tasks', 'web:app', 'libx.so.1']);
  expect([...facts.prefixes]).toEqual(['plugins', 'more', 'backends']);
  expect([...facts.libraries]).toEqual(['libx.so.1', 'magic']);
  expect(facts.commands).toEqual([['convert', '-v'], ['sh', '-c', 'ls | wc'], ['git']]);
});

test('what is no Python is passed, however long, without taking long', () => {
  const begun = Date.now();
  const ahead = [
    '__all__:'.repeat(200_000),
    'run(["a",'.repeat(200_000),
    'CDLL("'.repeat(200_000),
    'if '.repeat(200_000),
  ];
  const texts = [
    ...ahead,
    '('.repeat(200_000),
    '"'.repeat(200_001),
    '\\'.repeat(200_001),
    'import '.repeat(50_000),
    '\0\n:;',
  ];
  for (const text of [...texts, `from ${'.'.repeat(300_000)}`, `import ${'a,'.repeat(200_000)}`]) {
    expect(scanPython(text).imports.length).toBeLessThanOrEqual(20_000);
  }
  expect(Date.now() - begun).toBeLessThan(10_000);
});
