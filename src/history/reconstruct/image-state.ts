import { resolvePath } from '../../dockerfile/places.ts';
import type { Dockerfile, Instruction, Word } from '../../dockerfile/model.ts';
import { variableOffsets } from '../../dockerfile/words.ts';

export const defaultShell: readonly string[] = ['/bin/sh', '-c'];

const argumentsOf = ({ args }: Instruction, { text }: Dockerfile): string => text.slice(args.start, args.end);

/** `80` and `80/TCP` are `80/tcp`. */
export const portOf = (word: string): string => (word.includes('/') ? word.toLowerCase() : `${word}/tcp`);

/** What the instructions so far make of an image's configuration. Null stands for what a variable leaves open. */
export class ImageState {
  user: string | null = '';
  directory = '/';
  shell: readonly string[];
  entrypoint: readonly string[] = [];
  command: readonly string[] = [];
  stopSignal: string | null = '';
  isHealthChecked = false;
  readonly environment = new Map<string, string | null>();
  readonly labels = new Map<string, string | null>();
  readonly ports = new Set<string>();
  readonly volumes = new Set<string>();
  readonly triggers = new Set<string>();
  /** Names that ARG declared in this stage. */
  readonly declared = new Set<string>();
  private commandIsOwn = false;

  constructor(shell: readonly string[]) {
    this.shell = shell;
  }

  /** A stage on top of what is there: arguments end, and a command is one that was taken over. */
  startStage(): void {
    this.declared.clear();
    this.commandIsOwn = false;
  }

  apply(instruction: Instruction, dockerfile: Dockerfile): void {
    const { keyword, words, json } = instruction;
    const values = (json ?? words).map(({ value }) => value);
    switch (keyword) {
      case 'ARG':
        for (const value of values) this.declared.add(value.split('=', 1)[0] ?? '');
        break;
      case 'CMD':
        this.command = json ? values : [...this.shell, argumentsOf(instruction, dockerfile)];
        this.commandIsOwn = true;
        break;
      case 'ENTRYPOINT':
        this.entrypoint = json ? values : [...this.shell, argumentsOf(instruction, dockerfile)];
        // The command that belonged to another entry point goes with it.
        if (!this.commandIsOwn) this.command = [];
        break;
      case 'ENV':
        for (const word of words) set(this.environment, word);
        break;
      case 'LABEL':
        for (const word of words) set(this.labels, word);
        break;
      case 'EXPOSE':
        for (const value of values) this.ports.add(portOf(value));
        break;
      case 'VOLUME':
        for (const value of values) this.volumes.add(value);
        break;
      case 'ONBUILD':
        this.triggers.add(argumentsOf(instruction, dockerfile));
        break;
      case 'HEALTHCHECK':
        this.isHealthChecked = true;
        break;
      case 'SHELL':
        this.shell = values;
        break;
      case 'STOPSIGNAL':
        this.stopSignal = textOf(words);
        break;
      case 'USER':
        this.user = textOf(words);
        break;
      case 'WORKDIR':
        this.directory = resolvePath(this.directory, textOf(words) ?? '.');
        break;
      default:
    }
  }
}

const isOpen = ({ raw }: Word): boolean => variableOffsets(raw, '\\').length > 0;

const textOf = (words: readonly Word[]): string | null =>
  words.some(isOpen) ? null : words.map(({ value }) => value).join(' ');

function set(map: Map<string, string | null>, word: Word): void {
  const equals = word.value.indexOf('=');
  map.set(word.value.slice(0, equals), isOpen(word) ? null : word.value.slice(equals + 1));
}
