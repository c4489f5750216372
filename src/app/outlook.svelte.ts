import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { DeploymentInput } from '../outlook/deployment-inputs.ts';
import type * as collecting from './collect-outlook.ts';
import { DockerfileSession } from './dockerfile-session.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Today beside with the better Dockerfile: worked out once something that shows it asks for it. */
export class Outlook {
  private readonly workspace: Workspace;
  private code = $state.raw<typeof collecting | null>(null);
  private loading: Promise<void> | null = null;
  /** The better text, as a Dockerfile of its own. */
  private better = $state.raw<DockerfileSession | null>(null);
  private lintAsked = '';
  /** What the user says of where their images run, as typed; kept for as long as the page is open. */
  readonly typed = new SvelteMap<DeploymentInput, string>();
  /** What the verify script asks, as typed; null: nobody did. */
  port = $state<string | null>(null);
  paths = $state('/');
  environment = $state('');

  readonly facts = $derived.by(() => this.code?.collectOutlook(this.workspace, this.better) ?? null);
  readonly inputs = $derived.by(() =>
    this.code && this.facts ? this.code.deploymentInputs(this.facts, this.typed) : null,
  );
  /** Null until it was asked for, and while nothing is open. */
  readonly report = $derived.by(() => {
    const { code, facts, inputs } = this;
    return code && facts && inputs ? code.reportOutlook(this.workspace, facts, inputs) : null;
  });
  readonly busy = $derived.by(() => this.better?.busy === true || this.better?.hearsShellCheck === true);

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  /** Keeps it as things stand. To be called in an effect of what shows it. */
  follow(): void {
    const { rebuildInput, context } = this.workspace;
    if (rebuildInput && context) untrack(() => context.rebuild.ask(rebuildInput));
    const { facts, code } = this;
    if (code) this.lint(facts && code.betterText(facts));
    else void this.load();
  }

  /** What could not be fetched is asked for again with the next change. */
  private async load(): Promise<void> {
    this.loading ??= import('./collect-outlook.ts').then(
      (code) => void (this.code = code),
      () => void (this.loading = null),
    );
    await this.loading;
  }

  /** As today’s text is linted, and beside the .dockerignore that is proposed with it. */
  private lint(text: string | null): void {
    const { dockerfile, dockerfiles, image, secretSettings } = this.workspace;
    if (!dockerfile || text === null) return;
    const config = dockerfiles.configOf(dockerfile);
    const dockerignore = dockerfile.review?.dockerignore ?? config.dockerignore;
    const platform = image?.layerSource?.file === dockerfile.name ? image.image.platform : config.platform;
    const input = { ...config, dockerignore, platform };
    const asked = JSON.stringify([dockerfile.name, text, input]);
    if (asked === this.lintAsked) return;
    this.lintAsked = asked;
    untrack(() => {
      this.better = new DockerfileSession({ name: dockerfile.name, text }, secretSettings);
      void this.better.check(null, input);
    });
  }
}
