import type { Dockerfile, Instruction, Span, Stage } from '../../dockerfile/model.ts';
import { copySourceOf } from '../copy-source.ts';
import { mountsOf } from '../mounts.ts';
import type { Rule } from '../rule.ts';
import { expandAt } from '../variables.ts';

const hub = 'docker.io';

/** An image that an instruction names, and where. */
interface Use {
  readonly instruction: Instruction;
  readonly image: string;
  readonly at: Span | undefined;
}

/** The registry that an image comes from; null where a variable without a known value leaves it open. */
function registryOf(dockerfile: Dockerfile, { instruction, image }: Use): string | null {
  const [first = '', ...rest] = (expandAt(dockerfile, instruction, image) ?? image).split('/');
  const known = expandAt(dockerfile, instruction, first);
  // `debian:$TAG` has a name, whatever its tag is.
  if (known === null) return rest.length === 0 && /^[^$]+[:@]/.test(first) ? hub : null;
  const [host = '', ...path] = [...known.split('/'), ...rest];
  const isHost = /[.:]/.test(host) || host === 'localhost';
  return path.length === 0 || !isHost || host === 'index.docker.io' ? hub : host;
}

/** `*`, `*.example.com`, `example.*`, or the registry itself. */
function matches(pattern: string, registry: string): boolean {
  if (pattern.startsWith('*')) return registry.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? registry.startsWith(pattern.slice(0, -1)) : registry === pattern;
}

/** The names of the stages above and of the own one. */
type Names = ReadonlySet<string>;

function imageOf(copy: Instruction, names: Names): Use[] {
  const flag = copySourceOf(copy);
  if (!flag || names.has(flag.source) || /^\d+$/.test(flag.source)) return [];
  return [{ instruction: copy, image: flag.value ?? '', at: flag }];
}

function mountedImages(run: Instruction, names: Names): Use[] {
  const flags = run.flags.filter(({ name }) => name === 'mount');
  const uses = mountsOf(run).map((mount, at) => ({ instruction: run, image: mount.get('from') ?? '', at: flags[at] }));
  return uses.filter(({ image }) => image !== '' && !names.has(image.toLowerCase()));
}

/** What a stage takes from images: its base, and what COPY and mounts name; one list for each instruction. */
function* usesOf({ from, image, baseStage, instructions }: Stage, names: Names): Generator<Use[]> {
  if (image !== '' && baseStage === null) yield [{ instruction: from, image, at: from.words[0] }];
  for (const instruction of instructions) {
    if (instruction.keyword === 'COPY') yield imageOf(instruction, names);
    if (instruction.keyword === 'RUN') yield mountedImages(instruction, names);
  }
}

export const trustedRegistries: Rule = {
  id: 'DL3026',
  source: 'hadolint',
  severity: 'error',
  summary: 'The image comes from a registry that is not trusted',
  help: 'The configuration lists the registries that images may come from, and this one is not among them. Take the image from one of these, or add the registry to trustedRegistries.',
  noFix: 'Whether a trusted registry has the same image is not in the Dockerfile.',
  examples: {
    bad: ['FROM debian:12', 'FROM ghcr.io/a/b:1\nCOPY --from=quay.io/a/b:1 /x /y'],
    good: ['FROM ghcr.io/a/b:1', 'FROM registry.example.com/b:1 AS build\nFROM build', 'FROM scratch'],
    config: { trustedRegistries: ['ghcr.io', '*.example.com', 'localhost:5000'] },
  },
  check(dockerfile, report, { trustedRegistries: trusted = [] }) {
    if (trusted.length === 0) return;
    const isTrusted = (use: Use): boolean => {
      const registry = use.image === 'scratch' ? null : registryOf(dockerfile, use);
      // Docker Hub is also known by the address of its pages.
      const aliases = registry === hub ? [hub, 'hub.docker.com'] : [registry];
      return aliases.some((name) => name === null || trusted.some((pattern) => matches(pattern, name)));
    };
    const names = new Set<string>();
    for (const stage of dockerfile.stages) {
      if (stage.name) names.add(stage.name.toLowerCase());
      for (const uses of usesOf(stage, names)) {
        const found = uses.find((use) => !isTrusted(use));
        if (found) report(found.instruction, { at: found.at });
      }
    }
  },
};
