// dockerfile-ast is a second, independent reader of the grammar. Where the two differ, BuildKit sides with ours; the
// cases are listed one by one, and a case that no longer differs fails.
import { DockerfileParser } from 'dockerfile-ast';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';

interface Reading {
  /** Line, keyword and flags of each instruction. */
  instructions: string[];
  execForms: string[];
}

interface AstExtras {
  getFlags?(): { getName(): string; getValue(): string | null }[];
  getJSONStrings?(): { getJSONValue(): string }[];
}

function ours(text: string): Reading {
  const { instructions } = parseDockerfile(text);
  return {
    instructions: instructions.map(({ line, keyword, flags }) =>
      [line, keyword.toUpperCase(), ...flags.map(({ name, value }) => `${name}=${value}`)].join(' '),
    ),
    execForms: instructions.flatMap(({ json }) => (json ? [JSON.stringify(json.map(({ value }) => value))] : [])),
  };
}

function theirs(text: string): Reading {
  const instructions = DockerfileParser.parse(text).getInstructions();
  return {
    instructions: instructions.map((instruction) => {
      const flags = (instruction as AstExtras).getFlags?.() ?? [];
      const named = flags.map((flag) => `${flag.getName()}=${flag.getValue()}`);
      return [instruction.getRange().start.line + 1, instruction.getKeyword(), ...named].join(' ');
    }),
    execForms: instructions.flatMap((instruction) => {
      const strings = (instruction as AstExtras).getJSONStrings?.() ?? [];
      return strings.length > 0 ? [JSON.stringify(strings.map((item) => item.getJSONValue()))] : [];
    }),
  };
}

const alike: [string, string][] = [
  ['continuations and comments', 'FROM a AS b\nRUN x \\\n# note\n\n  y\nCMD ["z"]\n'],
  ['flags', 'FROM --platform=linux/arm64 a\nCOPY --from=b --chown=1:1 x y\nRUN --mount=type=cache,target=/c x\n'],
  ['another escape character', '# escape=`\nFROM a\nRUN x `\n  y\n'],
  ['CR LF', 'FROM a\r\nRUN x \\\r\n  y\r\n'],
  ['heredocs', 'FROM a\nRUN <<EOF\nFROM here\nEOF\nCOPY <<A /x\nRUN y\nA\nUSER z\n'],
  ['ONBUILD', 'FROM a\nONBUILD RUN x\n'],
];

const different: [string, string][] = [
  ['blanks inside the strings of an exec form are lost', 'FROM a\nCMD ["nginx", "-g", "daemon off;"]\n'],
  ['an array that is not closed is read as an exec form', 'FROM a\nCMD ["sh", "-c"\n'],
  ['a heredoc with a descriptor is not seen', 'FROM a\nRUN 3<<EOF cat\nUSER x\nEOF\n'],
  ['a heredoc with a blank in its name is not seen', 'FROM a\nRUN <<"E F" cat\nUSER x\nE F\n'],
];

describe('dockerfile-ast 0.7.1', () => {
  it.each(alike)('reads %s as we do', (_, text) => expect(theirs(text)).toEqual(ours(text)));

  it.each(different)('differs: %s', (_, text) => expect(theirs(text)).not.toEqual(ours(text)));

  const shared = sharedFixtures();
  it.skipIf(!shared)('reads the shared Dockerfiles as we do, but for five exec forms', () => {
    const folder = join(shared!.shared, 'dockerfiles');
    const differing: string[] = [];
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.Dockerfile'))) {
      const text = readFileSync(join(folder, name), 'utf8');
      expect([name, theirs(text).instructions]).toEqual([name, ours(text).instructions]);
      if (theirs(text).execForms.join() !== ours(text).execForms.join()) differing.push(name);
    }
    expect(differing).toEqual([
      'fastapi-slim.Dockerfile',
      'large-nginx.Dockerfile',
      'large-python.Dockerfile',
      'run-exec-form.Dockerfile',
      'syntax-unclosed-json.Dockerfile',
    ]);
  });
});
