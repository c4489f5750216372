import { sha256 } from '../bytes/sha256.ts';
import { encodeText } from '../bytes/text.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import { mostInDockerfile } from '../secrets/dockerfile-secrets.ts';
import type { DockerfileSecret } from '../secrets/found-secret.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';
import { redact } from '../secrets/redact.ts';
import { holderOf, secretsIn } from './secrets-in-dockerfile.ts';
import { toRange } from './to-range.ts';

/** The secrets of a Dockerfile, told as those of an image are: without their values. */
export function describeSecrets(dockerfile: Dockerfile, own: readonly OwnPattern[] = []): Promise<DockerfileSecret[]> {
  let [at, offset] = [0, 0];
  const offsetOf = (start: number): number => {
    offset += encodeText(dockerfile.text.slice(at, start)).length;
    at = start;
    return offset;
  };
  const secrets = secretsIn(dockerfile, own)
    .slice(0, mostInDockerfile)
    .map((secret) => ({ ...secret, offset: offsetOf(secret.at.start) }));
  return Promise.all(
    secrets.map(async ({ offset: start, ...secret }) => {
      const { line, column, endLine } = toRange(dockerfile, secret.at);
      const value = encodeText(secret.value);
      return {
        detector: secret.detector.id,
        severity: secret.severity,
        inside: null,
        container: null,
        line,
        column,
        endLine,
        offset: start,
        length: value.length,
        width: 1,
        excerpt: redact(secret.value),
        hash: (await sha256(value)).slice('sha256:'.length),
        holder: holderOf(secret),
      };
    }),
  );
}
