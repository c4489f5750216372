import type { Dockerfile, Instruction, Span } from '../dockerfile/model.ts';
import { buildPlanOf } from './build-plan.ts';
import type { LintConfig } from './config.ts';

/** A port of EXPOSE with its variables replaced: `127.0.0.1:8080:80/tcp` in its parts. */
export interface ExposedPort {
  readonly text: string;
  /** Address and port of the host, which EXPOSE has no use for. */
  readonly host: string;
  readonly protocol: string;
  readonly at: Span;
  /** The file has it there as it is: no variable, no quotes. */
  readonly isLiteral: boolean;
  readonly place: Instruction;
  readonly directive: Instruction | null;
}

const protocols: ReadonlySet<string> = new Set(['', 'tcp', 'udp', 'sctp']);

function readPort(text: string): { host: string; protocol: string } | null {
  const parts = text.split(':');
  const [port = '', ...rest] = (parts.pop() ?? '').split('/');
  const protocol = rest.join('/');
  if (port === '' || !protocols.has(protocol.toLowerCase())) return null;
  return { host: parts.join(':').replace(/^:+$/, ''), protocol };
}

/** Every port of EXPOSE that BuildKit can read. */
export function exposedPorts(dockerfile: Dockerfile, config: LintConfig): ExposedPort[] {
  const steps = buildPlanOf(dockerfile, config).steps.filter(({ instruction }) => instruction.keyword === 'EXPOSE');
  return steps.flatMap(({ words, place, directive }) =>
    words.flatMap(({ value, at }) =>
      (value ?? '').split(/\s+/).flatMap((text) => {
        const port = readPort(text);
        const isLiteral = dockerfile.text.slice(at.start, at.end) === text;
        return port ? [{ ...port, text, at, isLiteral, place, directive }] : [];
      }),
    ),
  );
}
