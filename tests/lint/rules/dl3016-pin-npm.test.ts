import { pinNpm } from '../../../src/lint/rules/dl3016-pin-npm.ts';
import { testRule } from '../test-rule.ts';

testRule(pinNpm, {
  catches: [
    'RUN npm install express',
    'RUN npm install @a/b',
    'RUN npm -g install express',
    'RUN npm install -D x@1 y',
    'RUN npm install a/b',
    'RUN npm install https://x/y',
    'RUN npm install git+ssh://git@x/y',
    'RUN npm install $X',
    'RUN npm install -g npm && npm install',
    'RUN ["npm", "install", "x"]',
    'RUN npm install -- x',
  ],
  allows: [
    'RUN npm install',
    'RUN npm install express@4',
    'RUN npm install @a/b@^1.2',
    'RUN npm install ./x',
    'RUN npm install x.tgz',
    'RUN npm install git+https://x/y#v1',
    'RUN npm install x@${V}',
    'RUN npm install --registry https://x express@1',
    'RUN npm ci',
    'RUN npm i express',
    'RUN yarn add x',
    'RUN npm run install x',
  ],
  places: [['RUN npm install a@1 b', 'b']],
});
