import { beforeAfter } from '../outlook/before-after.ts';
import { answerChecklist } from '../outlook/checklist/index.ts';
import type { Evidence } from '../outlook/checklist/item.ts';
import { deploymentRows } from '../outlook/deployment.ts';
import type { DeploymentInputs } from '../outlook/deployment-inputs.ts';
import { sizeJourney } from '../outlook/journey.ts';
import type { OutlookFacts } from '../outlook/outlook-facts.ts';
import { figureReport, type Hide } from './figure-report.ts';
import type { BeforeAfterReport, ChecklistReport } from './report.ts';

/** What it is about, by name; null for what is not open. */
export interface OutlookSubject {
  readonly image: string | null;
  readonly dockerfile: string | null;
  readonly context: string | null;
}

export interface OutlookReport {
  readonly beforeAfter: BeforeAfterReport;
  readonly checklist: ChecklistReport;
}

function journeyReport(facts: OutlookFacts, hide: Hide): BeforeAfterReport['journey'] {
  const journey = sizeJourney(facts);
  if ('reason' in journey) return null;
  const { start, end, steps, nothing, unmeasured } = journey;
  return {
    start,
    end: end.most,
    ...(end.least < end.most && { endLeast: end.least }),
    steps: steps.map(({ id, title, saves, range, after, risk, test }) => ({
      id,
      title: hide(title),
      saves,
      ...(range && { range }),
      after: after.most,
      ...(after.least < after.most && { afterLeast: after.least }),
      risk,
      test: hide(test),
    })),
    saveNothing: nothing.map(({ id }) => id),
    notMeasured: unmeasured.map(({ id }) => id),
  };
}

function evidenceReport(
  { text, code, place, layer }: Evidence,
  hide: Hide,
): ChecklistReport['items'][number]['evidence'][number] {
  return {
    text: hide(text),
    ...(code === undefined ? {} : { code }),
    ...(place?.kind === 'line' ? { line: place.line } : {}),
    ...(layer === undefined ? {} : { layer }),
  };
}

/** The figures before and after, and the checklist. `hide` takes the Dockerfile’s secrets out of what repeats its text. */
export function buildOutlookReport(
  about: OutlookSubject,
  facts: OutlookFacts,
  inputs: DeploymentInputs,
  hide: Hide,
): OutlookReport {
  return {
    beforeAfter: {
      ...about,
      figures: beforeAfter(facts).map(({ id, title, example, unit, today, better }) => ({
        id,
        title,
        ...(example === undefined ? {} : { example }),
        unit,
        today: figureReport(today, hide),
        better: figureReport(better, hide),
      })),
      journey: journeyReport(facts, hide),
      deployment: {
        inputs: { ...inputs },
        results: deploymentRows(facts, inputs).map(({ id, title, unit, formula, today, better }) => ({
          id,
          title,
          unit,
          formula,
          today: figureReport(today, hide),
          better: figureReport(better, hide),
        })),
      },
    },
    checklist: {
      ...about,
      items: answerChecklist(facts).map(({ item: { id, group, title }, state, evidence }) => ({
        id,
        group,
        title,
        state,
        evidence: evidence.map((one) => evidenceReport(one, hide)),
      })),
    },
  };
}
