import { SvelteSet } from 'svelte/reactivity';
import { toFault, type Fault } from '../fault.ts';
import type { DockerfileReview } from '../optimize/review.ts';
import { pool } from '../workers/pool.ts';
import type { ImageSession } from './image-session.svelte.ts';

/** One Dockerfile with what is said of it: findings, stages, and the better version with the changes that are on. */
export class DockerfileSession {
  name = $state('Dockerfile');
  text = $state('');
  review = $state.raw<DockerfileReview | null>(null);
  fault = $state.raw<Fault | null>(null);
  /** Ids of the changes that the user switched off. */
  readonly off = new SvelteSet<string>();
  /** What the last review was made with; null: with the text alone. */
  reviewedWith = $state.raw<ImageSession | null>(null);
  reviewing = $state(false);
  /** What the review is about: the text may be further by now. */
  reviewedText = '';
  private wanted = 0;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  /** Reviews the text against an image, or alone. Of several calls under way, the last one counts. */
  async update(session: ImageSession | null, dockerignore: string | null): Promise<void> {
    const run = ++this.wanted;
    const { name, text } = this;
    const image = session?.rootfs ? { key: session.key, image: session.image, rootfs: session.rootfs.columns } : null;
    this.reviewing = true;
    try {
      const input = { fileName: name, text, dockerignore, image, off: [...this.off] };
      const review = await pool.run('review-dockerfile', input);
      if (run !== this.wanted) return;
      this.review = review;
      this.reviewedText = text;
      this.fault = null;
      this.reviewedWith = image && session;
    } catch (error) {
      if (run !== this.wanted) return;
      this.review = null;
      this.fault = toFault(error, name);
    }
    this.reviewing = false;
  }
}
