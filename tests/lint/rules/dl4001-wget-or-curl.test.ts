import { wgetOrCurl } from '../../../src/lint/rules/dl4001-wget-or-curl.ts';
import { testRule } from '../test-rule.ts';

testRule(wgetOrCurl, {
  catches: [
    'RUN wget a\nRUN curl a',
    'RUN wget a && curl b',
    'RUN curl a\nRUN curl b\nRUN wget c',
    'ONBUILD RUN wget a\nONBUILD RUN curl b',
    'RUN ["wget", "a"]\nRUN ["curl", "a"]',
    'RUN x=$(wget a); (curl b)',
    'RUN curl a || wget a',
    'RUN command wget a; command curl b',
    'RUN busybox wget a; curl b',
    'FROM a:1 AS x\nRUN wget a\nFROM x\nRUN curl a\nRUN wget b',
    'RUN <<EOF\nwget a\ncurl b\nEOF\n',
  ],
  allows: [
    'RUN wget a\nRUN wget b',
    'FROM a:1\nRUN wget a\nFROM b:1\nRUN curl a',
    'FROM a:1 AS x\nRUN wget a\nFROM x\nRUN curl a',
    'RUN apt-get install wget curl && curl a',
    'RUN curl a\nHEALTHCHECK CMD wget a',
    'RUN wget a\nCMD ["curl", "a"]',
    'RUN wget a\nONBUILD RUN curl b',
    'RUN command -v wget || curl b',
    'RUN sudo wget a; /usr/bin/wget a; curl b',
    'RUN wget2 a; curl b',
  ],
  places: [
    ['RUN wget a\nRUN true && curl b', 'curl'],
    ['RUN curl a && wget b', 'wget'],
  ],
});
