import type { Dockerfile, Instruction, Span } from '../../dockerfile/model.ts';
import { baseImageOf } from '../../dockerfile/stages.ts';
import { commandsOf } from '../commands.ts';
import { keptPackage } from '../kept-packages.ts';
import { pairsOf } from '../pairs.ts';
import { replaceBy, type Fix } from '../fix.ts';
import type { Rule } from '../rule.ts';
import { builtStageOf, isWorkshop, shippedInstructions } from '../shipped-stages.ts';

const tools: ReadonlySet<string> = new Set([
  'gdb', 'gdbserver', 'htop', 'ltrace', 'nano', 'net-tools', 'strace', 'tcpdump', 'telnet', 'vim', 'vim-enhanced',
  'vim-minimal', 'vim-nox', 'vim-tiny',
]); // prettier-ignore

const isTool = (name: string): boolean => tools.has(name);

const on = /^(?:1|true|on|yes)$/i;
const development = /^(?:dev|development)$/i;
const debuggerOption = /(?:^|\s)--inspect(?:-brk|-wait)?(?:$|[=\s])|(?:-agentlib:jdwp|-Xrunjdwp)/;

/** What a variable holds where a program is to run for its developers. */
const debugValues: ReadonlyMap<string, RegExp> = new Map([
  ['APP_DEBUG', on],
  ['ASPNETCORE_ENVIRONMENT', development],
  ['DEBUG', /^(?:\*|1|true|on|yes)$/i],
  ['DJANGO_DEBUG', on],
  ['DOTNET_ENVIRONMENT', development],
  ['FLASK_DEBUG', on],
  ['FLASK_ENV', development],
  ['JAVA_OPTS', debuggerOption],
  ['JAVA_TOOL_OPTIONS', debuggerOption],
  ['NODE_ENV', development],
  ['NODE_OPTIONS', debuggerOption],
  ['RACK_ENV', development],
  ['RAILS_ENV', development],
]);

/** Reports one thing that was left over. */
type Tell = (instruction: Instruction, at: Span, message: string, fix?: Fix | null) => void;

/** The lines of an ENV that sets nothing else, where no other ENV is behind it and nothing reads the variable. */
function withoutVariable({ text, lines }: Dockerfile, env: Instruction, name: string, isAgain: boolean): Fix | null {
  if (isAgain || pairsOf(env).length > 1 || new RegExp(`\\$\\{?${name}(?!\\w)`).test(text)) return null;
  const end = env.endLine < lines.count ? lines.start(env.endLine + 1) : lines.end(env.endLine);
  return { title: `Remove ${name}`, edits: [replaceBy({ start: lines.start(env.line), end }, '')] };
}

/** The last word of the image on each variable. */
function tellVariables(dockerfile: Dockerfile, instructions: readonly Instruction[], tell: Tell): void {
  const last = new Map<string, () => void>();
  for (const instruction of instructions.filter(({ keyword }) => keyword === 'ENV')) {
    for (const { name, value, at } of pairsOf(instruction)) {
      const isDebug = debugValues.get(name)?.test(value) ?? false;
      const isAgain = last.has(name);
      last.set(name, () => {
        if (!isDebug) return;
        const fix = withoutVariable(dockerfile, instruction, name, isAgain);
        tell(instruction, at, `${name} is set for development in the final image`, fix);
      });
    }
  }
  for (const report of last.values()) report();
}

/** The word of a CMD or ENTRYPOINT that attaches a debugger. */
function debuggerIn(words: readonly (Span & { readonly value: string })[], program: string): Span | null {
  const own = program.slice(program.lastIndexOf('/') + 1);
  if (own === 'dlv' || own === 'gdb' || own === 'gdbserver') return words[0] ?? null;
  const options = words.filter(({ value }) => value.startsWith('-') || value === 'debugpy');
  return (
    options.find(
      ({ value }) =>
        debuggerOption.test(value) || value === '--debugger' || value === '-mdebugpy' || value === 'debugpy',
    ) ?? null
  );
}

function tellCommand(dockerfile: Dockerfile, instruction: Instruction, tell: Tell): void {
  for (const { invoked, args, nameSpan, start, end } of commandsOf(dockerfile, instruction)) {
    const words = [{ ...(nameSpan ?? { start, end }), value: invoked }, ...args];
    const at = debuggerIn(words, invoked);
    if (at) tell(instruction, at, 'The program starts with a debugger attached');
  }
}

const isJava = (image: string, command: string): boolean =>
  /java|jdk|jre|temurin|corretto|tomcat|jetty|wildfly|maven|gradle/i.test(image) || /\bjava\b/.test(command);

export const debugLeftovers: Rule = {
  id: 'PL1014',
  source: 'plimsoll',
  severity: 'info',
  summary: 'The final image holds what is there for debugging',
  help: 'Tools, ports and settings for developers cost space and speed, and an open debugger runs whatever it is sent. Keep them in a stage of their own that is built with --target, or attach a debug container when one is needed.',
  fixes: 'reviewed',
  noFix: 'Only for a variable that has its ENV to itself; tools and ports may be wanted.',
  examples: {
    bad: [
      'RUN apt-get update && apt-get install -y strace',
      'ENV NODE_ENV=development',
      'CMD ["node", "--inspect=0.0.0.0:9229", "server.js"]',
    ],
    good: [
      'FROM node:22 AS base\nENV NODE_ENV=production\nFROM base AS dev\nENV NODE_ENV=development\nFROM base\nCMD ["node", "a.js"]',
      'RUN apt-get update && apt-get install -y gdb && ./measure && apt-get purge -y gdb',
    ],
  },
  check(dockerfile, report, config) {
    const built = builtStageOf(dockerfile, config);
    if (!built || isWorkshop(dockerfile, config)) return;
    const tell: Tell = (instruction, at, message, fix) => report(instruction, { at, message, fix });
    const instructions = shippedInstructions(dockerfile, config);
    const starts = ['CMD', 'ENTRYPOINT'].flatMap(
      (word) => instructions.findLast(({ keyword }) => keyword === word) ?? [],
    );
    for (const start of starts) tellCommand(dockerfile, start, tell);
    tellVariables(dockerfile, instructions, tell);
    const command = starts.map(({ start, end }) => dockerfile.text.slice(start, end)).join(' ');
    const ports = isJava(baseImageOf(dockerfile, built), command) ? ['9229', '5005'] : ['9229'];
    for (const instruction of instructions) {
      const tool = instruction.keyword === 'RUN' ? keptPackage(dockerfile, instruction, isTool) : null;
      if (tool) tell(instruction, tool, `${tool.value} is installed into the final image`);
      for (const port of instruction.keyword === 'EXPOSE' ? instruction.words : []) {
        if (ports.includes(port.value.replace(/\/tcp$/i, '')))
          tell(instruction, port, `Port ${port.value} is that of a debugger`);
      }
    }
  },
};
