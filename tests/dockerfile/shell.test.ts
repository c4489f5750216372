import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { shellOf, shellTextLimit, type ShellScript } from '../../src/dockerfile/shell.ts';

function scriptOf(text: string): { source: string; script: ShellScript | null } {
  const dockerfile = parseDockerfile(`FROM a\n${text}`);
  return { source: dockerfile.text, script: shellOf(dockerfile, dockerfile.instructions.at(-1)!) };
}

const commands = (text: string): string[] =>
  scriptOf(text).script?.commands.map(({ name, args }) => [name, ...args.map(({ value }) => value)].join(' ')) ?? [];

describe('shell commands', () => {
  it.each([
    ['RUN a b && c "d e"; f', ['a b', 'c d e', 'f']],
    ['RUN a | b || c &', ['a', 'b', 'c']],
    ['RUN if a; then b; else c; fi; for x in 1 2; do d $x; done', ['a', 'b', 'c', 'd $x']],
    ['RUN (a; { b; }); f() { c; }', ['a', 'b', 'c']],
    ['RUN a $(b "$(c)") `d`', ['a $(b "$(c)") `d`', 'b $(c)', 'c', 'd']],
    ['RUN A=1 /usr/bin/apt-get x', ['apt-get x']],
    ['RUN a \\\n  # not this, nor "that\n  && b', ['a', 'b']],
    ['RUN a # b\n', ['a']],
    ['RUN <<EOF\na\n# no\nb \\\n c\nEOF\n', ['a', 'b c']],
    ['RUN <<EOF\r\na x\r\nb\r\nEOF\r\n', ['a x', 'b']],
    ['RUN cat <<EOF >/x && b\n$(c)\nEOF\n', ['cat', 'b', 'c']],
    ["RUN cat <<'EOF'\n$(c)\nEOF\n", ['cat']],
    ['HEALTHCHECK --interval=1s CMD a || exit 1', ['a', 'exit 1']],
    ['CMD a b', ['a b']],
  ])('%j', (text, expected) => expect(commands(text)).toEqual(expected));

  it('know where they stand', () => {
    const { source, script } = scriptOf('RUN --network=none a \\\n  # c\n  && /bin/b "x y" \\\n  z\n');
    const [, second] = script?.commands ?? [];
    const slice = (span: { start: number; end: number } | null | undefined): string =>
      source.slice(span?.start, span?.end);
    expect(slice(second)).toBe('/bin/b "x y" \\\n  z');
    expect(slice(second?.nameSpan)).toBe('/bin/b');
    expect(second?.args.map(slice)).toEqual(['"x y"', 'z']);
    expect([second?.name, second?.invoked]).toEqual(['b', '/bin/b']);
  });

  it('know where they stand in a here-document', () => {
    const { source, script } = scriptOf('RUN <<EOF\na\nb c\nEOF\n');
    expect(script?.commands.map(({ start, end }) => source.slice(start, end))).toEqual(['a', 'b c']);
  });

  it.each([
    ['RUN <<-EOF\n\ta x\n\t\tb\n\tEOF\n', ['a x', 'b']],
    ['RUN <<EOF\r\na x\r\n\tb \\\r\n y\r\nEOF\r\n', ['a x', 'b \\\r\n y']],
    ['RUN <<-EOF\r\n\ta x\r\n\tb\r\n\tEOF\r\n', ['a x', 'b']],
    ['RUN cat <<-EOF && b\n\t$(c d)\n\tEOF\n', ['cat <<-EOF', 'b', 'c d']],
    ['RUN cat <<EOF &&\tb\r\n$(c d)\r\nEOF\r\n', ['cat <<EOF', 'b', 'c d']],
    ['RUN cat <<A - <<-B\r\n\t$(c)\r\nA\r\n\t$(d e)\r\n\tB\r\n', ['cat <<A - <<-B', 'c', 'd e']],
  ])('know where they stand where tabs and carriage returns are taken out: %j', (text, places) => {
    const { source, script } = scriptOf(text);
    expect(script?.commands.map(({ start, end }) => source.slice(start, end))).toEqual(places);
  });

  it('know what they are in, and what they are given', () => {
    const { script } = scriptOf('RUN A=1 B="x y" a $C \'$D\' "$E" && (b) && f() { c; }');
    expect(script?.commands.map(({ nested, subshell }) => [nested, subshell])).toEqual([[false, false], [true, true], [true, false]]); // prettier-ignore
    expect(script?.commands[0]?.assignments).toEqual([{ name: 'A', value: '1' }, { name: 'B', value: 'x y' }]); // prettier-ignore
    expect(script?.commands[0]?.args.map(({ expands }) => expands)).toEqual([true, false, true]);
  });

  it('tells pipelines', () => {
    const { source, script } = scriptOf('RUN a && b | c; echo "d | e"');
    expect(script?.pipelines.map(({ start, end }) => source.slice(start, end))).toEqual(['b | c']);
    expect([script?.pipes, scriptOf('RUN a || b').script?.pipes]).toEqual([true, false]);
  });

  it('are none in exec form, and above the limit', () => {
    expect(scriptOf('RUN ["a"]').script).toBeNull();
    expect(scriptOf(`RUN ${'a;'.repeat(shellTextLimit)}`).script).toBeNull();
  });
});
