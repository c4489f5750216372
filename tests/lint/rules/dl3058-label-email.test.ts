import { labelEmail } from '../../../src/lint/rules/dl3058-label-email.ts';
import { testRule } from '../test-rule.ts';

const bad = ['', 'a', '-(x)a@b', '@b', 'a@', 'a b@c', '.a@b', 'a.@b', 'a..b@c', 'A <a@b>', '<a@b>', 'a@b, c@d', 'a@b..c', 'a@.b', 'a@-b', 'a@b-', 'a@b_c', 'ä@b', 'a@ä', 'a@b c', 'a@b@c', 'a@b:1', 'mailto:a@b', 'a;b@c', 'a@b/c']; // prettier-ignore
const good = ['a@b', 'a.b@c.d', 'a+b@c', "a'b@c", 'a@1.2', 'a@b.', 'a@[1.2.3.4]', '\\"a b\\"@c', 'a(b)@c', 'a@b (x)', ' a@b ', 'a!#%&*+-/=?^_`{|}~b@c']; // prettier-ignore

testRule(labelEmail, {
  catches: [...bad.map((text) => `LABEL contact="${text}"`), 'LABEL contact x', "LABEL title=x 'contact'='x'"],
  allows: [
    ...good.map((text) => `LABEL contact="${text}"`),
    'LABEL contact a@b',
    'ONBUILD LABEL contact=x',
    'LABEL Contact=x title=x',
  ],
  places: [['LABEL title=x contact=me', 'contact=me']],
});
