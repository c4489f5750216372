import type { Rule } from '../rule.ts';

const isAbsolute = (path: string): boolean => /^(?:[/$]|[a-z]:)/i.test(path);

export const absoluteCopyTarget: Rule = {
  id: 'DL3045',
  source: 'hadolint',
  severity: 'warning',
  summary: 'COPY to a relative path though no WORKDIR is set',
  help: 'The path is taken from whatever folder the base image left. Set WORKDIR, or write the path from the root.',
  noFix: 'Where the base image leaves the working directory is not in the Dockerfile, so the whole path is not known.',
  examples: {
    bad: ['COPY app.py srv/'],
    good: ['COPY app.py /srv/', 'WORKDIR /srv\nCOPY app.py .'],
  },
  check(dockerfile, report) {
    // As hadolint has it, a WORKDIR also counts for a later stage from the same image.
    const set = new Set<string>();
    for (const { name, image, instructions } of dockerfile.stages) {
      const key = (name ?? image).toLowerCase();
      let hasWorkdir = set.has(image.toLowerCase());
      for (const instruction of instructions) {
        const target = (instruction.json ?? instruction.words).at(-1);
        hasWorkdir ||= instruction.keyword === 'WORKDIR';
        if (instruction.keyword !== 'COPY' || hasWorkdir || !target) continue;
        if (!isAbsolute(target.value)) report(instruction, { at: target });
      }
      if (hasWorkdir) set.add(key);
    }
  },
};
