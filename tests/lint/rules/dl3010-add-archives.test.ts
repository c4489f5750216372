import { addArchives } from '../../../src/lint/rules/dl3010-add-archives.ts';
import { testRule } from '../test-rule.ts';

testRule(addArchives, {
  catches: [
    'COPY a.tar /b/\nRUN tar -xf /b/a.tar',
    'COPY a.tar /b/\nRUN cd /b && tar -x -f ./a.tar && rm a.tar',
    'COPY a.tar /b/\nRUN tar --extract --file /b/a.tar',
    'COPY a.tar /b/\nRUN tar -f /b/a.tar --get',
    'COPY a.tgz /b/c.tar\nRUN tar -C /x -xzvf /b/c.tar',
    'COPY a /b/c.tar\nRUN tar -xf /b/c.tar',
    'COPY x a.tar b.tar.gz /b/\nRUN tar -xf /b/b.tar.gz && tar -xf /b/a.tar',
    'COPY *.tar /b/\nRUN tar -xf /b/*.tar',
    'COPY ["./a.txz", "/b/"]\nRUN ["tar", "-xf", "/b/a.txz"]',
    'COPY "a.tbz2" /b/\nRUN tar -xf "$X/a.tbz2"',
    'COPY a.tar.gz /b/\nRUN gunzip -c /b/a.tar.gz | tar -x',
    'COPY a.tar.xz /b/\nRUN unxz a.tar.xz',
    'COPY a.tar /b/\nRUN make\nRUN <<EOF\nif true; then tar -xf /b/a.tar; fi\nEOF\n',
    'copy --chown=a a.tar /b/\nrun tar \\\n # why\n -xf \\\n a.tar',
    'ARG V=1\nCOPY a-${V}.tar /b/\nRUN tar -xf /b/a-${V}.tar',
  ],
  allows: [
    'ADD a.tar /b/\nRUN tar -xf /b/a.tar',
    'COPY --from=x a.tar /b/\nRUN tar -xf /b/a.tar',
    'RUN tar -xf /b/a.tar\nCOPY a.tar /b/',
    'FROM a:1\nCOPY a.tar /b/\nFROM b:1\nRUN tar -xf /b/a.tar',
    'ONBUILD COPY a.tar /b/\nONBUILD RUN tar -xf /b/a.tar',
    'COPY a.tar /b/\nRUN tar -tf /b/a.tar',
    'COPY a.tar /b/\nRUN tar xf /b/a.tar',
    'COPY a.tar /b/c.tar\nRUN tar -xf a.tar',
    'COPY a.tar /b/c\nRUN tar -xf /b/c',
    'COPY a.zip /b/\nRUN unzip /b/a.zip',
    'COPY a.tar.gz /b/\nRUN tar -xf /b/other.tar.gz',
    'COPY a.tar.gz /b/\nRUN tar -tf a.tar.gz && make -x',
    'COPY dir /b/\nRUN tar -xf /b/dir/a.tar',
  ],
  places: [['COPY README a.tar /b/\nRUN tar -xf /b/a.tar', 'a.tar']],
});
