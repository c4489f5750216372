import type { ArchiveSource } from '../archive/archive-index.ts';
import type { Compression } from '../archive/compression.ts';
import type { OpenOptions } from '../archive/open-range.ts';
import type { Unpacked } from '../archive/unpack.ts';
import type { FolderBuildsFacts, FolderBuildsInput } from '../optimize/folder-builds.ts';
import type { BuildChange, SimulatedBuild } from '../build-cache/simulation.ts';
import type { BuildContext } from '../build-context/build-context.ts';
import type { ContextAudit } from '../build-context/context-audit.ts';
import type { StringColumn } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import type { DiffRow } from '../content/diff-rows.ts';
import type { Fault } from '../fault.ts';
import type { BaseBoundary } from '../history/base-boundary.ts';
import type { Reconstructed } from '../history/rebuilt-lines.ts';
import type { ArchiveImage, Attestation, LayerBlob, OpenedArchive } from '../image/model.ts';
import type { OpenArchiveOptions } from '../image/open-archive.ts';
import type { LayerScan } from '../layer/layer-table.ts';
import type { AuditInput, DockerfileAudit } from '../lint/audit-dockerfile.ts';
import type { ShellCheckAnswer } from '../lint/shellcheck/shellcheck.ts';
import type { FolderInput } from '../optimize/project-folder.ts';
import type { ImageInput, RebuiltInput } from '../optimize/review-dockerfile.ts';
import type { DockerfileReview, Profile } from '../optimize/review.ts';
import type { FoundNeeds, NeedsInput } from '../minify/find-needs.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import type { NameFilter } from '../rootfs/name-filter.ts';
import type { LayerBodies } from '../hardening/layer-bodies.ts';
import type { TreeFacts } from '../hardening/tree-facts.ts';
import type { AskedPackage } from '../analysis/vulnerabilities/asked-package.ts';
import type { VulnerabilityLookup } from '../analysis/vulnerabilities/lookup-result.ts';
import type { LayerPackages } from '../packages/layer-packages.ts';
import type { Cleaned, CleanInput } from '../cleaning/clean-image.ts';
import type { Cataloged, SystemRelease } from '../packages/package.ts';
import type { FilesApartInput } from '../packages/read-files-apart.ts';
import type { Saved, SaveInput } from '../saving/save-files.ts';
import type { FoundSecret } from '../secrets/found-secret.ts';
import type { SearchedTexts } from '../secrets/hide-in-image.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';
import type { LayerSecrets } from '../secrets/scan-layer-secrets.ts';
import type { AnalysedImage } from '../analysis/analyse-image.ts';
import type { CandidateColumns, ContentCandidates, StoredFiles } from '../analysis/content-candidates.ts';
import type { ComparedSide } from '../analysis/comparison/compare-files.ts';
import type { ComparedFiles } from '../analysis/comparison/compared-files.ts';
import type { ComparedFacts } from '../analysis/comparison/compared-tree.ts';
import type { ContentRequests, SettledFiles, SettleInput } from '../analysis/comparison/settle-contents.ts';
import type { FileDigests } from '../analysis/hash-files.ts';
import type { ContentAnalysis } from '../analysis/image-model.ts';
import type { LayerDigests } from '../analysis/verify-layer.ts';
import type { HeldColumn } from './held-columns.ts';
import type { SaveTarget } from './save-sink.ts';
import type { ScratchPlace } from './scratch-file.ts';

/** What reading the files of one layer gives. */
export interface LayerFiles {
  readonly secrets: LayerSecrets;
  readonly bodies: LayerBodies;
  readonly packages: LayerPackages;
}

/** What a worker does, by name. The only types that cross the border; request, reply and handlers derive from it. */
export interface Tasks {
  /** Unpacks an archive that is compressed as a whole, or a layer. `mostInMemory`: more of it goes to the place. */
  'unpack-archive': {
    input: { file: Blob; compression: Compression; place: ScratchPlace | null; mostInMemory?: Bytes } & OpenOptions;
    output: Unpacked;
  };
  'open-archive': { input: { source: ArchiveSource } & OpenArchiveOptions; output: OpenedArchive };
  /** The statement of an attestation, as text. */
  'read-attestation': {
    input: { fileName: string; files: readonly Blob[]; attestation: Attestation };
    output: string;
  };
  'scan-layer': { input: { file: Blob; layer: LayerBlob } & OpenOptions; output: LayerScan };
  /** The tables come through the port, base first, as they are read; null stands for a layer that could not be. */
  'stack-layers': {
    input: { fileName: string; layerCount: number; tables: MessagePort };
    output: AnalysedImage & { tree: TreeFacts };
  };
  /** What has to be hashed to find files of equal contents. */
  'list-candidates': {
    input: { fileName: string; columns: CandidateColumns; compressions: Compression[] };
    output: ContentCandidates;
  };
  /** SHA-256 of some files of one layer. */
  'hash-files': {
    input: { file: Blob; layer: LayerBlob; files: StoredFiles } & OpenOptions;
    output: FileDigests;
  };
  'compare-contents': {
    input: { fileName: string; rootfs: RootfsColumns; hashed: FileDigests[]; candidates: number };
    output: ContentAnalysis;
  };
  /** The final trees of two images over each other, and what has to be hashed to know which contents are equal. */
  'compare-files': {
    input: {
      fileName: string;
      before: ComparedSide & { compressions: readonly Compression[] };
      after: ComparedSide & { compressions: readonly Compression[] };
    };
    output: { files: ComparedFiles; facts: ComparedFacts; requests: ContentRequests };
  };
  /** What digests say of the contents of two images' files. */
  'settle-contents': { input: { fileName: string } & SettleInput; output: SettledFiles & { facts: ComparedFacts } };
  /** What the bytes of one layer are, to compare with the digests that the archive names. */
  'verify-layer': { input: { file: Blob; layer: LayerBlob } & OpenOptions; output: LayerDigests };
  /** Every secret in the files of one layer (`own`: patterns of the user's), what checks look into, and packages. */
  'read-files': {
    input: { file: Blob; layer: LayerBlob; own: readonly OwnPattern[] } & OpenOptions;
    output: LayerFiles;
  };
  /** The packages that two files of different layers tell together. */
  'read-files-apart': { input: FilesApartInput & OpenOptions; output: Cataloged };
  /** Those in texts that are no files, by text. */
  'scan-texts': {
    input: { fileName: string; texts: readonly string[]; own: readonly OwnPattern[] };
    output: FoundSecret[][];
  };
  /** The value of one secret in a layer's file. */
  'reveal-secret': {
    input: { file: Blob; layer: LayerBlob; entry: Bytes; found: FoundSecret } & OpenOptions;
    output: string;
  };
  /** Writes files of an image, as they are or in an archive. `savedAs`: the name of what is written. */
  'save-files': {
    input: SaveInput & { target: SaveTarget; savedAs: string } & OpenOptions;
    output: Saved & { blob: Blob | null; bytes: Bytes };
  };
  /** Writes the uncompressed tar of a layer. */
  'save-layer': {
    input: { file: Blob; layer: LayerBlob; target: SaveTarget; savedAs: string } & OpenOptions;
    output: { fault: Fault | null; blob: Blob | null; bytes: Bytes };
  };
  /** Writes an image anew without what is to go. */
  'clean-image': {
    input: Omit<CleanInput, 'hide'> & {
      secretsIn: SearchedTexts | null;
      target: SaveTarget;
      savedAs: string;
    } & OpenOptions;
    output: Cleaned & { blob: Blob | null; bytes: Bytes };
  };
  /** What of an image is needed by what it starts. Progress counts the files that were followed. */
  'find-needs': { input: NeedsInput; output: FoundNeeds };
  /** Two versions of a file, line by line. */
  'compare-texts': { input: { fileName: string; before: string; after: string }; output: DiffRow[] };
  'audit-dockerfile': { input: AuditInput; output: DockerfileAudit };
  'review-dockerfile': {
    input: {
      fileName: string;
      text: string;
      dockerignore: string | null;
      /** The key stands for this very image: what was found out about it is used again. */
      image: ({ key: string } & ImageInput) | null;
      folder: FolderInput | null;
      rebuilt: RebuiltInput | null;
      profile: Profile;
      /** Ids of the changes that the user switched off, and on. */
      off: string[];
      on: string[];
      own: readonly OwnPattern[];
    };
    output: DockerfileReview;
  };
  /** What is to be said of a folder that is built from. The ignore file that was dropped beside it counts where it has none. */
  'audit-context': {
    input: {
      fileName: string;
      context: BuildContext;
      dockerfile: { name: string; text: string } | null;
      /** The text that is proposed in its place. */
      better: string | null;
      dockerignore: string | null;
    };
    output: ContextAudit;
  };
  /** Which steps a build runs again after a change, by the Dockerfile and by the better one. */
  'simulate-build': {
    input: FolderBuildsInput & { fileName: string; change: BuildChange };
    output: { facts: FolderBuildsFacts; build: SimulatedBuild };
  };
  /** A Dockerfile from what an image tells of its build; secrets are shortened in it. */
  'reconstruct-dockerfile': {
    input: {
      fileName: string;
      image: ArchiveImage;
      base: BaseBoundary;
      onlyFiles: (string | null)[];
      own: readonly OwnPattern[];
    };
    output: Reconstructed;
  };
  /** Which names of a tree a filter finds, by node (`matchNames`). The first progress says that it begins to look. */
  'match-names': {
    input: { fileName: string; names: StringColumn; parents: Int32Array<ArrayBuffer>; filter: NameFilter };
    output: Uint8Array<ArrayBuffer>;
  };
  /** What is known of packages, by the site's advisories and dropped archives of them. */
  'look-up-vulnerabilities': {
    input: {
      fileName: string;
      /** Where the site keeps its advisories: an absolute address that ends with a slash. Null where there is no site. */
      site: string | null;
      packages: readonly AskedPackage[];
      system: SystemRelease | null;
      dropped: readonly File[];
    };
    output: VulnerabilityLookup;
  };
  /** ShellCheck on one script. */
  'check-script': { input: { script: string }; output: ShellCheckAnswer };
}

export type TaskName = keyof Tasks;

/** The tasks of the workers that read Dockerfiles. */
export type DockerfileTask = 'audit-dockerfile' | 'review-dockerfile' | 'reconstruct-dockerfile' | ContextTask;

/** Those of them that have the names of a folder. */
export type ContextTask = 'audit-context' | 'simulate-build';

/** The tasks that need the columns of a whole image. */
export type StackTask = 'stack-layers' | 'list-candidates' | 'compare-contents' | 'compare-files' | 'settle-contents';

/** The tasks of the workers that read images. */
export type ImageTask = Exclude<
  TaskName,
  DockerfileTask | StackTask | 'match-names' | 'look-up-vulnerabilities' | 'check-script' | 'find-needs'
>;

export interface Request<Name extends TaskName = TaskName> {
  id: number;
  name: Name;
  input: Tasks[Name]['input'];
  /** Columns of the input that the worker holds on to. */
  held?: readonly HeldColumn[];
}

export type Reply =
  /** A worker's first word. `locked`: its lock tells when it ends; else the beats through `pulse` do, where there are any. */
  | { id: 0; kind: 'alive'; locked: boolean; pulse: MessagePort | null }
  | { id: number; kind: 'progress'; done: Bytes }
  /** `spent`: the worker has done its work, and is not to be used again. */
  | { id: number; kind: 'done'; output: Tasks[TaskName]['output']; spent?: boolean }
  | { id: number; kind: 'failed'; fault: Fault }
  /** The worker itself has failed, and is not to be used again. */
  | { id: number; kind: 'broken'; detail: string };

/** What a handler may use beside its input. */
export interface TaskContext {
  /** Bytes of the dropped file that this task has got through so far. */
  onProgress(done: Bytes): void;
}

/** A reply's output with the buffers that go along by transfer. */
export interface TaskResult<Output> {
  output: Output;
  transfer?: Transferable[];
  /** The worker is not to be used again: it holds memory that it cannot give back. */
  spent?: boolean;
}

export type Handlers<Name extends TaskName> = {
  [N in Name]: (input: Tasks[N]['input'], context: TaskContext) => Promise<TaskResult<Tasks[N]['output']>>;
};
