import { pinGem } from '../../../src/lint/rules/dl3028-pin-gem.ts';
import { testRule } from '../test-rule.ts';

testRule(pinGem, {
  catches: [
    'RUN gem install bundler',
    'RUN gem i bundler',
    'RUN gem install a:1 b',
    'RUN gem install bundler@2',
    'RUN gem install --platform ruby bundler',
    'RUN gem install x -V',
    'RUN gem install $GEM',
    'RUN gem install x:1 && gem install y',
    'RUN gem install x -- y:1',
    'RUN ["gem", "install", "x"]',
    'ONBUILD RUN gem install x',
    'RUN gem -N install x',
    'RUN gem install --no-document a b',
    'RUN gem install --no-ri --no-rdoc bundler',
  ],
  allows: [
    'RUN gem install bundler:2.0.1',
    "RUN gem install bundler:'~>2'",
    'RUN gem install bundler -v 2',
    'RUN gem install --version 2 a',
    'RUN gem install a b --version=2',
    'RUN gem install bundler:$V',
    'RUN gem install nokogiri:2 -- --use-system-libraries',
    'RUN gem install -i /gems bundler:2',
    'RUN gem install --source https://example.com bundler:2',
    'RUN gem install -g Gemfile',
    'RUN gem update --system',
    'RUN gem install https://example.com/a-1.0.gem',
    'RUN gem install',
    'RUN gem install --no-document bundler',
    'RUN sudo gem install x',
  ],
  places: [['RUN gem install a:1 \\\n b', 'b']],
});
