import { shellOverLn } from '../../../src/lint/rules/dl4005-shell-over-ln.ts';
import { testRule } from '../test-rule.ts';

testRule(shellOverLn, {
  catches: [
    'RUN ln /bin/bash /bin/sh',
    'RUN ln -sf bash "/bin/sh"',
    'RUN ln -sf $X /bin/sh -v',
    'RUN ln -s -- /bin/bash /bin/sh',
    'RUN (ln -s /bin/bash /bin/sh)',
    'RUN command ln -s /bin/bash /bin/sh && ln -s /bin/dash /bin/sh',
    'RUN ["ln", "-sf", "/bin/bash", "/bin/sh"]',
    'ONBUILD RUN ln -s /bin/bash /bin/sh',
    'RUN <<EOF\nln -s /bin/bash /bin/sh\nEOF\n',
  ],
  allows: [
    'RUN ln -sf /bin/bash /usr/bin/sh',
    'RUN ln -sf /bin/bash sh',
    'RUN mv /bin/bash /bin/sh',
    'RUN sudo ln -s /bin/bash /bin/sh',
    'RUN /bin/ln -s /bin/bash /bin/sh',
    'RUN ln -t /bin /x/sh',
    'RUN echo ln -s /bin/bash /bin/sh',
    'CMD ln -s /bin/bash /bin/sh',
  ],
  places: [['RUN ln -s a b && ln -sf /bin/bash /bin/sh', 'ln -sf /bin/bash /bin/sh']],
});
