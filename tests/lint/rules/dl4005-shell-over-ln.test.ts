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
  fixes: [
    ['run ln -sf bash /bin/sh', 'shell ["/bin/bash", "-c"]'],
    ['RUN rm -f /bin/sh && \\\n  ln -s /usr/bin/zsh /bin/sh\r\nRUN x', 'SHELL ["/usr/bin/zsh", "-c"]\r\nRUN x'],
    ['RUN x && ln -s /bin/bash /bin/sh', null],
    ['RUN ln -s $X /bin/sh', null],
    ['SHELL ["/bin/zsh", "-c"]\nRUN ln -s /bin/bash /bin/sh', null],
    ['ONBUILD RUN ln -s /bin/bash /bin/sh', null],
  ],
});
