// Loaded with the views that show it, and with the export: it is no part of the first load.
import { parseDockerfile } from '../dockerfile/parse.ts';
import { measuredCompression } from '../outlook/deployment.ts';
import { inputsFrom, type TypedInputs } from '../outlook/deployment-choice.ts';
import type { DeploymentInputs } from '../outlook/deployment-inputs.ts';
import {
  isBettered,
  type DockerfileFacts,
  type ImageFacts,
  type LintedText,
  type OutlookFacts,
} from '../outlook/outlook-facts.ts';
import { buildOutlookReport, type OutlookReport } from '../report/outlook-report.ts';
import { hiding } from '../secrets/redactions.ts';
import type { DockerfileSession } from './dockerfile-session.svelte.ts';
import type { ImageSession } from './image-session.svelte.ts';
import { measuredIn } from './measured.ts';
import type { Workspace } from './workspace.svelte.ts';

function imageFacts({ report, hardening, unreadLayers, secretSearch: { kept } }: ImageSession): ImageFacts | null {
  if (!report) return null;
  const { sizes, base, config, layers } = report;
  return {
    stored: sizes.stored,
    wasted: sizes.overwritten + sizes.deleted,
    compressed: sizes.compressed,
    layers: layers.length,
    unread: unreadLayers.length,
    base,
    workingDir: config.workingDir,
    checks: hardening?.results ?? null,
    secrets: kept?.secrets.length ?? null,
    unsearched: kept?.incomplete.length ?? 0,
  };
}

const texts = new WeakMap<object, LintedText>();

/** Parsed once for each audit. */
function lintedText({ audit, auditedText, name }: DockerfileSession): LintedText | null {
  if (!audit) return null;
  const known = texts.get(audit);
  if (known) return known;
  const linted = {
    dockerfile: parseDockerfile(auditedText, name),
    findings: audit.findings,
    secrets: audit.secrets.length,
  };
  texts.set(audit, linted);
  return linted;
}

function dockerfileFacts(
  session: DockerfileSession,
  image: ImageSession | null,
  better: DockerfileSession | null,
): DockerfileFacts | null {
  const linted = lintedText(session);
  if (!linted) return null;
  const { review } = session;
  const isCurrent = better !== null && better.text === review?.proposal?.text;
  return { ...linted, review, measured: measuredIn(session, image), better: isCurrent ? lintedText(better) : null };
}

/** What the page knows of the image, the Dockerfile and the folder that are shown. */
export function collectOutlook(
  { image, dockerfile, context, secrets }: Workspace,
  better: DockerfileSession | null,
): OutlookFacts {
  return {
    image: image && imageFacts(image),
    dockerfile: dockerfile && dockerfileFacts(dockerfile, image, better),
    context: context?.audit ? { audit: context.audit, tree: context.context.tree } : null,
    rebuild: context && dockerfile && !dockerfile.rebuilt ? (context.rebuild.facts?.compared ?? null) : null,
    secrets: secrets?.secrets ?? [],
  };
}

export const deploymentInputs = (facts: OutlookFacts, typed: TypedInputs): DeploymentInputs =>
  inputsFrom(typed, measuredCompression(facts));

/** Their part of the report. Texts of the Dockerfile that it repeats are without its secrets. */
export function reportOutlook(
  { image, dockerfile, context }: Workspace,
  facts: OutlookFacts,
  inputs: DeploymentInputs,
): OutlookReport {
  const { audit, review } = dockerfile ?? {};
  const hide = hiding([...(audit?.redactions ?? []), ...(review?.redactions ?? [])]);
  const about = {
    image: image?.fileName ?? null,
    dockerfile: dockerfile?.name ?? null,
    context: context?.name ?? null,
  };
  return buildOutlookReport(about, facts, inputs, hide);
}

/** The text to look at beside today's; null where nothing is to change in it. */
export function betterText(facts: OutlookFacts): string | null {
  return isBettered(facts) ? (facts.dockerfile?.review?.proposal?.text ?? null) : null;
}
