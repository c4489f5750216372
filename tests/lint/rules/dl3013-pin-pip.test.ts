import { pinPip } from '../../../src/lint/rules/dl3013-pin-pip.ts';
import { testRule } from '../test-rule.ts';

testRule(pinPip, {
  catches: [
    'RUN pip install flask',
    'RUN pip3.11 install flask',
    'RUN python3 -m pip install flask',
    'RUN pip install flask==1 gunicorn',
    'RUN pip install flask[async]',
    'RUN pip install git+https://github.com/a/b',
    'RUN pip install --upgrade pip',
    'RUN pip install $PKG',
    'RUN pip install flask>=1',
    'RUN pipx install flask',
    'RUN pip -q install flask',
    'ONBUILD RUN pip install x',
  ],
  allows: [
    'RUN pip install flask==1',
    'RUN pip install "flask>=1,<2"',
    'RUN pip install flask~=1',
    'RUN pip install -r requirements.txt flask',
    'RUN pip install --constraint=c.txt flask',
    'RUN pip install .',
    'RUN pip install ./x.tar.gz',
    'RUN pip install dist/*.whl',
    'RUN pip install -e .',
    'RUN pip install https://x/y.zip',
    'RUN pip install git+https://github.com/a/b@v1',
    'RUN pip install -i https://x --trusted-host x flask==1',
    'RUN pip install "flask==${V}"',
    'RUN pip download flask',
    'RUN uv pip install flask',
    'RUN /opt/venv/bin/pip install flask',
    'RUN pip install "flask @ https://x/y.zip"',
  ],
  places: [['RUN pip install a==1 "b"', '"b"']],
});
