// Settings in text: paths that stand in them, with patterns, and programs that supervisors start by them.
import { isElf } from '../../content/elf-fields.ts';
import { isScript } from '../../hardening/script-line.ts';
import { pathsByGlob } from '../find-by-glob.ts';
import { mayReadPath, pathsIn } from '../paths-in-text.ts';
import { withoutComments, wordsInText } from '../words-in-text.ts';
import type { Follower, TracedFile, Tracing } from '../tracing.ts';

const mostBytes = 256_000;
const endings = /\.(?:conf|cnf|cfg|ini|ya?ml|toml|json|xml|properties|env|service|config|include|rules|vcl|hcl)$/;
/** What comes with a system, and packages of applications, are read by programs that know where the rest lies. */
const ofOthers = /^\/usr\/(?:share|lib|include)\/|\/(?:node_modules|site-packages|dist-packages|vendor|gems)\//;

const limits = { includes: 500, commands: 200 } as const;

/** `include mime.types;` and `include conf.d/*.conf`: from the folder of the settings. */
const include =
  /^[ \t]*(?:include|include_dir|includedir|!include|!includedir|Include|IncludeOptional)[ \t=]+["']?([^\s"';#]+)/gm;
/** Of supervisord, systemd and others. */
const command = /^[ \t]*(?:command|ExecStart|ExecStartPre|ExecStartPost|exec)[ \t]*[=:][ \t]*([^\r\n]+)/gm;

function mayRead(pattern: string, folder: string, tracing: Tracing): void {
  const path = pattern.startsWith('/') ? pattern : `${folder}/${pattern}`;
  for (const one of pathsByGlob(path, tracing)) tracing.mayNeed(one, `includes ${pattern}`);
}

function startCommands(text: string, tracing: Tracing): void {
  let count = 0;
  for (const [, line = ''] of text.matchAll(command)) {
    if (++count > limits.commands) return;
    const words = wordsInText(line.replace(/^[-@:+!]{1,4}/, ''));
    const [word] = words;
    if (word !== undefined && tracing.findProgram(word, tracing.directory) !== null)
      tracing.start(words, `is to start ${word}`);
  }
}

async function followSettings({ node, path, size, head }: TracedFile, tracing: Tracing): Promise<void> {
  const text = size > mostBytes ? null : await tracing.textOf(node, mostBytes);
  if (text === null || head.includes(0)) return;
  const plain = withoutComments(text, /^\s*[#;]/);
  const folder = path.slice(0, path.lastIndexOf('/'));
  for (const one of pathsIn(plain)) mayReadPath(one, `names ${one}`, tracing);
  const includes = [...plain.matchAll(include)].slice(0, limits.includes);
  for (const [, pattern = ''] of includes) mayRead(pattern, folder, tracing);
  startCommands(plain, tracing);
}

export const settings: Follower = {
  id: 'settings',
  selects: ({ path, head }) => endings.test(path) && !ofOthers.test(path) && !isElf(head) && !isScript(head),
  follow: followSettings,
};
