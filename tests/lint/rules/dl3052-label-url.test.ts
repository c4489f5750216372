import { labelUrl } from '../../../src/lint/rules/dl3052-label-url.ts';
import { testRule } from '../test-rule.ts';

const bad = ['', 'a%20:b', 'a.b', '//a.b', '/x', 'http://a b', 'http://a.b/%2', 'http://a.b/%zz', 'http://ä.b', 'http://a.b:x', 'http://[::1', 'http://[zz]/', 'http://[1:2]', 'http://[::1]x', 'http://a@b@c', 'http://a:b:c', 'http://a.b#x#y', 'http://a.b/?q=<x>', 'http://a.b/[x]', 'http://a.b/{x}', '1http://a', '-a:b', ':x', 'git@github.com:a/b.git', ' http://a.b']; // prettier-ignore
const good = ['http://a.b', 'HTTP://a_b.c', 'http:', 'a:b', 'mailto:a@b', 'urn:a:b', 'file:///x', 'http://a.b/%20', 'http://%41.b:80', 'http://a.b:', 'http://[::1]:80/', 'http://[::ffff:1.2.3.4]', 'http://u:p@a.b', 'http://a.b?x=y/?#z?/', 'http://a.b/!&()*+,;=:@~', 'http://a.b//c', 'h+t-t.p:x', 'ssh://git@github.com/a']; // prettier-ignore

testRule(labelUrl, {
  catches: [
    ...bad.map((text) => `LABEL docs="${text}"`),
    'LABEL docs x',
    "LABEL 'docs'='x'",
    'LABEL docs=x title=x',
    'LABEL docs=x docs=y',
    'FROM a:1 AS x\nLABEL docs=x\nFROM b:1',
  ],
  allows: [
    ...good.map((text) => `LABEL docs="${text}"`),
    'LABEL docs http://a.b',
    'LABEL title=x Docs=x',
    'ONBUILD LABEL docs=x',
    'LABEL docs=http://$HOST/x',
    'ENV docs=x',
  ],
  places: [
    ['LABEL title=x docs=y', 'docs=y'],
    ['ARG PAGE=docs\nLABEL docs=$PAGE', 'docs=$PAGE'],
  ],
});

testRule(labelUrl, {
  config: { labelSchema: { a: 'url', b: 'url', c: 'text' } },
  catches: ['LABEL a=x b=http://a.b', 'LABEL c=x \\\n  b=y'],
  allows: ['LABEL c=x', 'LABEL a=b:c b=c:d'],
});
