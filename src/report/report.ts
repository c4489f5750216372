import type { BaseSplit } from '../analysis/base-split.ts';
import type { CiResult } from '../analysis/ci/ci-rules.ts';
import type { DuplicateGroup, SameContent, StoredDuplicates, WastedPath } from '../analysis/image-model.ts';
import type { Verification } from '../analysis/verification.ts';
import type { WasteGroup, WastePart } from '../analysis/waste-groups.ts';
import type { ContextFigures, IgnoreProblem, ProposedLine } from '../build-context/context-audit.ts';
import type { Bytes } from '../bytes/units.ts';
import type { BaseBoundary } from '../history/base-boundary.ts';
import type { ImageConfig, ImageFormat } from '../image/model.ts';
import type { ItemGroup, ItemState } from '../outlook/checklist/item.ts';
import type { DeploymentUnit } from '../outlook/deployment.ts';
import type { DeploymentInputs } from '../outlook/deployment-inputs.ts';
import type { FigureUnit } from '../outlook/figure.ts';
import type { DatabasePart } from '../analysis/vulnerabilities/vulnerability.ts';
import type { SystemRelease } from '../packages/package.ts';
import type { BasesReport } from './bases-report.ts';
import type { CompareReport } from './compare-report.ts';
import type { PackageReport } from './package-reports.ts';
import type { VulnerabilityReport } from './vulnerability-reports.ts';

/**
 * The report contract `plimsoll-report/1`: what every export and every view reads. Sizes are bytes, times RFC 3339 in
 * UTC, digests `sha256:<hex>`, paths absolute in the image, layer indices from 0 at the base, lines and columns from 1.
 * Its JSON Schema is public/report.schema.json.
 */
export interface Report {
  schema: 'plimsoll-report/1';
  tool: { name: 'plimsoll'; version: string };
  images: ImageReport[];
  dockerfiles: DockerfileReport[];
  contexts: ContextReport[];
  problems: InputProblem[];
  /** Of the image, the Dockerfile and the folder that are shown; left out where nobody asked for it. */
  beforeAfter?: BeforeAfterReport;
  checklist?: ChecklistReport;
  /** Two of the images beside each other; left out where nobody asked for it. */
  compare?: CompareReport;
}

/** An input, or a part of one, that could not be read. */
export interface InputProblem {
  file: string;
  code: string;
  message: string;
  offset?: number;
}

/** A part that was not analysed, so that an empty list elsewhere in the report is honest. */
export interface Unknown {
  part: string;
  reason: string;
}

export interface ImageReport {
  file: string;
  format: ImageFormat;
  reference: string | null;
  /** Every name that the archive gives the image, the reference first. */
  tags: string[];
  id: string;
  platform: string;
  created: string | null;
  config: ConfigReport;
  sizes: SizesReport;
  efficiency: {
    score: number;
    dive: { efficiency: number; wastedBytes: number; userWastedPercent: number };
  };
  /** Where the base image ends, and what is stored and wasted on either side: base and yours add up to the whole. */
  base: BaseReport;
  yours: { stored: Bytes; wasted: Bytes };
  /** dive's CI rules; null while nobody set any. */
  ci: CiResult | null;
  layers: LayerReport[];
  wasted: WastedPath[];
  /** The same by cause, the heaviest first; they add up to what is wasted. */
  wasteGroups: WasteGroupReport[];
  duplicates: DuplicateGroup[];
  /** Null: contents were not compared. */
  storedDuplicates: StoredDuplicates | null;
  secrets: SecretReport[];
  /** What the user's `.plimsollignore` keeps out of them: places, and entries that fit nothing here. */
  secretsIgnored: { count: number; unused: string[] };
  /** Its distribution; null where none is told, or nobody searched. */
  system: SystemRelease | null;
  packages: PackageReport[];
  /** Of the packages, the worst first. */
  vulnerabilities: VulnerabilityReport[];
  /** Null: nothing was looked up. */
  vulnerabilityData: DatabasePart[] | null;
  /** Its base image and others of the family; left out where nobody asked for it. */
  bases?: BasesReport;
  findings: Finding[];
  unknowns: Unknown[];
  /** Whether every digest that the archive names is that of the bytes; null: not checked yet. */
  verification: Verification | null;
}

export type ConfigReport = ImageConfig;

export type BaseReport = BaseBoundary & BaseSplit['base'];

/** stored = visible + overwritten + deleted, to the byte. */
export interface SizesReport {
  stored: Bytes;
  visible: Bytes;
  overwritten: Bytes;
  deleted: Bytes;
  duplicated: Bytes;
  compressed: Bytes | null;
}

export interface LayerReport {
  index: number;
  digest: string | null;
  diffId: string;
  command: string;
  created: string | null;
  /** By the history's times, an estimate: the step took no longer, and one from a cache tells what it once took. Null: they tell nothing. */
  secondsAtMost: number | null;
  size: Bytes;
  compressed: Bytes | null;
  added: number;
  modified: number;
  removed: number;
  directories: { added: number; removed: number };
  /** Bytes stored here that a later layer deleted or overwrote. */
  wasted: Bytes;
  /** Files written again with the contents that they had; null: contents were not compared. */
  sameContent: SameContent | null;
  dockerfile: { file: string; line: number } | null;
  changes?: LayerChange[];
}

/** Why bytes are wasted, where, and what to do. */
export interface WasteGroupReport extends WasteGroup {
  parts: WastePartReport[];
}

/** What one layer stored and another hid, with the instructions that made the two, where they match. */
export interface WastePartReport extends WastePart {
  storedBy: LayerReport['dockerfile'];
  hiddenBy: LayerReport['dockerfile'];
}

export interface LayerChange {
  path: string;
  kind: 'added' | 'modified' | 'removed';
  size: Bytes;
}

export interface SecretReport {
  detector: string;
  /** Where it is a pattern of the user's own: what they call what it finds. */
  title?: string;
  severity: Severity;
  /** command: the config's Entrypoint, Cmd, Healthcheck or OnBuild. */
  where: 'file' | 'env' | 'label' | 'command' | 'history' | 'dockerfile';
  /** Of a file, absolute. */
  path: string | null;
  /** The variable, label or field of the config, the number of the history's entry, or a Dockerfile's `ENV NAME`; null for a file. */
  name: string | null;
  layer: number | null;
  line: number | null;
  visible: boolean;
  removedIn: number | null;
  excerpt: string;
  /** The secret itself: where the user wants it in the file. */
  value?: string;
}

export type {
  DuplicateGroup,
  SameContent,
  StoredDuplicateGroup,
  StoredDuplicates,
  WastedPath,
} from '../analysis/image-model.ts';
export type { Verification, VerifiedDigest } from '../analysis/verification.ts';
export type { CiVulnerabilityResult } from '../analysis/ci/vulnerability-rule.ts';
export type { CiResult, CiRuleId, CiRuleResult, CiRuleVerdict } from '../analysis/ci/ci-rules.ts';
export type { PackageReport } from './package-reports.ts';
export type { VulnerabilityReport } from './vulnerability-reports.ts';
export type { ImageFormat } from '../image/model.ts';
export type { RuleSource, Severity, Finding, FindingFix } from '../lint/finding.ts';
import type { Finding, Severity } from '../lint/finding.ts';

export interface DockerfileReport {
  file: string;
  /** Not the user's: rebuilt from the history of an image. */
  reconstructed?: true;
  findings: Finding[];
  stages: { name: string | null; base: string; line: number; instructions: number }[];
  optimized: OptimizedReport | null;
  /** Changes that are not proposed, as something in the image needs what they would take out. */
  keptBack?: { title: string; line: number; reason: string }[];
  dockerignore: string | null;
  /** Those that its findings tell, and those whose finding is switched off. */
  secrets: SecretReport[];
}

export interface OptimizedReport {
  text: string;
  changes: ChangeReport[];
}

export interface ChangeReport {
  id: string;
  title: string;
  why: string;
  lines: number[];
  /** Bytes measured in the dropped image; null: not measured. */
  saves: Bytes | null;
  /** An estimate where nothing is measured, with what it rests on; absent where there is none. */
  range?: { least: Bytes; most: Bytes; basis: string };
  evidence: string;
  /** What may break by it. */
  risk: 'none' | 'check' | 'test';
  /** How to find out that nothing broke. */
  test: string;
}

/** What a build sends of a folder. A sum is the least that it can be where sizes are not known. */
export interface ContextReport extends ContextFigures {
  folder: string;
  /** Where nothing is proposed, both are today's. */
  sent: { now: ContextFigures; proposed: ContextFigures };
  risky: string[];
  /** The path of the ignore file that is in force; null: there is none. */
  ignoreFile: string | null;
  /** Its lines that the builder refuses: nothing is built with them. The figures are without them. */
  ignoreProblems: IgnoreProblem[];
  /** Null: nothing more to leave out. */
  proposal: { text: string; lines: ProposedLine[] } | null;
}

/** What it is about, by name; null for what was not open. */
interface OutlookSubject {
  image: string | null;
  dockerfile: string | null;
  context: string | null;
}

/** measured: counted in what was dropped. estimated: worked out from that. unknown: no number is made up. */
export interface FigureReport {
  kind: 'measured' | 'estimated' | 'unknown';
  value: number | null;
  /** What it rests on, or why it is not known. */
  basis: string;
  /** A part is not known and left out: the real value is larger. */
  partial?: true;
}

interface ComparedReport<Unit> {
  id: string;
  title: string;
  unit: Unit;
  today: FigureReport;
  /** With the changes that are switched on. */
  better: FigureReport;
}

export interface JourneyStepReport extends Pick<ChangeReport, 'id' | 'title' | 'range' | 'risk' | 'test'> {
  /** Measured; null where `range` has an estimate. */
  saves: Bytes | null;
  /** The estimated size; as much as it can be. */
  after: Bytes;
  /** Where estimates led there: as little as it can be. */
  afterLeast?: Bytes;
}

export interface BeforeAfterReport extends OutlookSubject {
  figures: (ComparedReport<FigureUnit> & { example?: string })[];
  /** Each change’s own share of the way from today’s size to the estimated one; null where none is measured. */
  journey: {
    start: Bytes;
    end: Bytes;
    /** Where estimates lead to `end`: as little as it can be. */
    endLeast?: Bytes;
    steps: JourneyStepReport[];
    /** Ids of changes. */
    saveNothing: string[];
    notMeasured: string[];
  } | null;
  deployment: { inputs: DeploymentInputs; results: (ComparedReport<DeploymentUnit> & { formula: string })[] };
}

export interface ChecklistReport extends OutlookSubject {
  items: {
    id: string;
    group: ItemGroup;
    title: string;
    state: ItemState;
    evidence: { text: string; code?: string; line?: number; layer?: number }[];
  }[];
}
