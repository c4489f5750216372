import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { commandsOf } from '../../lint/commands.ts';
import { instructionsOfImage } from '../runtime-config.ts';

const programs: ReadonlySet<string> = new Set([
  'celery', 'daphne', 'fastapi', 'flask', 'gunicorn', 'hypercorn', 'streamlit', 'uvicorn', 'uwsgi', 'waitress-serve',
]); // prettier-ignore

/** The CMD or ENTRYPOINT of the image that starts Python or a server of it; null where none does. */
export function pythonStart(dockerfile: Dockerfile): { line: number; program: string } | null {
  const own = instructionsOfImage(dockerfile);
  const last = (word: string): Instruction | null => own.findLast(({ keyword }) => keyword === word) ?? null;
  for (const start of [last('ENTRYPOINT'), last('CMD')]) {
    if (!start) continue;
    const [command] = commandsOf(dockerfile, start);
    if (command && (/^python[\d.]*$/.test(command.name) || programs.has(command.name))) {
      return { line: start.line, program: command.name };
    }
  }
  return null;
}
