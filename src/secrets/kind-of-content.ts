import type { Surroundings } from './detector.ts';

const looked = 8000;
/** Says nothing of what the text is. */
const comment = /^\s*(?:[#;[]|\/\/|$)/;
/** Of a Dockerfile. */
const instruction = /^\s*(?:ENV|ARG|FROM|RUN|COPY|ADD|CMD|USER|LABEL|EXPOSE|WORKDIR|ENTRYPOINT) /;
/** NAME=value, - name: value. */
const setting = /^\s*(?:- )?(?:export )?["']?[\w./@-]{1,80}["']? ?[:=](?!=)/;
const ofProgram = /[;{}(]$/;
const continued = /\\\r?\n/g;
const enough = 0.8;

/** What a text is whose name is not known: settings where nearly every line sets something. */
export function kindOfContent(bytes: Uint8Array): Surroundings['kind'] {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, looked));
  const lines = text
    .replace(continued, ' ')
    .split('\n')
    .filter((line) => !comment.test(line));
  const set = lines.filter((line) => instruction.test(line) || (setting.test(line) && !ofProgram.test(line.trimEnd())));
  return set.length >= lines.length * enough ? 'settings' : 'code';
}
