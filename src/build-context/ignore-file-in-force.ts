import type { ContextText } from './build-context.ts';

/**
 * The ignore file that a build goes by: the one named after its Dockerfile and beside it (`build/web.Dockerfile.dockerignore`),
 * even where it is empty, else `.dockerignore` at the root of the context; the builder looks at no other. Podman's
 * `.containerignore` comes first where podman builds, but BuildKit does not know it: it counts only where there is no
 * `.dockerignore`, so that a folder made for podman is not shown as if all of it were sent. Null where there is none.
 */
export function ignoreFileInForce(texts: readonly ContextText[], dockerfile: string | null): ContextText | null {
  const named = dockerfile === null ? [] : [`${dockerfile.replace(/^(?:\.?\/)+/, '')}.dockerignore`];
  for (const path of [...named, '.dockerignore', '.containerignore']) {
    const found = texts.find((text) => text.path === path);
    if (found) return found;
  }
  return null;
}
