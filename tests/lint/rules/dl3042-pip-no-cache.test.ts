import { pipNoCache } from '../../../src/lint/rules/dl3042-pip-no-cache.ts';
import { testRule } from '../test-rule.ts';

testRule(pipNoCache, {
  catches: [
    'RUN pip install x==1',
    'RUN python3 -m pip install x==1',
    'RUN pip install .',
    'RUN pip install --no-cache-dir x==1 && pip install y==1',
    'ENV PIP_NO_CACHE_DIR=0\nRUN pip install x==1',
    'ENV PIP_NO_CACHE_DIR=$X\nRUN pip install x==1',
    'RUN pip install x==1\nENV PIP_NO_CACHE_DIR=1',
    'RUN PIP_NO_CACHE_DIR=off pip install x==1',
    'RUN --mount=type=cache,target=/x pip install x==1',
    'RUN pip install x==1 && rm -rf /root/.cache',
    'FROM a:1 AS x\nENV PIP_NO_CACHE_DIR=1\nFROM b:1\nRUN pip install x==1',
    'ONBUILD ENV PIP_NO_CACHE_DIR=1\nRUN pip install x==1',
  ],
  allows: [
    'RUN pip install --no-cache-dir x==1',
    'RUN pip --no-cache-dir install x==1',
    'ENV PIP_NO_CACHE_DIR=on\nRUN pip install x==1',
    'ENV A=1 PIP_NO_CACHE_DIR="1"\nRUN pip install x==1',
    'RUN PIP_NO_CACHE_DIR=1 pip install x==1',
    'RUN export PIP_NO_CACHE_DIR=1; pip install x==1',
    'RUN env PIP_NO_CACHE_DIR=1 pip install x==1',
    'FROM a:1 AS x\nENV PIP_NO_CACHE_DIR=1\nFROM x\nRUN pip install x==1',
    'RUN --mount=type=cache,target=/home/x/.cache/pip pip install x==1',
    'ONBUILD ENV PIP_NO_CACHE_DIR=1\nONBUILD RUN pip install x==1',
    'RUN pip download x',
    'RUN pipx install x',
  ],
  places: [['RUN x; pip install a==1', 'pip install a==1']],
  fixes: [
    [
      'RUN python3 -m pip install \\\n x==1 && pip install y==1',
      'RUN python3 -m pip install --no-cache-dir \\\n x==1 && pip install --no-cache-dir y==1',
    ],
    ['ONBUILD RUN ["pip", "install", "x==1"]', 'ONBUILD RUN ["pip", "install", "--no-cache-dir", "x==1"]'],
    [
      'run <<EOF\npip install -r requirements.txt\nEOF',
      'run <<EOF\npip install --no-cache-dir -r requirements.txt\nEOF',
    ],
    ['ENV P="install x==1"\nRUN pip $P', null],
  ],
});
