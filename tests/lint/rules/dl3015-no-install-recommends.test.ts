import { noInstallRecommends } from '../../../src/lint/rules/dl3015-no-install-recommends.ts';
import { testRule } from '../test-rule.ts';

testRule(noInstallRecommends, {
  catches: [
    'RUN apt-get install a=1',
    'RUN apt-get update && apt-get install -y a=1',
    'RUN apt-get install -f',
    'RUN apt-get install --install-recommends a=1',
  ],
  allows: [
    'RUN apt-get install --no-install-recommends a=1',
    'RUN apt-get --no-install-recommends install a=1',
    'RUN apt-get install -o APT::Install-Recommends=false a=1',
    'RUN apt-get upgrade',
    'RUN apt install a',
  ],
  places: [['RUN x && apt-get install -y a=1 && y', 'apt-get install -y a=1']],
  fixes: [
    ['RUN ["apt-get", "install", "a=1"]', 'RUN ["apt-get", "install", "--no-install-recommends", "a=1"]'],
    [
      'RUN apt-get install -y a=1; apt-get install -y b=1',
      'RUN apt-get install --no-install-recommends -y a=1; apt-get install --no-install-recommends -y b=1',
    ],
    ['ARG DO=install\nRUN apt-get $DO -y a=1', null],
    ['RUN apt-get install -y curl=1', 'RUN apt-get install --no-install-recommends -y curl=1'],
    [
      'RUN apt-get update && \\\n  apt-get -y install \\\n a=1',
      'RUN apt-get update && \\\n  apt-get -y install --no-install-recommends \\\n a=1',
    ],
  ],
});
